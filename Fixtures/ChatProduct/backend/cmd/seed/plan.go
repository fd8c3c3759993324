package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"example.com/chatproduct/backend/internal/chat"
)

const (
	// bulk is how many messages share one fsync.
	bulk = 1000
	// age puts the messages into the past: a server that starts asks the
	// assistant about recent messages, and nobody waits for replies to these.
	age = time.Hour
	// pace is the distance between two messages.
	pace = time.Millisecond
)

// plan is what the arguments ask for.
type plan struct {
	data, session, owner  string
	count, contentBytes   int
	sameTimestamp, shared bool
	start                 time.Time
}

func (p *plan) check() error {
	switch {
	case p.data == "":
		return errors.New("-data is missing")
	case p.owner == "":
		return errors.New("-owner is missing")
	case p.count < 1:
		return errors.New("-count must be 1 or more")
	case p.contentBytes < 0 || p.contentBytes > chat.MaxContent:
		return fmt.Errorf("-content-bytes must be 0 to %d", chat.MaxContent)
	}
	if err := chat.CheckSessionID(p.session); err != nil {
		return fmt.Errorf("-session: %w", err)
	}
	p.start = time.Now().UTC().Add(-age - time.Duration(p.count)*pace).Truncate(time.Microsecond)
	return nil
}

// next makes the message behind those that the session has.
func (p plan) next(view chat.View) (chat.Change, error) {
	sequence := view.Last.Sequence + 1
	previous, _ := chat.ParseID(view.Last.ID)
	at := p.timeBehind(view.Last)
	change := chat.Change{Message: &chat.Message{
		ID:        chat.NewID(at, previous).String(),
		SessionID: p.session,
		Type:      chat.TypeUser,
		Content:   p.content(sequence),
		Timestamp: at,
		Status:    chat.StatusDelivered,
		Author:    p.owner,
		Sequence:  sequence,
	}}
	switch {
	case !view.Exists:
		change.Session = &chat.Session{ID: p.session, Owner: p.owner, ClientName: "seed", Shared: p.shared, CreatedAt: at}
	case view.Session.Owner != p.owner:
		return chat.Change{}, fmt.Errorf("session %s belongs to %s", p.session, view.Session.Owner)
	}
	return change, nil
}

// timeBehind never goes back behind what is stored.
func (p plan) timeBehind(last chat.Message) time.Time {
	earliest := last.Timestamp.Add(pace)
	if p.sameTimestamp {
		earliest = last.Timestamp
	}
	if p.start.After(earliest) {
		return p.start
	}
	return earliest
}

// content is a line of the wanted length that tells the messages apart.
func (p plan) content(sequence uint64) string {
	line := fmt.Sprintf("Prepared message %d", sequence)
	if p.contentBytes == 0 {
		return line
	}
	line += " " + strings.Repeat("x", p.contentBytes)
	return line[:p.contentBytes]
}
