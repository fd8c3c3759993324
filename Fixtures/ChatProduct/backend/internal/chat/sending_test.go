package chat_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"example.com/chatproduct/backend/internal/chat"
)

func TestSendStoresTheContentAsItCame(t *testing.T) {
	service := newService(t, chat.Options{})
	for _, content := range []string{
		"  kept blanks \n", "a\x00b", "<b>&\"'</b>", "line1\r\nline2", "cafe\u0301", "caf\u00e9", "\u202eright to left", "👩‍👩‍👧",
	} {
		sent := send(t, service, room, content)
		read := get(t, service, chat.Query{SessionID: room}).Messages
		last := read[len(read)-1]
		if last != sent || last.Content != content {
			t.Errorf("sent %+v, read %+v", sent, last)
		}
		if last.Author != "ada" || last.Type != chat.TypeUser || last.Status != chat.StatusDelivered || last.SessionID != room {
			t.Errorf("stored as %+v", last)
		}
	}
}

func TestTimestampsRiseWhateverTheClockDoes(t *testing.T) {
	start := time.Date(2024, 5, 1, 12, 0, 0, 999, time.FixedZone("", 7200))
	now := start
	service := newService(t, chat.Options{Clock: func() time.Time { return now }})
	var previous chat.Message
	for i, step := range []time.Duration{0, 0, time.Nanosecond, -time.Hour, 0, 2 * time.Hour, time.Millisecond} {
		now = now.Add(step)
		message := send(t, service, room, "tick")
		if distance := message.Timestamp.Sub(previous.Timestamp); distance < time.Microsecond {
			t.Errorf("message %d comes %s after the one before", i, distance)
		}
		if message.ID <= previous.ID || message.Sequence != uint64(i)+1 {
			t.Errorf("message %d is %s, sequence %d, after %s", i, message.ID, message.Sequence, previous.ID)
		}
		if message.Timestamp.Location() != time.UTC || message.Timestamp.Nanosecond()%1000 != 0 {
			t.Errorf("message %d has the time %s", i, message.Timestamp)
		}
		previous = message
	}
	if !previous.Timestamp.Equal(now.Truncate(time.Microsecond)) {
		t.Errorf("the last message has the time %s, the clock %s", previous.Timestamp, now)
	}
}

func TestFirstSendsAtOnceShareOneSession(t *testing.T) {
	service := newService(t, chat.Options{})
	const senders = 20
	inParallel(senders, func(i int) { send(t, service, room, fmt.Sprint(i)) })
	page := get(t, service, chat.Query{SessionID: room})
	seen := texts(page.Messages)
	slices.Sort(seen)
	if len(slices.Compact(seen)) != senders {
		t.Errorf("stored %d of %d messages", len(seen), senders)
	}
	for i, message := range page.Messages {
		if message.Sequence != uint64(i)+1 {
			t.Errorf("message %d has sequence %d", i, message.Sequence)
		}
	}
}

// inParallel calls the function with 0 to count-1, each in its own goroutine.
func inParallel(count int, call func(int)) {
	var group sync.WaitGroup
	for i := range count {
		group.Go(func() { call(i) })
	}
	group.Wait()
}

// counter is an Observer that counts.
type counter struct {
	chat.NoObserver
	mu                      sync.Mutex
	stored                  map[chat.MessageType]int
	appended, replied, lost int
}

func (c *counter) MessageStored(kind chat.MessageType) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stored == nil {
		c.stored = make(map[chat.MessageType]int)
	}
	c.stored[kind]++
}

func (c *counter) Appended(time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.appended++
}

func (c *counter) ReplyStored(time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.replied++
}

func (c *counter) ReplyFailed() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lost++
}
