package chat

import (
	"context"
	"time"
)

// Messages returns a page of a session. A session that does not exist yet has
// an empty one.
func (s *Service) Messages(ctx context.Context, viewer Viewer, query Query) (Page, error) {
	limit, err := checkLimit(query.Limit)
	if err != nil {
		return Page{}, err
	}
	if query.Offset < 0 {
		return Page{}, &ValidationError{"offset", "must not be negative"}
	}
	session, _, err := s.readable(viewer, query.SessionID)
	if err != nil {
		return Page{}, err
	}
	after, err := s.behind(query.SessionID, query.Since)
	if err != nil {
		return Page{}, err
	}
	count := uint64(session.MessageCount)
	start := min(after+uint64(query.Offset), count)
	end := min(start+uint64(limit), count)
	return s.page(ctx, query.SessionID, session, start, end, end < count)
}

// History returns the latest messages, or the latest before a cursor. HasMore
// says that there are older ones.
func (s *Service) History(ctx context.Context, viewer Viewer, sessionID, before string, limit int) (Page, error) {
	limit, err := checkLimit(limit)
	if err != nil {
		return Page{}, err
	}
	session, _, err := s.readable(viewer, sessionID)
	if err != nil {
		return Page{}, err
	}
	end := uint64(session.MessageCount)
	if before != "" {
		bound, err := s.before(sessionID, before)
		if err != nil {
			return Page{}, err
		}
		end = min(end, bound)
	}
	start := end - min(end, uint64(limit))
	return s.page(ctx, sessionID, session, start, end, start > 0)
}

// Revision returns what changes whenever the session's messages do, and when
// they last did. It refuses a cursor that Messages would refuse, but reads no message; an
// unknown session has revision 0.
func (s *Service) Revision(_ context.Context, viewer Viewer, sessionID, since string) (uint64, time.Time, error) {
	session, _, err := s.readable(viewer, sessionID)
	if err != nil {
		return 0, time.Time{}, err
	}
	if _, err := s.behind(sessionID, since); err != nil {
		return 0, time.Time{}, err
	}
	return uint64(session.MessageCount), session.lastChange(), nil
}

// page reads the messages start+1 to end. Everything else comes from one
// snapshot of the session, so that a message stored meanwhile cannot stand in a
// page whose revision does not count it.
func (s *Service) page(ctx context.Context, id string, session Session, start, end uint64, more bool) (Page, error) {
	page := Page{
		Messages:   []Message{},
		HasMore:    more,
		Revision:   uint64(session.MessageCount),
		LastChange: session.lastChange(),
	}
	if start == end {
		return page, nil
	}
	messages, err := s.store.Read(ctx, id, start, int(end-start))
	if err != nil {
		return Page{}, err
	}
	page.Messages = messages
	return page, nil
}

// behind returns the sequence after which a cursor continues.
func (s *Service) behind(sessionID, since string) (uint64, error) {
	if since == "" {
		return 0, nil
	}
	cursor, err := ParseCursor(since)
	if err != nil {
		return 0, err
	}
	if cursor.MessageID == "" {
		return s.store.CountUntil(sessionID, cursor.At), nil
	}
	sequence, known := s.store.Position(sessionID, cursor.MessageID)
	if !known {
		return 0, ErrUnknownCursor
	}
	return sequence, nil
}

// before returns the sequence of the last message in front of a cursor.
func (s *Service) before(sessionID, text string) (uint64, error) {
	cursor, err := ParseCursor(text)
	if err != nil {
		return 0, err
	}
	if cursor.MessageID == "" {
		return s.store.CountUntil(sessionID, cursor.At.Add(-time.Nanosecond)), nil
	}
	sequence, known := s.store.Position(sessionID, cursor.MessageID)
	if !known {
		return 0, ErrUnknownCursor
	}
	return sequence - 1, nil
}

func (s Session) lastChange() time.Time {
	if s.MessageCount == 0 {
		return time.Time{}
	}
	return s.LastActivity
}
