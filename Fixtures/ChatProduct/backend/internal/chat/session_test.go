package chat_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"example.com/chatproduct/backend/internal/chat"
)

func TestASessionBelongsToItsFirstSender(t *testing.T) {
	service := newService(t, chat.Options{})
	first, _, err := service.Send(t.Context(), ada, chat.Draft{SessionID: room, Content: "hello", ClientName: "console"})
	if err != nil {
		t.Fatal(err)
	}
	last := send(t, service, room, "again")
	session, err := service.Session(t.Context(), ada, room)
	want := chat.Session{
		ID: room, Owner: "ada", ClientName: "console", MessageCount: 2,
		CreatedAt: first.Timestamp, LastActivity: last.Timestamp,
	}
	if err != nil || session != want {
		t.Errorf("got %+v, %v, want %+v", session, err, want)
	}
}

// everyReading calls each method that shows something of a session.
func everyReading(ctx context.Context, service *chat.Service, viewer chat.Viewer, id string) map[string]error {
	_, messages := service.Messages(ctx, viewer, chat.Query{SessionID: id})
	_, _, revision := service.Revision(ctx, viewer, id, "")
	_, history := service.History(ctx, viewer, id, "", 0)
	_, session := service.Session(ctx, viewer, id)
	_, create := service.CreateSession(ctx, viewer, id, "")
	_, after := service.MessagesAfter(ctx, viewer, id, 0, 0)
	_, sequence := service.SequenceOf(ctx, viewer, id, "")
	_, _, send := service.Send(ctx, viewer, chat.Draft{SessionID: id, Content: "me too"})
	return map[string]error{
		"Messages": messages, "Revision": revision, "History": history, "Session": session,
		"CreateSession": create, "MessagesAfter": after, "SequenceOf": sequence, "Send": send,
	}
}

func TestSharingDecidesWhoMayUseASession(t *testing.T) {
	service := newService(t, chat.Options{})
	send(t, service, room, "hello")
	share := func(shared bool) {
		t.Helper()
		if session, err := service.Share(t.Context(), ada, room, shared); err != nil || session.Shared != shared || session.Owner != "ada" {
			t.Fatalf("share: %+v, %v", session, err)
		}
	}
	guest := chat.Viewer{Name: "grace"}
	nobody := chat.Viewer{}
	cases := []struct {
		name    string
		shared  bool
		viewer  chat.Viewer
		allowed bool
	}{
		{"the owner", false, ada, true},
		{"another administrator", false, grace, false},
		{"another administrator, shared", true, grace, true},
		{"somebody without the role, shared", true, guest, false},
		{"somebody without a name", false, nobody, false},
		{"closed again", false, grace, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			share(c.shared)
			for method, err := range everyReading(t.Context(), service, c.viewer, room) {
				if c.allowed && err != nil || !c.allowed && !errors.Is(err, chat.ErrForbidden) {
					t.Errorf("%s: %v", method, err)
				}
			}
		})
	}
}

func TestOnlyTheOwnerShares(t *testing.T) {
	service := newService(t, chat.Options{ShareNewSessions: true})
	send(t, service, room, "hello")
	if _, err := service.Share(t.Context(), grace, room, false); !errors.Is(err, chat.ErrForbidden) {
		t.Errorf("another administrator: %v", err)
	}
	if _, err := service.Share(t.Context(), ada, other, true); !errors.Is(err, chat.ErrUnknownSession) {
		t.Errorf("unknown session: %v", err)
	}
	if err := everyReading(t.Context(), service, grace, room)["Messages"]; err != nil {
		t.Errorf("a new session is not shared: %v", err)
	}
}

func TestSessionsAreListedByActivity(t *testing.T) {
	now := time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)
	service := newService(t, chat.Options{Clock: func() time.Time {
		now = now.Add(time.Second)
		return now
	}})
	send(t, service, "session-first", "hello")
	send(t, service, "session-second", "hello")
	if _, _, err := service.Send(t.Context(), grace, chat.Draft{SessionID: "session-foreign", Content: "hello"}); err != nil {
		t.Fatal(err)
	}
	if _, err := service.CreateSession(t.Context(), ada, "session-empty", "console"); err != nil {
		t.Fatal(err)
	}
	send(t, service, "session-first", "again")
	sessions, err := service.Sessions(t.Context(), ada)
	var ids []string
	for _, session := range sessions {
		ids = append(ids, session.ID)
	}
	if want := []string{"session-first", "session-empty", "session-second"}; err != nil || !slices.Equal(ids, want) {
		t.Errorf("got %q, %v, want %q", ids, err, want)
	}
}

func TestCreateSession(t *testing.T) {
	service := newService(t, chat.Options{})
	made, err := service.CreateSession(t.Context(), ada, "", "console")
	if err != nil || chat.CheckSessionID(made.ID) != nil || made.Owner != "ada" || made.MessageCount != 0 {
		t.Fatalf("%+v, %v", made, err)
	}
	if again, err := service.CreateSession(t.Context(), ada, made.ID, "another"); err != nil || again != made {
		t.Errorf("again: %+v, %v", again, err)
	}
	send(t, service, made.ID, "hello")
	if session, err := service.Session(t.Context(), ada, made.ID); err != nil || session.MessageCount != 1 || session.ClientName != "console" {
		t.Errorf("with a message: %+v, %v", session, err)
	}
	var invalid *chat.ValidationError
	if _, err := service.CreateSession(t.Context(), ada, "short", ""); !errors.As(err, &invalid) {
		t.Errorf("bad id: %v", err)
	}
	nobody := chat.Viewer{Roles: ada.Roles}
	if _, err := service.CreateSession(t.Context(), nobody, "", ""); !errors.Is(err, chat.ErrForbidden) {
		t.Errorf("made by nobody: %v", err)
	}
	if _, _, err := service.Send(t.Context(), nobody, chat.Draft{SessionID: room, Content: "hello"}); !errors.Is(err, chat.ErrForbidden) {
		t.Errorf("sent by nobody: %v", err)
	}
	if _, err := service.Session(t.Context(), ada, "session-unknown"); !errors.Is(err, chat.ErrUnknownSession) {
		t.Errorf("unknown id: %v", err)
	}
}
