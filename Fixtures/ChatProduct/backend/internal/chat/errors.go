package chat

import (
	"errors"
	"fmt"
)

var (
	// ErrForbidden: the session belongs to somebody else and is not shared.
	ErrForbidden = errors.New("the session belongs to somebody else")
	// ErrUnknownSession: no session has that id.
	ErrUnknownSession = errors.New("there is no such session")
	// ErrUnknownCursor: neither a message of the session nor a time.
	ErrUnknownCursor = errors.New("neither a message of this session nor a time")
	// ErrKeyReused: the idempotency key came before with another content.
	ErrKeyReused = errors.New("the idempotency key was used for another message")
	// ErrUnavailable: nothing can be stored at present.
	ErrUnavailable = errors.New("messages cannot be stored at present")
)

// ValidationError names the field of a request that breaks a rule.
type ValidationError struct {
	// Field is named as on the wire, such as session_id.
	Field string
	// Problem continues a sentence that begins with the field.
	Problem string
}

func (e *ValidationError) Error() string {
	return fmt.Sprintf("%s %s", e.Field, e.Problem)
}
