package store

import (
	"errors"

	"example.com/chatproduct/backend/internal/chat"
)

// batch collects the records that are written with one fsync. Decisions in it
// see what it holds already; readers do not, until it is durable.
type batch struct {
	index *index
	// refusal is why nothing may be written, nil while it may.
	refusal error

	data    []byte
	records []located // offsets in data
	views   map[string]chat.View
	sent    map[sender]chat.Sent
}

func newBatch(x *index, refusal error) *batch {
	return &batch{
		index:   x,
		refusal: refusal,
		views:   make(map[string]chat.View),
		sent:    make(map[sender]chat.Sent),
	}
}

// take lets decide look at the session and takes up its change.
func (b *batch) take(sessionID string, decide func(chat.View) (chat.Change, error)) (chat.Change, error) {
	view := b.view(sessionID)
	change, err := decide(view)
	if err != nil {
		return chat.Change{}, err
	}
	if change.Session == nil && change.Message == nil {
		return change, nil
	}
	if b.refusal != nil {
		return chat.Change{}, b.refusal
	}
	r := record{sessionID: sessionID, session: change.Session, message: change.Message, key: change.Key}
	if err := r.follows(view); err != nil {
		return chat.Change{}, err
	}
	data, err := appendRecord(beginFrame(b.data), r)
	if err != nil {
		return chat.Change{}, err
	}
	size := len(data) - len(b.data)
	if size > frameHeader+maxPayload {
		return chat.Change{}, errors.New("the record is too large for the message log")
	}
	b.records = append(b.records, located{record: r, offset: int64(len(b.data)), size: size})
	b.data = data
	b.remember(view, r)
	return change, nil
}

func (b *batch) view(sessionID string) chat.View {
	view, known := b.views[sessionID]
	if !known {
		view = b.index.view(sessionID)
	}
	view.Sent = func(author, key string) (chat.Sent, bool) {
		from := sender{sessionID, author, key}
		if sent, known := b.sent[from]; known {
			return sent, true
		}
		return b.index.keys.find(from)
	}
	return view
}

// remember makes a record visible to the decisions that follow.
func (b *batch) remember(view chat.View, r record) {
	if r.session != nil {
		count, last := view.Session.MessageCount, view.Session.LastActivity
		view.Session = *r.session
		view.Session.MessageCount, view.Session.LastActivity = count, last
		view.Exists = true
	}
	if r.message != nil {
		view.Last = *r.message
		view.Session.MessageCount++
		view.Session.LastActivity = r.message.Timestamp
		if r.key != "" {
			b.sent[senderOf(r)] = sentOf(*r.message)
		}
	}
	b.views[r.sessionID] = view
}

// seal completes the frames, now that it is known how many there are.
func (b *batch) seal(number uint64) []byte {
	for i, found := range b.records {
		frame := b.data[found.offset : found.offset+int64(found.size)]
		endFrame(frame, number, uint32(len(b.records)-i-1))
	}
	return b.data
}
