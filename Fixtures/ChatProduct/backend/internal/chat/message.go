// Package chat holds the rules of the administrators' chat: who may read and
// write a session, what a message may contain, and in which order messages stand.
package chat

import "time"

// MessageType says who speaks.
type MessageType string

const (
	TypeUser      MessageType = "user"
	TypeAssistant MessageType = "assistant"
	TypeSystem    MessageType = "system"
)

// Status is how far a message has come. The server knows only StatusDelivered:
// what it hands out is stored. The others are the client's, until it hears so.
type Status string

const (
	StatusSending   Status = "sending"
	StatusSent      Status = "sent"
	StatusDelivered Status = "delivered"
	StatusFailed    Status = "failed"
)

// Message is one line of a conversation.
type Message struct {
	ID        string      `json:"id"`
	Type      MessageType `json:"type"`
	Content   string      `json:"content"`
	Timestamp time.Time   `json:"timestamp"`
	SessionID string      `json:"session_id"`
	Status    Status      `json:"status"`
	// Author is the sender's name, empty for the assistant and the system.
	Author string `json:"author,omitempty"`
	// ReplyTo is the id of the message that the assistant answers.
	ReplyTo string `json:"reply_to,omitempty"`
	// Sequence is the position in the session, from 1, without gaps.
	Sequence uint64 `json:"-"`
}

// Draft is a message as its sender hands it in.
type Draft struct {
	SessionID string
	Content   string
	// ClientName describes the sending program; the session keeps the first.
	ClientName string
	// IdempotencyKey makes a repeat of the same request harmless; may be empty.
	IdempotencyKey string
}

// Query asks for the messages after a place in a session.
type Query struct {
	SessionID string
	// Since is a cursor, see ParseCursor; empty means from the start.
	Since string
	// Limit is 1 to MaxLimit; 0 means DefaultLimit.
	Limit int
	// Offset is how many messages after Since are left out.
	Offset int
}

// Page is a run of messages in their order.
type Page struct {
	// Messages is never nil.
	Messages []Message
	// HasMore says that the session goes on beyond the page, in the direction
	// in which the page was asked for.
	HasMore bool
	// Revision is the session's at the moment the page was read.
	Revision uint64
	// LastChange is when the session got its last message, zero without one.
	LastChange time.Time
}
