package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"example.com/chatproduct/backend/internal/chat"
)

func TestEverythingIsThereAfterReopening(t *testing.T) {
	for _, indexed := range []bool{true, false} {
		t.Run(fmt.Sprintf("index %t", indexed), func(t *testing.T) {
			dir := t.TempDir()
			store, service := open(t, dir, Options{})
			messages := fill(t, service, 20)
			if _, err := service.CreateSession(t.Context(), ada, "session-empty", "console"); err != nil {
				t.Fatal(err)
			}
			if _, err := service.Share(t.Context(), ada, room, true); err != nil {
				t.Fatal(err)
			}
			sessions, stats := store.Sessions(), store.Stats()
			closeStore(t, store)
			if !indexed {
				remove(t, filepath.Join(dir, indexName))
			}

			again, service := open(t, dir, Options{})
			expect(t, again, messages)
			for i, session := range again.Sessions() {
				if session != sessions[i] {
					t.Errorf("session %+v was %+v", session, sessions[i])
				}
			}
			if got := again.Stats(); got != stats {
				t.Errorf("extent %+v was %+v", got, stats)
			}
			if next := send(t, service, chat.Draft{SessionID: room, Content: "next"}); next.Sequence != 11 {
				t.Errorf("the next message has sequence %d", next.Sequence)
			}
		})
	}
}

func TestARepeatIsKnownAfterReopening(t *testing.T) {
	for _, indexed := range []bool{true, false} {
		t.Run(fmt.Sprintf("index %t", indexed), func(t *testing.T) {
			dir := t.TempDir()
			draft := chat.Draft{SessionID: room, Content: "hello", IdempotencyKey: "key-1"}
			store, service := open(t, dir, Options{})
			first := send(t, service, draft)
			closeStore(t, store)
			if !indexed {
				remove(t, filepath.Join(dir, indexName))
			}
			again, service := open(t, dir, Options{})
			if message, repeated, err := service.Send(t.Context(), ada, draft); err != nil || !repeated || message != first {
				t.Errorf("%+v, repeated %t, %v, want %+v", message, repeated, err, first)
			}
			draft.Content = "another"
			if _, _, err := service.Send(t.Context(), ada, draft); !errors.Is(err, chat.ErrKeyReused) {
				t.Errorf("another content: %v", err)
			}
			expect(t, again, []chat.Message{first})
		})
	}
}

