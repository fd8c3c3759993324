package store

import (
	"bytes"
	"math"
	"sort"
	"time"

	"example.com/chatproduct/backend/internal/chat"
)

// index says where in the log each message stands. Contents stay on disk.
type index struct {
	threads  map[string]*thread
	messages int
	keys     *keyIndex
	// end is where the log ends as far as the index knows it.
	end int64
	// batch is the number of the log's last batch.
	batch uint64
}

// thread is a session with the places of its messages, in their order.
type thread struct {
	session chat.Session
	entries []entry
}

// entry is what is known of a message without reading it.
type entry struct {
	id     chat.RawID
	nanos  int64 // the timestamp, since 1970
	offset int64 // of the frame in the log
	size   uint32
}

func newIndex(keyLifetime time.Duration) *index {
	return &index{
		threads: make(map[string]*thread),
		keys:    newKeyIndex(keyLifetime),
		end:     logHeader,
	}
}

// add takes in a record that stands at the offset. An error means that the
// record does not fit behind those before it.
func (x *index) add(r record, offset int64, size int) error {
	if err := r.follows(x.view(r.sessionID)); err != nil {
		return err
	}
	kept := x.threads[r.sessionID]
	if kept == nil {
		kept = new(thread)
		x.threads[r.sessionID] = kept
	}
	if r.session != nil {
		kept.session = *r.session
	}
	if r.message == nil {
		return nil
	}
	id, _ := chat.ParseID(r.message.ID)
	kept.entries = append(kept.entries, entry{
		id:     id,
		nanos:  r.message.Timestamp.UnixNano(),
		offset: offset,
		size:   uint32(size),
	})
	x.messages++
	if r.key != "" {
		x.keys.add(senderOf(r), sentOf(*r.message))
	}
	return nil
}

// view is what a decision about the session may look at.
func (x *index) view(sessionID string) chat.View {
	kept := x.threads[sessionID]
	if kept == nil {
		return chat.View{}
	}
	return chat.View{Session: kept.described(), Exists: true, Last: kept.last()}
}

// described returns the session with its counters filled in.
func (t *thread) described() chat.Session {
	session := t.session
	session.MessageCount = len(t.entries)
	session.LastActivity = session.CreatedAt
	if len(t.entries) > 0 {
		session.LastActivity = t.entries[len(t.entries)-1].time()
	}
	return session
}

// last returns the last message without its content.
func (t *thread) last() chat.Message {
	if len(t.entries) == 0 {
		return chat.Message{}
	}
	e := t.entries[len(t.entries)-1]
	return chat.Message{
		ID:        e.id.String(),
		SessionID: t.session.ID,
		Timestamp: e.time(),
		Sequence:  uint64(len(t.entries)),
	}
}

// position returns a message's sequence; ids rise within a session.
func (t *thread) position(id chat.RawID) (uint64, bool) {
	place := sort.Search(len(t.entries), func(i int) bool {
		return bytes.Compare(t.entries[i].id[:], id[:]) >= 0
	})
	if place == len(t.entries) || t.entries[place].id != id {
		return 0, false
	}
	return uint64(place) + 1, true
}

// countUntil returns how many messages are not later than at.
func (t *thread) countUntil(at time.Time) uint64 {
	bound := clampedNanos(at)
	return uint64(sort.Search(len(t.entries), func(i int) bool { return t.entries[i].nanos > bound }))
}

func (e entry) time() time.Time { return time.Unix(0, e.nanos).UTC() }

// clampedNanos is for times from a request, which may lie beyond what 64 bits
// of nanoseconds can say.
func clampedNanos(at time.Time) int64 {
	switch year := at.Year(); {
	case year < 1700:
		return math.MinInt64
	case year > 2200:
		return math.MaxInt64
	}
	return at.UnixNano()
}
