package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"slices"
	"sync"
)

var (
	errNoNote = errors.New("no such note")
)

type note struct {
	ID   string   `json:"id"`
	Text string   `json:"text"`
	Tags []string `json:"tags,omitempty"`
}

type store struct {
	mu    sync.RWMutex
	file  string
	notes []*note
}

func openStore(file string) (*store, error) {
	s := &store{file: file}
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return nil, err
	}
	return s, json.Unmarshal(text, &s.notes)
}

// find needs the lock.
func (s *store) find(id string) (*note, error) {
	i := slices.IndexFunc(s.notes, func(n *note) bool { return n.ID == id })
	if i < 0 {
		return nil, errNoNote
	}
	return s.notes[i], nil
}

// write needs the lock.
func (s *store) write() error {
	text, err := json.MarshalIndent(s.notes, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(s.file, text, 0o600)
}

func (s *store) get(id string) (note, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	n, err := s.find(id)
	if err != nil {
		return note{}, err
	}
	return *n, nil
}

func (s *store) list(tag string) []note {
	s.mu.RLock()
	defer s.mu.RUnlock()
	list := []note{}
	for _, n := range s.notes {
		if tag == "" || slices.Contains(n.Tags, tag) {
			list = append(list, note{n.ID, n.Text, n.Tags})
		}
	}
	return list
}

func (s *store) put(id, text string, tags []string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, err := s.find(id)
	if err != nil {
		n = &note{ID: id}
		s.notes = append(s.notes, n)
	}
	n.Text, n.Tags = text, tags
	return s.write()
}

func (s *store) remove(id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.find(id); err != nil {
		return err
	}
	s.notes = slices.DeleteFunc(s.notes, func(n *note) bool { return n.ID == id })
	return s.write()
}
