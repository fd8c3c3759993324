package chat_test

import (
	"context"
	"testing"

	"example.com/chatproduct/backend/internal/chat"
)

const (
	room  = "session-0001"
	other = "session-0002"
)

var (
	ada   = chat.Viewer{Name: "ada", Roles: []string{"admin"}}
	grace = chat.Viewer{Name: "grace", Roles: []string{"admin"}}
)

func newService(t *testing.T, options chat.Options) *chat.Service {
	t.Helper()
	return chat.NewService(chat.NewMemoryStore(), nil, options)
}

// send stores a message of ada's that must be accepted as new.
func send(t *testing.T, service *chat.Service, session, content string) chat.Message {
	t.Helper()
	message, repeated, err := service.Send(t.Context(), ada, chat.Draft{SessionID: session, Content: content})
	if err != nil || repeated {
		t.Fatalf("send %q: repeated %t, %v", content, repeated, err)
	}
	return message
}

// contents returns what a page of the session holds.
func contents(t *testing.T, service *chat.Service, query chat.Query) []string {
	t.Helper()
	return texts(get(t, service, query).Messages)
}

func get(t *testing.T, service *chat.Service, query chat.Query) chat.Page {
	t.Helper()
	page, err := service.Messages(context.Background(), ada, query)
	if err != nil {
		t.Fatalf("messages of %+v: %v", query, err)
	}
	return page
}

func texts(messages []chat.Message) []string {
	texts := make([]string, 0, len(messages))
	for _, message := range messages {
		texts = append(texts, message.Content)
	}
	return texts
}
