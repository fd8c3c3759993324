package chat

import (
	"context"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"
)

// MemoryStore is a Store that forgets everything when the process ends.
type MemoryStore struct {
	mu       sync.RWMutex
	sessions map[string]*memorySession
	watchers []func(Message)
}

type memorySession struct {
	session  Session
	messages []Message
	sent     map[sender]Sent
}

type sender struct{ author, key string }

// NewMemoryStore makes an empty store.
func NewMemoryStore() *MemoryStore {
	return &MemoryStore{sessions: make(map[string]*memorySession)}
}

// Append implements Store.
func (m *MemoryStore) Append(ctx context.Context, sessionID string, decide func(View) (Change, error)) (Change, error) {
	if err := ctx.Err(); err != nil {
		return Change{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	kept, known := m.sessions[sessionID]
	if !known {
		kept = &memorySession{sent: make(map[sender]Sent)}
	}
	change, err := decide(kept.view(known))
	if err != nil {
		return Change{}, err
	}
	if change.Session != nil {
		kept.session = *change.Session
		m.sessions[sessionID] = kept
	}
	if message := change.Message; message != nil {
		kept.messages = append(kept.messages, *message)
		if change.Key != "" {
			kept.sent[sender{message.Author, change.Key}] = Sent{
				Sequence:  message.Sequence,
				Timestamp: message.Timestamp,
				Digest:    DigestOf(message.Content),
			}
		}
		for _, watch := range m.watchers {
			watch(*message)
		}
	}
	return change, nil
}

func (s *memorySession) view(known bool) View {
	view := View{Session: s.described(), Exists: known}
	if len(s.messages) > 0 {
		view.Last = s.messages[len(s.messages)-1]
	}
	view.Sent = func(author, key string) (Sent, bool) {
		sent, known := s.sent[sender{author, key}]
		return sent, known
	}
	return view
}

// described returns the session with its counters filled in.
func (s *memorySession) described() Session {
	session := s.session
	session.MessageCount = len(s.messages)
	session.LastActivity = session.CreatedAt
	if len(s.messages) > 0 {
		session.LastActivity = s.messages[len(s.messages)-1].Timestamp
	}
	return session
}

// Session implements Store.
func (m *MemoryStore) Session(id string) (Session, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if kept, known := m.sessions[id]; known {
		return kept.described(), true
	}
	return Session{}, false
}

// Sessions implements Store.
func (m *MemoryStore) Sessions() []Session {
	m.mu.RLock()
	defer m.mu.RUnlock()
	sessions := make([]Session, 0, len(m.sessions))
	for _, kept := range m.sessions {
		sessions = append(sessions, kept.described())
	}
	slices.SortFunc(sessions, func(a, b Session) int { return strings.Compare(a.ID, b.ID) })
	return sessions
}

// Position implements Store.
func (m *MemoryStore) Position(sessionID, messageID string) (uint64, bool) {
	for _, message := range m.messages(sessionID) {
		if message.ID == messageID {
			return message.Sequence, true
		}
	}
	return 0, false
}

// CountUntil implements Store.
func (m *MemoryStore) CountUntil(sessionID string, at time.Time) uint64 {
	messages := m.messages(sessionID)
	return uint64(sort.Search(len(messages), func(i int) bool { return messages[i].Timestamp.After(at) }))
}

// Read implements Store.
func (m *MemoryStore) Read(_ context.Context, sessionID string, after uint64, limit int) ([]Message, error) {
	messages := m.messages(sessionID)
	start := min(after, uint64(len(messages)))
	end := min(start+uint64(limit), uint64(len(messages)))
	return slices.Clone(messages[start:end]), nil
}

// Watch implements Store.
func (m *MemoryStore) Watch(watch func(Message)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.watchers = append(m.watchers, watch)
}

// messages returns a session's messages, which are only ever added to.
func (m *MemoryStore) messages(sessionID string) []Message {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if kept, known := m.sessions[sessionID]; known {
		return kept.messages
	}
	return nil
}
