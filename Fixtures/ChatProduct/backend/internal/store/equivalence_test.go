package store

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"example.com/chatproduct/backend/internal/chat"
)

// TestTheMemoryStoreBehavesAsThisOne lets two services with one clock do the
// same: the handlers' tests stand on the memory store.
func TestTheMemoryStoreBehavesAsThisOne(t *testing.T) {
	now := steady
	clock := func() time.Time { return now }
	options := chat.Options{Clock: clock, IdempotencyWindow: time.Minute, ShareNewSessions: true}
	dir := t.TempDir()
	store, _ := open(t, dir, Options{})
	onDisk, inMemory := chat.NewService(store, nil, options), chat.NewService(chat.NewMemoryStore(), nil, options)
	random := rand.New(rand.NewPCG(1, 1))
	for step := range 2000 {
		now = now.Add(time.Duration(random.IntN(5)-1) * time.Second)
		if step%500 == 499 {
			closeStore(t, store)
			store, _ = open(t, dir, Options{})
			onDisk = chat.NewService(store, nil, options)
		}
		call := randomCall(t, random, now)
		if disk, memory := call(onDisk), call(inMemory); !reflect.DeepEqual(disk, memory) {
			t.Fatalf("step %d:\non disk   %+v\nin memory %+v", step, disk, memory)
		}
	}
	if messages := store.Stats().Messages; messages < 300 {
		t.Errorf("only %d messages came together", messages)
	}
}

// randomCall returns a call whose result can be compared: ids are random, so
// messages stand for themselves without theirs.
func randomCall(t *testing.T, random *rand.Rand, now time.Time) func(*chat.Service) []any {
	ctx := t.Context()
	viewer := []chat.Viewer{ada, {Name: "grace", Roles: ada.Roles}, {Name: "guest"}}[random.IntN(3)]
	session := fmt.Sprintf("session-%04d", random.IntN(4))
	limit, offset := random.IntN(20), random.IntN(3)
	at := now.Add(-time.Duration(random.IntN(300)) * time.Second).Format(time.RFC3339Nano)
	if random.IntN(3) == 0 {
		at = ""
	}
	draft := chat.Draft{SessionID: session, Content: fmt.Sprint(random.IntN(2)), IdempotencyKey: fmt.Sprintf("key-%d", random.IntN(20))}
	switch random.IntN(6) {
	case 0:
		return func(s *chat.Service) []any {
			page, err := s.Messages(ctx, viewer, chat.Query{SessionID: session, Since: at, Limit: limit, Offset: offset})
			return []any{withoutIDs(page.Messages), page.HasMore, page.Revision, page.LastChange, err}
		}
	case 1:
		return func(s *chat.Service) []any {
			page, err := s.History(ctx, viewer, session, at, limit)
			return []any{withoutIDs(page.Messages), page.HasMore, page.Revision, err}
		}
	case 2:
		return func(s *chat.Service) []any {
			sessions, err := s.Sessions(ctx, viewer)
			return []any{sessions, err}
		}
	case 3:
		return func(s *chat.Service) []any {
			shared, err := s.Share(ctx, viewer, session, limit%4 > 0)
			return []any{shared, err}
		}
	}
	return func(s *chat.Service) []any {
		message, repeated, err := s.Send(ctx, viewer, draft)
		return []any{withoutIDs([]chat.Message{message}), repeated, err}
	}
}

func withoutIDs(messages []chat.Message) []chat.Message {
	plain := make([]chat.Message, 0, len(messages))
	for _, message := range messages {
		message.ID = ""
		plain = append(plain, message)
	}
	return plain
}
