package chat_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"example.com/chatproduct/backend/internal/chat"
)

func TestContentIsCountedInCodePoints(t *testing.T) {
	cases := []struct {
		name, content string
		ok            bool
	}{
		{"one character", "a", true},
		{"as many as allowed", strings.Repeat("a", 10_000), true},
		{"one too many", strings.Repeat("a", 10_001), false},
		{"two bytes each", strings.Repeat("é", 10_000), true},
		{"four bytes each", strings.Repeat("👍", 10_000), true},
		{"two bytes each, one too many", strings.Repeat("é", 10_001), false},
		{"nothing", "", false},
		{"blanks", " \n\t", false},
		{"blanks beyond ASCII", "\u00a0\u2003", false},
		{"a NUL", "\x00", true},
		{"blanks around a word", "  a ", true},
		{"not UTF-8", "a\xff", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			checkField(t, chat.CheckContent(c.content), "content", c.ok)
		})
	}
}

func TestSessionIDs(t *testing.T) {
	cases := []struct {
		name, id string
		ok       bool
	}{
		{"shortest", "session-01", true},
		{"too short", "session-1", false},
		{"longest", strings.Repeat("s", 100), true},
		{"too long", strings.Repeat("s", 101), false},
		{"missing", "", false},
		{"all kinds of characters", "aZ09_-aZ09", true},
		{"a path", "../../etc/passwd", false},
		{"a NUL", "session-\x0001", false},
		{"a new line", "session-01\n", false},
		{"letters beyond ASCII", strings.Repeat("é", 10), false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			checkField(t, chat.CheckSessionID(c.id), "session_id", c.ok)
		})
	}
}

func TestSendChecksEveryField(t *testing.T) {
	good := chat.Draft{SessionID: room, Content: "hello"}
	cases := []struct {
		name   string
		field  string
		ok     bool
		change func(*chat.Draft)
	}{
		{"as it is", "", true, func(*chat.Draft) {}},
		{"bad session", "session_id", false, func(d *chat.Draft) { d.SessionID = "short" }},
		{"bad content", "content", false, func(d *chat.Draft) { d.Content = "" }},
		{"longest client name", "", true, func(d *chat.Draft) { d.ClientName = strings.Repeat("é", 200) }},
		{"client name too long", "client_name", false, func(d *chat.Draft) { d.ClientName = strings.Repeat("é", 201) }},
		{"client name not UTF-8", "client_name", false, func(d *chat.Draft) { d.ClientName = "\xff" }},
		{"longest key", "", true, func(d *chat.Draft) { d.IdempotencyKey = strings.Repeat("~", 200) }},
		{"key too long", "idempotency_key", false, func(d *chat.Draft) { d.IdempotencyKey = strings.Repeat("k", 201) }},
		{"key with a blank", "idempotency_key", false, func(d *chat.Draft) { d.IdempotencyKey = "a b" }},
		{"key beyond ASCII", "idempotency_key", false, func(d *chat.Draft) { d.IdempotencyKey = "é" }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			store := chat.NewMemoryStore()
			service := chat.NewService(store, nil, chat.Options{})
			draft := good
			c.change(&draft)
			_, _, err := service.Send(context.Background(), ada, draft)
			checkField(t, err, c.field, c.ok)
			if stored := len(store.Sessions()) > 0; stored != c.ok {
				t.Errorf("stored: %t", stored)
			}
		})
	}
}

// checkField wants no error, or a validation error about the field.
func checkField(t *testing.T, err error, field string, ok bool) {
	t.Helper()
	var invalid *chat.ValidationError
	switch {
	case ok && err != nil:
		t.Errorf("refused: %v", err)
	case !ok && !errors.As(err, &invalid):
		t.Errorf("got %v, want a validation error", err)
	case !ok && invalid.Field != field:
		t.Errorf("error about %s, want %s", invalid.Field, field)
	}
}
