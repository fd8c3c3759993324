package chat

import (
	"context"
	"time"
)

// Store keeps sessions and messages. What a reading method returns was
// confirmed by Append before: a reader never sees what a crash may take back.
type Store interface {
	// Append lets decide look at the session and stores what it returns, as a
	// whole or not at all. Decisions are made one at a time, in the order of
	// arrival, each on what all before it have left, confirmed or not. It
	// returns once the change is durable; an error of decide comes back as it is.
	Append(ctx context.Context, sessionID string, decide func(View) (Change, error)) (Change, error)

	// Session returns a session, or false when there is none.
	Session(id string) (Session, bool)
	// Sessions returns all sessions in the order of their ids.
	Sessions() []Session

	// Position returns the sequence of a message, or false when the session
	// has no message with that id.
	Position(sessionID, messageID string) (uint64, bool)
	// CountUntil returns how many messages are not later than at.
	CountUntil(sessionID string, at time.Time) uint64
	// Read returns at most limit messages behind the sequence, in their order.
	Read(ctx context.Context, sessionID string, after uint64, limit int) ([]Message, error)

	// Watch calls the function for each message once it is durable, in the
	// session's order. It must not block. Only the socket's push needs it.
	Watch(func(Message))
}

// View is a session as a decision finds it.
type View struct {
	// Session is the zero value while there is none.
	Session Session
	// Exists tells whether there is one.
	Exists bool
	// Last is the session's last message, perhaps without its content; the zero
	// value without one.
	Last Message
	// Sent returns the message that the author sent with an idempotency key.
	Sent func(author, key string) (Sent, bool)
}

// Sent is what is remembered of a message that came with an idempotency key.
type Sent struct {
	Sequence  uint64
	Timestamp time.Time
	Digest    Digest
}

// Change is what one append stores.
type Change struct {
	// Session replaces the session's description when it is not nil. Its
	// counters are the store's own.
	Session *Session
	// Message becomes the session's last when it is not nil.
	Message *Message
	// Key is the idempotency key that came with the message, or empty.
	Key string
	// Repeats is the sequence of the message of which this is a repeat; then
	// nothing is stored, but that message is durable when Append returns.
	Repeats uint64
}
