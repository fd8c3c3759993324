package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"example.com/chatproduct/backend/internal/chat"
)

// prepared opens a store whose one session has that many messages of 1 KiB.
func prepared(b *testing.B, count int) (*Store, *chat.Service) {
	b.Helper()
	store, service := open(b, b.TempDir(), Options{})
	content := strings.Repeat("x", 1024)
	_, err := store.AppendMany(context.Background(), room, count, func(view chat.View) (chat.Change, error) {
		previous, _ := chat.ParseID(view.Last.ID)
		at := steady.Add(time.Duration(view.Last.Sequence) * time.Second)
		change := chat.Change{Message: &chat.Message{
			ID: chat.NewID(at, previous).String(), SessionID: room, Type: chat.TypeUser, Status: chat.StatusDelivered,
			Author: ada.Name, Timestamp: at, Sequence: view.Last.Sequence + 1, Content: content,
		}}
		if !view.Exists {
			change.Session = &chat.Session{ID: room, Owner: ada.Name, CreatedAt: at}
		}
		return change, nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return store, service
}

// A poll near the end must not cost more in a long session than in a short one.
func BenchmarkSinceNearTheEnd(b *testing.B) {
	for _, count := range []int{100, 10_000} {
		b.Run(fmt.Sprintf("%d messages", count), func(b *testing.B) {
			store, service := prepared(b, count)
			near := store.entries(room, uint64(count-10), 1)[0].id.String()
			query := chat.Query{SessionID: room, Since: near}
			for b.Loop() {
				page, err := service.Messages(b.Context(), ada, query)
				if err != nil || len(page.Messages) != 9 {
					b.Fatal(len(page.Messages), err)
				}
			}
		})
	}
}

// A poll with nothing new reads no message at all.
func BenchmarkRevision(b *testing.B) {
	_, service := prepared(b, 10_000)
	for b.Loop() {
		if revision, _, err := service.Revision(b.Context(), ada, room, ""); revision != 10_000 || err != nil {
			b.Fatal(revision, err)
		}
	}
}

func BenchmarkPage(b *testing.B) {
	_, service := prepared(b, 1000)
	for _, limit := range []int{50, 1000} {
		b.Run(fmt.Sprint(limit), func(b *testing.B) {
			for b.Loop() {
				if _, err := service.Messages(b.Context(), ada, chat.Query{SessionID: room, Limit: limit}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Senders at the same time share an fsync, so that each costs less.
func BenchmarkSend(b *testing.B) {
	for _, senders := range []int{1, 32} {
		b.Run(fmt.Sprintf("%d senders a core", senders), func(b *testing.B) {
			_, service := open(b, b.TempDir(), Options{})
			var failed atomic.Pointer[error]
			b.SetParallelism(senders)
			b.RunParallel(func(each *testing.PB) {
				for each.Next() {
					if _, _, err := service.Send(b.Context(), ada, chat.Draft{SessionID: room, Content: "hello"}); err != nil {
						failed.Store(&err)
					}
				}
			})
			if err := failed.Load(); err != nil {
				b.Fatal(*err)
			}
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	for _, indexed := range []bool{true, false} {
		b.Run(fmt.Sprintf("index %t", indexed), func(b *testing.B) {
			store, _ := prepared(b, 50_000)
			if err := store.Close(); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if !indexed {
					if err := os.Remove(filepath.Join(store.dir, indexName)); err != nil {
						b.Fatal(err)
					}
				}
				again, err := Open(store.dir, Options{})
				if err != nil {
					b.Fatal(err)
				}
				if err := again.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
