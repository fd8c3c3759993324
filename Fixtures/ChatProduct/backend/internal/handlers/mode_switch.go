package handlers

import (
	"sync"

	"example.com/chatproduct/backend/internal/config"
)

// ModeSwitch holds the transport mode in force. It starts as configured; an administrator
// may change it until the next start.
type ModeSwitch struct {
	mu        sync.RWMutex
	mode      config.ChatMode
	listeners []func(from, to config.ChatMode)
}

// NewModeSwitch starts with the configured mode.
func NewModeSwitch(mode config.ChatMode) *ModeSwitch {
	return &ModeSwitch{mode: mode}
}

// Mode is the mode in force.
func (s *ModeSwitch) Mode() config.ChatMode {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.mode
}

// OnChange registers what is to happen after a change.
func (s *ModeSwitch) OnChange(listener func(from, to config.ChatMode)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.listeners = append(s.listeners, listener)
}

// Set changes the mode.
func (s *ModeSwitch) Set(mode config.ChatMode) {
	s.mu.Lock()
	from := s.mode
	s.mode = mode
	listeners := s.listeners
	s.mu.Unlock()

	if from == mode {
		return
	}
	for _, listener := range listeners {
		listener(from, mode)
	}
}
