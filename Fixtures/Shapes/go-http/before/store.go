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
	errNoNote    = errors.New("no such note")
	errNoVersion = errors.New("no such version")
)

type note struct {
	ID   string   `json:"id"`
	Text string   `json:"text"`
	Tags []string `json:"tags,omitempty"`
	Old  []old    `json:"old,omitempty"`
}

// old is a note as it once was.
type old struct {
	Version int      `json:"version"`
	Text    string   `json:"text"`
	Tags    []string `json:"tags,omitempty"`
}

// snapshot is the note as it is, to be kept.
func (n *note) snapshot() old {
	version := 1
	if len(n.Old) > 0 {
		version = n.Old[len(n.Old)-1].Version + 1
	}
	return old{Version: version, Text: n.Text, Tags: slices.Clone(n.Tags)}
}

type store struct {
	mu       sync.RWMutex
	file     string
	versions int
	notes    []*note
}

func openStore(file string, versions int) (*store, error) {
	s := &store{file: file, versions: versions}
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
			list = append(list, note{n.ID, n.Text, n.Tags, nil})
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
	} else if s.versions > 0 {
		n.Old = append(n.Old, n.snapshot())
		if len(n.Old) > s.versions {
			n.Old = n.Old[1:]
		}
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

func (s *store) restore(id string, version int) error {
	found, err := s.get(id)
	if err != nil {
		return err
	}
	for _, o := range found.Old {
		if o.Version == version {
			return s.put(id, o.Text, o.Tags)
		}
	}
	return errNoVersion
}
