// Package chat keeps the messages of the sessions.
package chat

import (
	"fmt"
	"sync"
	"time"
)

// Message is one line of a conversation.
type Message struct {
	ID        string    `json:"id"`
	Type      string    `json:"type"`
	Content   string    `json:"content"`
	Timestamp time.Time `json:"timestamp"`
	SessionID string    `json:"session_id"`
	Status    string    `json:"status"`
}

// Store keeps messages in memory, in the order of their arrival.
type Store struct {
	mu       sync.Mutex
	messages map[string][]Message
	repeats  map[string]string
	next     int
	now      func() time.Time
}

// NewStore makes an empty store.
func NewStore() *Store {
	return &Store{
		messages: make(map[string][]Message),
		repeats:  make(map[string]string),
		now:      time.Now,
	}
}

// Add stores a message and returns it. A key that was seen before in the
// session returns the message of the first time.
func (s *Store) Add(session, content, key string) Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	if key != "" {
		if id, ok := s.repeats[session+"\x00"+key]; ok {
			for _, message := range s.messages[session] {
				if message.ID == id {
					return message
				}
			}
		}
	}
	s.next++
	message := Message{
		ID:        fmt.Sprintf("m-%08d", s.next),
		Type:      "user",
		Content:   content,
		Timestamp: s.now().UTC(),
		SessionID: session,
		Status:    "delivered",
	}
	s.messages[session] = append(s.messages[session], message)
	if key != "" {
		s.repeats[session+"\x00"+key] = message.ID
	}
	return message
}

// Since returns at most limit messages after the one with the id, and whether
// there are more of them.
func (s *Store) Since(session, id string, limit int) ([]Message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.messages[session]
	for index, message := range all {
		if message.ID == id {
			all = all[index+1:]
			break
		}
	}
	if len(all) > limit {
		return append([]Message{}, all[:limit]...), true
	}
	return append([]Message{}, all...), false
}
