package chat_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"example.com/chatproduct/backend/internal/chat"
)

// script is an assistant that fails as often as it is told, then answers.
type script struct {
	failures int
	delay    time.Duration
	reply    string

	mu    sync.Mutex
	calls []time.Time
}

func (s *script) Reply(ctx context.Context, _, content string) (string, error) {
	select {
	case <-time.After(s.delay):
	case <-ctx.Done():
		return "", ctx.Err()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, time.Now())
	if len(s.calls) <= s.failures {
		return "", errors.New("busy")
	}
	if s.reply != "" {
		return s.reply, nil
	}
	return "re: " + content, nil
}

func TestAReplyFollows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		observer := &counter{}
		service := chat.NewService(chat.NewMemoryStore(), &script{delay: 12 * time.Second}, chat.Options{Observer: observer})
		start := time.Now()
		question := send(t, service, room, "hello")
		if waited := time.Since(start); waited > 0 {
			t.Errorf("the confirmation waited %s for the assistant", waited)
		}
		time.Sleep(12 * time.Second)
		synctest.Wait()
		messages := get(t, service, chat.Query{SessionID: room, Since: question.ID}).Messages
		if len(messages) != 1 {
			t.Fatalf("%d replies", len(messages))
		}
		reply := messages[0]
		if reply.Content != "re: hello" || reply.Type != chat.TypeAssistant || reply.ReplyTo != question.ID || reply.Author != "" || reply.Sequence != 2 {
			t.Errorf("reply %+v", reply)
		}
		if observer.replied != 1 || observer.stored[chat.TypeAssistant] != 1 || observer.lost != 0 {
			t.Errorf("the observer counts %+v", observer)
		}
		mustClose(t, service)
	})
}

func TestTheAssistantIsAskedThreeTimes(t *testing.T) {
	cases := []struct {
		name     string
		replier  *script
		attempts int
		stored   int
	}{
		{"answers at last", &script{failures: 2}, 3, 2},
		{"never answers", &script{failures: 9}, 3, 1},
		{"answers with nothing", &script{reply: " "}, 3, 1},
		{"answers with too much", &script{reply: strings.Repeat("x", chat.MaxContent+1)}, 3, 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var log bytes.Buffer
				observer := &counter{}
				service := chat.NewService(chat.NewMemoryStore(), c.replier, chat.Options{
					Observer: observer, Logger: slog.New(slog.NewTextHandler(&log, nil)),
				})
				start := time.Now()
				question := send(t, service, room, "hello")
				time.Sleep(time.Minute)
				synctest.Wait()
				if stored := len(contents(t, service, chat.Query{SessionID: room})); stored != c.stored {
					t.Errorf("%d messages stored, want %d", stored, c.stored)
				}
				if failed := c.stored == 1; failed != (observer.lost == 1) || failed != strings.Contains(log.String(), question.ID) {
					t.Errorf("counted %d failures, logged %q", observer.lost, log.String())
				}
				var waits []time.Duration
				for _, call := range c.replier.calls {
					waits = append(waits, call.Sub(start))
				}
				if want := []time.Duration{0, time.Second, 3 * time.Second}; !slices.Equal(waits, want) {
					t.Errorf("asked after %v, want %v", waits, want)
				}
				mustClose(t, service)
			})
		})
	}
}

func TestUnansweredMessagesAreTakenUpAfterARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := chat.NewMemoryStore()
		before := chat.NewService(store, nil, chat.Options{})
		send(t, before, room, "nine minutes old")
		time.Sleep(9 * time.Minute)
		answering := chat.NewService(store, &script{}, chat.Options{})
		synctest.Wait()
		send(t, answering, room, "answered before")
		synctest.Wait()
		mustClose(t, answering)
		time.Sleep(2 * time.Minute)
		send(t, before, room, "waiting")
		send(t, before, other, "waiting elsewhere")

		after := chat.NewService(store, &script{}, chat.Options{ReplyQueue: 1})
		synctest.Wait()
		mustClose(t, after)
		want := []string{"nine minutes old", "re: nine minutes old", "answered before", "re: answered before", "waiting", "re: waiting"}
		if got := contents(t, after, chat.Query{SessionID: room}); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		if got := contents(t, after, chat.Query{SessionID: other}); len(got) != 2 {
			t.Errorf("elsewhere %q", got)
		}
	})
}

func TestMessagesOlderThanTenMinutesStayUnanswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := chat.NewMemoryStore()
		send(t, chat.NewService(store, nil, chat.Options{}), room, "too old")
		time.Sleep(10*time.Minute + time.Second)
		service := chat.NewService(store, &script{}, chat.Options{})
		synctest.Wait()
		if got := contents(t, service, chat.Query{SessionID: room}); len(got) != 1 {
			t.Errorf("got %q", got)
		}
		mustClose(t, service)
	})
}

func TestAFullQueueCostsTheReplyOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		observer := &counter{}
		service := chat.NewService(chat.NewMemoryStore(), &script{delay: time.Second}, chat.Options{
			Observer: observer, ReplyQueue: 1, ReplyWorkers: 1, Logger: slog.New(slog.DiscardHandler),
		})
		for i := range 3 {
			send(t, service, room, fmt.Sprint(i))
			synctest.Wait() // the worker takes up the first
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if got := contents(t, service, chat.Query{SessionID: room}); len(got) != 5 || observer.lost != 1 {
			t.Errorf("stored %q, lost %d", got, observer.lost)
		}
		mustClose(t, service)
	})
}

func TestCloseWaitsForRepliesUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const workers = 8
		service := chat.NewService(chat.NewMemoryStore(), &script{delay: time.Second}, chat.Options{ReplyWorkers: workers})
		for range workers {
			send(t, service, room, "under way")
		}
		synctest.Wait()
		for range workers {
			send(t, service, room, "not begun")
		}
		mustClose(t, service)
		mustClose(t, service)
		replies := contents(t, service, chat.Query{SessionID: room, Offset: 2 * workers})
		if want := slices.Repeat([]string{"re: under way"}, workers); !slices.Equal(replies, want) {
			t.Errorf("got %q", replies)
		}
	})
}

func TestCloseCutsRepliesShortAtItsDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		service := chat.NewService(chat.NewMemoryStore(), &script{delay: time.Hour}, chat.Options{})
		send(t, service, room, "hello")
		synctest.Wait() // until the assistant has been asked
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		if err := service.Close(ctx); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Second {
			t.Errorf("closed after %s: %v", time.Since(start), err)
		}
	})
}

func mustClose(t *testing.T, service *chat.Service) {
	t.Helper()
	if err := service.Close(context.Background()); err != nil {
		t.Errorf("close: %v", err)
	}
}
