package store

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"example.com/chatproduct/backend/internal/chat"
)

const (
	room  = "session-0001"
	other = "session-0002"
)

var ada = chat.Viewer{Name: "ada", Roles: []string{"admin"}}

// quiet has no use for warnings that a test provokes.
var quiet = Options{Logger: slog.New(slog.DiscardHandler)}

// open opens the directory with a service over it; both are closed at the end.
func open(t testing.TB, dir string, options Options) (*Store, *chat.Service) {
	t.Helper()
	store, err := Open(dir, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeStore(t, store) })
	return store, chat.NewService(store, nil, chat.Options{})
}

func closeStore(t testing.TB, store *Store) {
	t.Helper()
	if err := store.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
}

func send(t testing.TB, service *chat.Service, draft chat.Draft) chat.Message {
	t.Helper()
	message, repeated, err := service.Send(t.Context(), ada, draft)
	if err != nil || repeated {
		t.Fatalf("send %+v: repeated %t, %v", draft, repeated, err)
	}
	return message
}

// fill stores messages one after the other, so that each is a batch.
func fill(t testing.TB, service *chat.Service, count int) []chat.Message {
	t.Helper()
	messages := make([]chat.Message, 0, count)
	for i := range count {
		messages = append(messages, send(t, service, chat.Draft{
			SessionID: []string{room, other}[i%2], Content: fmt.Sprintf("message %d", i), IdempotencyKey: fmt.Sprintf("key-%d", i),
		}))
	}
	return messages
}

// everything reads all sessions, and fails when one has a gap.
func everything(t testing.TB, store *Store) map[string]chat.Message {
	t.Helper()
	all := make(map[string]chat.Message)
	for _, session := range store.Sessions() {
		messages, err := store.Read(t.Context(), session.ID, 0, session.MessageCount)
		if err != nil {
			t.Fatal(err)
		}
		if len(messages) != session.MessageCount {
			t.Errorf("session %s has %d messages and counts %d", session.ID, len(messages), session.MessageCount)
		}
		var last chat.Message
		for _, message := range messages {
			if message.Sequence != last.Sequence+1 || message.ID <= last.ID || !message.Timestamp.After(last.Timestamp) {
				t.Errorf("session %s: %+v follows %+v", session.ID, message, last)
			}
			if at, known := store.Position(session.ID, message.ID); !known || at != message.Sequence {
				t.Errorf("message %s is found at %d, %t", message.ID, at, known)
			}
			all[message.ID] = message
			last = message
		}
	}
	if count := store.Stats().Messages; count != len(all) {
		t.Errorf("the store counts %d messages and has %d", count, len(all))
	}
	return all
}

// expect wants exactly these messages.
func expect(t testing.TB, store *Store, want []chat.Message) {
	t.Helper()
	got := everything(t, store)
	for _, message := range want {
		if got[message.ID] != message {
			t.Errorf("want %+v, got %+v", message, got[message.ID])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d messages, want %d", len(got), len(want))
	}
}

// steady is a clock for messages that a test makes by itself.
var steady = time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)
