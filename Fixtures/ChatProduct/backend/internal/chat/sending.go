package chat

import (
	"context"
	"fmt"
	"time"
)

// tick is the least distance between two messages of a session, so that a time
// names one place.
const tick = time.Microsecond

// Send stores a message. A draft whose idempotency key came before, with the
// same content and within the window, is a repeat: the stored message comes
// back, and true.
func (s *Service) Send(ctx context.Context, viewer Viewer, draft Draft) (Message, bool, error) {
	if viewer.Name == "" {
		return Message{}, false, ErrForbidden
	}
	if err := draft.check(); err != nil {
		return Message{}, false, err
	}
	started := time.Now()
	change, err := s.store.Append(ctx, draft.SessionID, s.accept(viewer, draft))
	if err != nil {
		return Message{}, false, err
	}
	if change.Repeats > 0 {
		message, err := s.stored(ctx, draft.SessionID, change.Repeats)
		return message, true, err
	}
	s.options.Observer.Appended(time.Since(started))
	s.options.Observer.MessageStored(change.Message.Type)
	if s.replies != nil {
		s.replies.ask(*change.Message)
	}
	return *change.Message, false, nil
}

// accept decides on a draft.
func (s *Service) accept(viewer Viewer, draft Draft) func(View) (Change, error) {
	digest := DigestOf(draft.Content)
	return func(view View) (Change, error) {
		if view.Exists && !view.Session.admits(viewer) {
			return Change{}, ErrForbidden
		}
		now := s.options.Clock()
		if draft.IdempotencyKey != "" {
			sent, known := view.Sent(viewer.Name, draft.IdempotencyKey)
			if known && now.Sub(sent.Timestamp) < s.options.IdempotencyWindow {
				if sent.Digest != digest {
					return Change{}, ErrKeyReused
				}
				return Change{Repeats: sent.Sequence}, nil
			}
		}
		message := following(view.Last, now)
		message.SessionID = draft.SessionID
		message.Type = TypeUser
		message.Content = draft.Content
		message.Author = viewer.Name
		change := Change{Message: &message, Key: draft.IdempotencyKey}
		if !view.Exists {
			session := s.newSession(viewer, draft.SessionID, draft.ClientName, message.Timestamp)
			change.Session = &session
		}
		return change, nil
	}
}

// following makes the message behind the last one of a session: its time is
// later even when the clock stands still or went back.
func following(last Message, now time.Time) Message {
	at := truncate(now)
	if earliest := last.Timestamp.Add(tick); at.Before(earliest) {
		at = earliest
	}
	previous, _ := ParseID(last.ID)
	return Message{
		ID:        NewID(at, previous).String(),
		Timestamp: at,
		Status:    StatusDelivered,
		Sequence:  last.Sequence + 1,
	}
}

// truncate brings a time to the precision that is stored.
func truncate(at time.Time) time.Time {
	return at.UTC().Truncate(tick)
}

// stored reads one message that is known to be there.
func (s *Service) stored(ctx context.Context, sessionID string, sequence uint64) (Message, error) {
	messages, err := s.store.Read(ctx, sessionID, sequence-1, 1)
	if err != nil {
		return Message{}, err
	}
	if len(messages) != 1 {
		return Message{}, fmt.Errorf("message %d of session %s is missing", sequence, sessionID)
	}
	return messages[0], nil
}
