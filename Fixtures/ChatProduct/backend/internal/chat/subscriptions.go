package chat

import (
	"context"
	"sync"
)

// Subscribe returns a channel of the session's new messages, in their order,
// and a function that ends the subscription. The channel is closed when its
// reader falls too far behind or the service closes; what it missed is to be
// had from MessagesAfter. Whether the viewer may read the session is the
// caller's to ask. Polling needs none of this: only the WebSocket pushes.
func (s *Service) Subscribe(sessionID string) (<-chan Message, func()) {
	return s.subscriptions.add(sessionID)
}

// MessagesAfter returns at most limit messages behind a sequence: the replay
// with which a WebSocket begins after a reconnection.
func (s *Service) MessagesAfter(ctx context.Context, viewer Viewer, sessionID string, sequence uint64, limit int) ([]Message, error) {
	limit, err := checkLimit(limit)
	if err != nil {
		return nil, err
	}
	session, known, err := s.readable(viewer, sessionID)
	if err != nil {
		return nil, err
	}
	if !known || sequence >= uint64(session.MessageCount) {
		return []Message{}, nil
	}
	return s.store.Read(ctx, sessionID, sequence, limit)
}

// SequenceOf returns the place of a message, for a WebSocket client that names
// the last one it has.
func (s *Service) SequenceOf(_ context.Context, viewer Viewer, sessionID, messageID string) (uint64, error) {
	if _, _, err := s.readable(viewer, sessionID); err != nil {
		return 0, err
	}
	return s.behind(sessionID, messageID)
}

// subscriptions hands messages on to those who wait for them.
type subscriptions struct {
	buffer int

	mu        sync.Mutex
	closed    bool
	bySession map[string]map[chan Message]struct{}
}

func newSubscriptions(buffer int) *subscriptions {
	return &subscriptions{buffer: buffer, bySession: make(map[string]map[chan Message]struct{})}
}

func (s *subscriptions) add(sessionID string) (<-chan Message, func()) {
	messages := make(chan Message, s.buffer)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		close(messages)
		return messages, func() {}
	}
	if s.bySession[sessionID] == nil {
		s.bySession[sessionID] = make(map[chan Message]struct{})
	}
	s.bySession[sessionID][messages] = struct{}{}
	return messages, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.drop(sessionID, messages)
	}
}

// publish never waits: a subscriber whose buffer is full is dropped, because a
// gap would be worse than an end.
func (s *subscriptions) publish(message Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for messages := range s.bySession[message.SessionID] {
		select {
		case messages <- message:
		default:
			s.drop(message.SessionID, messages)
		}
	}
}

// drop closes a channel, once.
func (s *subscriptions) drop(sessionID string, messages chan Message) {
	subscribers := s.bySession[sessionID]
	if _, there := subscribers[messages]; !there {
		return
	}
	close(messages)
	delete(subscribers, messages)
	if len(subscribers) == 0 {
		delete(s.bySession, sessionID)
	}
}

func (s *subscriptions) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	for sessionID, subscribers := range s.bySession {
		for messages := range subscribers {
			s.drop(sessionID, messages)
		}
	}
}
