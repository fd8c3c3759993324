package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"example.com/chatproduct/backend/internal/chat"
)

// Session implements chat.Store.
func (s *Store) Session(id string) (chat.Session, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if t := s.index.threads[id]; t != nil {
		return t.described(), true
	}
	return chat.Session{}, false
}

// Sessions implements chat.Store.
func (s *Store) Sessions() []chat.Session {
	s.mu.RLock()
	defer s.mu.RUnlock()
	sessions := make([]chat.Session, 0, len(s.index.threads))
	for _, t := range s.index.threads {
		sessions = append(sessions, t.described())
	}
	slices.SortFunc(sessions, func(a, b chat.Session) int { return strings.Compare(a.ID, b.ID) })
	return sessions
}

// Position implements chat.Store.
func (s *Store) Position(sessionID, messageID string) (uint64, bool) {
	id, ok := chat.ParseID(messageID)
	if !ok {
		return 0, false
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if t := s.index.threads[sessionID]; t != nil {
		return t.position(id)
	}
	return 0, false
}

// CountUntil implements chat.Store.
func (s *Store) CountUntil(sessionID string, at time.Time) uint64 {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if t := s.index.threads[sessionID]; t != nil {
		return t.countUntil(at)
	}
	return 0
}

// Read implements chat.Store. It reads what it returns and no more.
func (s *Store) Read(ctx context.Context, sessionID string, after uint64, limit int) ([]chat.Message, error) {
	entries := s.entries(sessionID, after, limit)
	messages := make([]chat.Message, 0, len(entries))
	for i, e := range entries {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		message, err := s.log.message(e, sessionID, after+uint64(i)+1)
		if err != nil {
			return nil, err
		}
		messages = append(messages, message)
	}
	return messages, nil
}

// entries returns part of a session's index. Entries never change once they are
// there, so the part may be used without the lock.
func (s *Store) entries(sessionID string, after uint64, limit int) []entry {
	s.mu.RLock()
	defer s.mu.RUnlock()
	t := s.index.threads[sessionID]
	if t == nil {
		return nil
	}
	count := uint64(len(t.entries))
	start := min(after, count)
	return t.entries[start:min(start+uint64(limit), count)]
}
