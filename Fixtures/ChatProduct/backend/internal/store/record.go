package store

import (
	"encoding/binary"
	"fmt"

	"example.com/chatproduct/backend/internal/chat"
)

// recordVersion is the first byte of each record.
const recordVersion = 1

// What a record holds.
const (
	holdsSession = 1 << iota
	holdsMessage
)

// record is what one append stores. A session and its first message share one,
// so that neither can be there without the other.
type record struct {
	sessionID string
	session   *chat.Session
	message   *chat.Message
	key       string
}

// follows returns an error unless the record can come next in its session.
// The index relies on it to find messages by id, time and sequence.
func (r record) follows(view chat.View) error {
	if !view.Exists && r.session == nil {
		return fmt.Errorf("a record of session %s comes before the session", r.sessionID)
	}
	if r.message == nil {
		return nil
	}
	switch last := view.Last; {
	case r.message.Sequence != last.Sequence+1:
		return fmt.Errorf("message %d of session %s follows message %d", r.message.Sequence, r.sessionID, last.Sequence)
	case r.message.ID <= last.ID:
		return fmt.Errorf("message %d of session %s has an id below the one before", r.message.Sequence, r.sessionID)
	case r.message.Timestamp.Before(last.Timestamp):
		return fmt.Errorf("message %d of session %s is older than the one before", r.message.Sequence, r.sessionID)
	}
	return nil
}

// appendRecord writes a record in its stored form.
func appendRecord(data []byte, r record) ([]byte, error) {
	var holds byte
	if r.session != nil {
		holds |= holdsSession
	}
	if r.message != nil {
		holds |= holdsMessage
	}
	data = append(data, recordVersion, holds)
	data = appendText(data, r.sessionID)
	if r.session != nil {
		data = appendSession(data, *r.session)
	}
	if r.message == nil {
		return data, nil
	}
	message := *r.message
	id, ok := chat.ParseID(message.ID)
	if !ok {
		return nil, fmt.Errorf("message id %q is not one of this store", message.ID)
	}
	data = append(data, id[:]...)
	data = binary.AppendUvarint(data, message.Sequence)
	data = appendTime(data, message.Timestamp)
	for _, text := range []string{
		string(message.Type), string(message.Status), message.Author, message.ReplyTo, r.key, message.Content,
	} {
		data = appendText(data, text)
	}
	return data, nil
}

// decodeRecord reads what appendRecord wrote.
func decodeRecord(data []byte) (record, error) {
	d := decoder{rest: data}
	if version := d.byte(); d.err == nil && version != recordVersion {
		return record{}, fmt.Errorf("has the unknown version %d", version)
	}
	holds := d.byte()
	r := record{sessionID: d.text()}
	if holds&holdsSession != 0 {
		session := decodeSession(&d)
		session.ID = r.sessionID
		r.session = &session
	}
	if holds&holdsMessage != 0 {
		message := chat.Message{SessionID: r.sessionID}
		message.ID = decodeID(&d).String()
		message.Sequence = d.uvarint()
		message.Timestamp = d.time()
		message.Type = chat.MessageType(d.text())
		message.Status = chat.Status(d.text())
		message.Author = d.text()
		message.ReplyTo = d.text()
		r.key = d.text()
		message.Content = d.text()
		r.message = &message
	}
	return r, d.end()
}

// appendSession leaves out the id, which stands in front, and the counters,
// which follow from the messages.
func appendSession(data []byte, session chat.Session) []byte {
	data = appendText(data, session.Owner)
	data = appendText(data, session.ClientName)
	data = appendBool(data, session.Shared)
	return appendTime(data, session.CreatedAt)
}

func decodeSession(d *decoder) chat.Session {
	return chat.Session{
		Owner:      d.text(),
		ClientName: d.text(),
		Shared:     d.bool(),
		CreatedAt:  d.time(),
	}
}

func decodeID(d *decoder) chat.RawID {
	var id chat.RawID
	copy(id[:], d.bytes(uint64(len(id))))
	return id
}
