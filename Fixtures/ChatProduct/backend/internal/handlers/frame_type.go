package handlers

import "fmt"

//go:generate stringer -type=FrameType -linecomment

// FrameType says what a frame of the socket is about. Clients and server use the same
// names; a text client sees them as they stand in the comments.
type FrameType int

const (
	FrameUnknown    FrameType = iota // unknown
	FrameSubscribe                   // subscribe
	FrameSubscribed                  // subscribed
	FrameMessage                     // message
	FrameAck                         // ack
	FramePing                        // ping
	FramePong                        // pong
	FrameError                       // error
)

// MarshalText writes the name of the type.
func (t FrameType) MarshalText() ([]byte, error) {
	return []byte(t.String()), nil
}

// UnmarshalText reads the name of a type.
func (t *FrameType) UnmarshalText(text []byte) error {
	for candidate := FrameSubscribe; candidate <= FrameError; candidate++ {
		if candidate.String() == string(text) {
			*t = candidate
			return nil
		}
	}
	return fmt.Errorf("unknown frame type %q", text)
}