func TestSendersAtOnce(t *testing.T) {
	dir := t.TempDir()
	store, service := open(t, dir, Options{CheckpointEvery: 50})
	watched := make(map[string][]chat.Message)
	store.Watch(func(message chat.Message) {
		watched[message.SessionID] = append(watched[message.SessionID], message)
	})
	const senders, each = 20, 25
	var group sync.WaitGroup
	for sender := range senders {
		group.Go(func() {
			for i := range each {
				// Everybody sends everything: each key arrives twenty times.
				draft := chat.Draft{SessionID: room, Content: fmt.Sprint(i), IdempotencyKey: fmt.Sprint(i)}
				if sender%2 == 0 {
					draft = chat.Draft{SessionID: other, Content: fmt.Sprintf("%d of %d", i, sender)}
				}
				if _, _, err := service.Send(t.Context(), ada, draft); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	all := everything(t, store)
	if want := each + senders/2*each; len(all) != want {
		t.Errorf("%d messages, want %d", len(all), want)
	}
	closeStore(t, store)
	for session, messages := range watched {
		for i, message := range messages {
			if message.Sequence != uint64(i)+1 {
				t.Errorf("message %d of session %s was announced at place %d", message.Sequence, session, i+1)
			}
		}
	}
	again, _ := open(t, dir, Options{})
	if got := everything(t, again); len(got) != len(all) {
		t.Errorf("%d messages after reopening, want %d", len(got), len(all))
	}
}

func TestARowSeesWhatItHoldsAlready(t *testing.T) {
	store, service := open(t, t.TempDir(), Options{})
	first := send(t, service, chat.Draft{SessionID: room, Content: "first", IdempotencyKey: "key-1"})
	fsyncs := store.index.batch
	var seen []chat.View
	_, err := store.AppendMany(t.Context(), room, 3, func(view chat.View) (chat.Change, error) {
		seen = append(seen, view)
		for _, key := range []string{"key-1", "key-2"} {
			sent, known := view.Sent(ada.Name, key)
			if want := key == "key-1" || len(seen) > 1; known != want {
				t.Errorf("change %d: %s known %t, sequence %d", len(seen), key, known, sent.Sequence)
			}
		}
		id, _ := chat.ParseID(view.Last.ID)
		return chat.Change{Key: "key-2", Message: &chat.Message{
			ID: chat.NewID(view.Last.Timestamp, id).String(), SessionID: room, Author: ada.Name,
			Timestamp: view.Last.Timestamp, Sequence: view.Last.Sequence + 1, Content: "row",
		}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, view := range seen {
		if view.Last.Sequence != first.Sequence+uint64(i) || view.Session.MessageCount != i+1 || view.Session.Owner != ada.Name {
			t.Errorf("change %d found %+v", i, view)
		}
	}
	if written := store.index.batch - fsyncs; written != 1 {
		t.Errorf("the row took %d fsyncs", written)
	}
}

func TestOnlyTheSessionsOwnMessagesHaveAPosition(t *testing.T) {
	store, service := open(t, t.TempDir(), Options{})
	messages := fill(t, service, 4)
	for _, message := range messages {
		foreign := map[string]string{room: other, other: room}[message.SessionID]
		if sequence, known := store.Position(foreign, message.ID); known {
			t.Errorf("message %s stands in session %s at %d", message.ID, foreign, sequence)
		}
	}
	if _, known := store.Position(room, "msg_"); known {
		t.Error("what is no id has a position")
	}
}

func TestAnIndexThatPointsElsewhereServesNothing(t *testing.T) {
	dir := t.TempDir()
	store, service := open(t, dir, Options{})
	fill(t, service, 4)
	entries := store.index.threads[room].entries
	entries[0], entries[1] = entries[1], entries[0]
	closeStore(t, store)
	again, _ := open(t, dir, Options{})
	var damage *DamageError
	if messages, err := again.Read(t.Context(), room, 0, 2); !errors.As(err, &damage) {
		t.Errorf("read %+v, %v", messages, err)
	}
}

func TestOneProcessAtATime(t *testing.T) {
	dir := t.TempDir()
	store, _ := open(t, dir, Options{})
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), dir) {
		t.Errorf("opened twice: %v", err)
	}
	closeStore(t, store)
	open(t, dir, Options{})
}

func TestAClosedStoreRefuses(t *testing.T) {
	store, service := open(t, t.TempDir(), Options{})
	closeStore(t, store)
	if _, _, err := service.Send(t.Context(), ada, chat.Draft{SessionID: room, Content: "hello"}); !errors.Is(err, chat.ErrUnavailable) {
		t.Errorf("sent: %v", err)
	}
}

func TestACancelledRequestStoresNothing(t *testing.T) {
	store, service := open(t, t.TempDir(), Options{})
	first := send(t, service, chat.Draft{SessionID: room, Content: "first"})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for range 1000 { // it is left to chance where the request is stopped
		if _, _, err := service.Send(ctx, ada, chat.Draft{SessionID: room, Content: "hello"}); !errors.Is(err, context.Canceled) {
			t.Fatalf("sent: %v", err)
		}
	}
	expect(t, store, []chat.Message{first})
}

func TestAChangeThatDoesNotFitIsRefused(t *testing.T) {
	store, service := open(t, t.TempDir(), Options{})
	first := send(t, service, chat.Draft{SessionID: room, Content: "first"})
	next := first
	next.Sequence++
	id, _ := chat.ParseID(first.ID)
	next.ID = chat.NewID(first.Timestamp, id).String()
	cases := map[string]func(*chat.Message){
		"a gap":            func(m *chat.Message) { m.Sequence++ },
		"a place taken":    func(m *chat.Message) { m.Sequence-- },
		"the id before":    func(m *chat.Message) { m.ID = first.ID },
		"a foreign id":     func(m *chat.Message) { m.ID = "x" + next.ID },
		"an earlier time":  func(m *chat.Message) { m.Timestamp = first.Timestamp.Add(-1) },
		"too large a text": func(m *chat.Message) { m.Content = strings.Repeat("x", maxPayload) },
	}
	for name, change := range cases {
		t.Run(name, func(t *testing.T) {
			message := next
			change(&message)
			attempt := func(session string) error {
				_, err := store.Append(t.Context(), session, func(chat.View) (chat.Change, error) {
					return chat.Change{Message: &message}, nil
				})
				return err
			}
			if err := attempt(room); err == nil {
				t.Error("stored")
			}
			if err := attempt(other); err == nil {
				t.Error("stored in a session that was never made")
			}
		})
	}
	expect(t, store, []chat.Message{first})
	send(t, service, chat.Draft{SessionID: room, Content: "the store still takes messages"})
}

func TestAnUnusableIndexIsMadeAnew(t *testing.T) {
	foreign, service := open(t, t.TempDir(), Options{})
	fill(t, service, 3)
	closeStore(t, foreign)
	foreignIndex, err := os.ReadFile(filepath.Join(foreign.dir, indexName))
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]func(index []byte) []byte{
		"cut":              func(index []byte) []byte { return index[:len(index)-1] },
		"empty":            func([]byte) []byte { return nil },
		"flipped":          func(index []byte) []byte { index[len(index)/2] ^= 1; return index },
		"of another log":   func([]byte) []byte { return foreignIndex },
		"of another world": func([]byte) []byte { return []byte("not an index at all") },
	}
	for name, change := range cases {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			store, service := open(t, dir, Options{})
			messages := fill(t, service, 6)
			closeStore(t, store)
			path := filepath.Join(dir, indexName)
			index, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			write(t, path, change(bytes.Clone(index)))
			var log bytes.Buffer
			again, _ := open(t, dir, Options{Logger: slog.New(slog.NewTextHandler(&log, nil))})
			expect(t, again, messages)
			if !strings.Contains(log.String(), path) {
				t.Errorf("logged %q", log.String())
			}
			closeStore(t, again)
			if anew, err := os.ReadFile(path); err != nil || !bytes.Equal(anew, index) {
				t.Errorf("the index was not written again: %v", err)
			}
		})
	}
}

func TestAnOldIndexIsCompleted(t *testing.T) {
	dir := t.TempDir()
	store, service := open(t, dir, Options{})
	messages := fill(t, service, 5)
	closeStore(t, store)
	path := filepath.Join(dir, indexName)
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	store, service = open(t, dir, Options{})
	messages = append(messages, send(t, service, chat.Draft{SessionID: room, Content: "later"}))
	closeStore(t, store)
	write(t, path, old)
	again, _ := open(t, dir, Options{})
	expect(t, again, messages)
}

func TestKeysAreForgottenInTime(t *testing.T) {
	keys := newKeyIndex(time.Hour)
	first, second, third := sender{key: "1"}, sender{key: "2"}, sender{key: "3"}
	keys.add(first, chat.Sent{Timestamp: steady})
	keys.add(second, chat.Sent{Timestamp: steady.Add(time.Minute)})
	keys.add(first, chat.Sent{Timestamp: steady.Add(2 * time.Minute), Sequence: 9})
	keys.add(third, chat.Sent{Timestamp: steady.Add(time.Hour + 90*time.Second)})
	if sent, known := keys.find(first); !known || sent.Sequence != 9 {
		t.Errorf("the key that came again is %+v, %t", sent, known)
	}
	keys.add(third, chat.Sent{Timestamp: steady.Add(9 * time.Hour)})
	if len(keys.sent) != 1 || len(keys.queue) > 2 {
		t.Errorf("%d keys in a queue of %d", len(keys.sent), len(keys.queue))
	}
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}
