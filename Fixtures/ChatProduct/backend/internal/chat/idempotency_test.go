package chat_test

import (
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"example.com/chatproduct/backend/internal/chat"
)

func TestARepeatReturnsTheFirst(t *testing.T) {
	observer := &counter{}
	service := newService(t, chat.Options{Observer: observer})
	draft := chat.Draft{SessionID: room, Content: "hello", IdempotencyKey: "key-1"}
	first, repeated, err := service.Send(t.Context(), ada, draft)
	if err != nil || repeated {
		t.Fatalf("first: repeated %t, %v", repeated, err)
	}
	send(t, service, room, "between")
	again, repeated, err := service.Send(t.Context(), ada, draft)
	if err != nil || !repeated || again != first {
		t.Errorf("again: %+v, repeated %t, %v, want %+v", again, repeated, err, first)
	}
	if got := contents(t, service, chat.Query{SessionID: room}); len(got) != 2 {
		t.Errorf("stored %q", got)
	}
	if observer.stored[chat.TypeUser] != 2 || observer.appended != 2 {
		t.Errorf("the observer counts %d messages in %d appends", observer.stored[chat.TypeUser], observer.appended)
	}
}

func TestAKeyBelongsToItsSenderItsSessionAndItsContent(t *testing.T) {
	service := newService(t, chat.Options{ShareNewSessions: true})
	draft := chat.Draft{SessionID: room, Content: "hello", IdempotencyKey: "key-1"}
	if _, _, err := service.Send(t.Context(), ada, draft); err != nil {
		t.Fatal(err)
	}
	if _, repeated, err := service.Send(t.Context(), grace, draft); repeated || err != nil {
		t.Errorf("somebody else: repeated %t, %v", repeated, err)
	}
	elsewhere := draft
	elsewhere.SessionID = other
	if _, repeated, err := service.Send(t.Context(), ada, elsewhere); repeated || err != nil {
		t.Errorf("another session: repeated %t, %v", repeated, err)
	}
	changed := draft
	changed.Content = "hello!"
	if _, _, err := service.Send(t.Context(), ada, changed); !errors.Is(err, chat.ErrKeyReused) {
		t.Errorf("another content: %v", err)
	}
}

func TestAKeyIsForgottenAfterItsWindow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		service := newService(t, chat.Options{IdempotencyWindow: time.Hour})
		draft := chat.Draft{SessionID: room, Content: "hello", IdempotencyKey: "key-1"}
		for _, step := range []struct {
			wait     time.Duration
			repeated bool
		}{
			{0, false},
			{time.Hour - time.Second, true},
			{time.Second, false},
			// The window runs from the message that is stored, not from its repeats.
			{time.Hour - time.Second, true},
			{time.Second, false},
		} {
			time.Sleep(step.wait)
			if _, repeated, err := service.Send(t.Context(), ada, draft); err != nil || repeated != step.repeated {
				t.Errorf("at %s: repeated %t, %v", time.Now(), repeated, err)
			}
		}
	})
}

func TestRepeatsAtOnceStoreOneMessage(t *testing.T) {
	service := newService(t, chat.Options{})
	draft := chat.Draft{SessionID: room, Content: "hello", IdempotencyKey: "key-1"}
	var first atomic.Int32
	ids := make([]string, 20)
	inParallel(len(ids), func(i int) {
		message, repeated, err := service.Send(t.Context(), ada, draft)
		if err != nil {
			t.Error(err)
		}
		if !repeated {
			first.Add(1)
		}
		ids[i] = message.ID
	})
	for _, id := range ids {
		if id != ids[0] {
			t.Errorf("answered with %s and %s", ids[0], id)
		}
	}
	if stored := len(contents(t, service, chat.Query{SessionID: room})); stored != 1 || first.Load() != 1 {
		t.Errorf("stored %d, called new %d times", stored, first.Load())
	}
}
