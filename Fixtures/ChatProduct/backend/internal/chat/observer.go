package chat

import "time"

// Observer is told what the service does, for metrics. Its methods are called
// from many goroutines and must not block.
type Observer interface {
	// MessageStored: a message was stored, over whichever transport it came.
	MessageStored(kind MessageType)
	// Appended: storing took that long, from the request to its durability.
	Appended(took time.Duration)
	// ReplyStored: the assistant's reply followed its question by that much.
	ReplyStored(after time.Duration)
	// ReplyFailed: a question stays without a reply.
	ReplyFailed()
}

// NoObserver is an Observer that looks away.
type NoObserver struct{}

func (NoObserver) MessageStored(MessageType) {}
func (NoObserver) Appended(time.Duration)    {}
func (NoObserver) ReplyStored(time.Duration) {}
func (NoObserver) ReplyFailed()              {}
