// Package store keeps the chat's messages in an append-only file. A message is
// confirmed when it is durable, and durable messages are never taken back.
package store

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"example.com/chatproduct/backend/internal/chat"
)

// Options are what a Store may be told; what is left out has a default.
type Options struct {
	// KeyLifetime is how long idempotency keys are remembered at least, which
	// should be the service's window; default 24 h.
	KeyLifetime time.Duration
	// CheckpointEvery is after how many records the index is written; default 10 000.
	CheckpointEvery int
	// Logger is where failures go that no caller sees; default slog.Default.
	Logger *slog.Logger

	open func(path string) (file, error)
}

// Store implements chat.Store on a directory.
type Store struct {
	dir     string
	options Options
	lock    *os.File
	log     *messageLog

	requests chan *request
	closing  chan struct{}
	written  chan struct{}
	close    func() error
	// sinceCheckpoint belongs to the writer.
	sinceCheckpoint int

	// mu guards what follows. Only the writer changes the index, so it reads it
	// without the lock.
	mu       sync.RWMutex
	index    *index
	failure  error
	watchers []func(chat.Message)
}

var _ chat.Store = (*Store)(nil)

// Stats is the extent of what is stored.
type Stats struct {
	Bytes    int64
	Messages int
	Sessions int
}

// Open opens the store in a directory, which is made when it is missing. It
// fails with ErrInUse while another process has it open, and with a
// *DamageError when confirmed records are not readable any more.
func Open(dir string, options Options) (*Store, error) {
	options = options.withDefaults()
	if err := makeDirectory(dir); err != nil {
		return nil, err
	}
	lock, err := lockDirectory(dir)
	if err != nil {
		return nil, err
	}
	s := &Store{
		dir:      dir,
		options:  options,
		lock:     lock,
		requests: make(chan *request), // unbuffered: what was accepted is served
		closing:  make(chan struct{}),
		written:  make(chan struct{}),
	}
	s.close = sync.OnceValue(s.shut)
	if err := s.recover(); err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	go s.write()
	return s, nil
}

func (o Options) withDefaults() Options {
	if o.KeyLifetime <= 0 {
		o.KeyLifetime = 24 * time.Hour
	}
	if o.CheckpointEvery <= 0 {
		o.CheckpointEvery = checkpointEvery
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	if o.open == nil {
		o.open = openFile
	}
	return o
}

// recover opens the log and brings the index to its end.
func (s *Store) recover() error {
	l, err := openLog(s.dir, s.options.open)
	if err != nil {
		return err
	}
	x, err := loadIndex(filepath.Join(s.dir, indexName), l.id, s.options.KeyLifetime)
	if err != nil {
		s.options.Logger.Warn("the index is made anew from the message log", "error", err)
	}
	known, indexed := x.end, x.messages
	size, err := l.file.Size()
	if err == nil {
		l.end, err = replay(l, x, size)
	}
	if err == nil {
		err = settleTail(l, l.end, size, known, x.batch, s.options.Logger)
	}
	if err != nil {
		return errors.Join(err, l.file.Close())
	}
	s.log, s.index = l, x
	s.sinceCheckpoint = x.messages - indexed
	return nil
}

// Close waits for the batch under way and gives the directory free. Writes are
// refused from then on.
func (s *Store) Close() error { return s.close() }

func (s *Store) shut() error {
	close(s.closing)
	<-s.written
	if s.Err() == nil && s.sinceCheckpoint > 0 {
		s.checkpoint()
	}
	return errors.Join(s.log.file.Close(), s.lock.Close())
}

// Err returns why writes are refused, or nil.
func (s *Store) Err() error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.failure
}

// Stats returns how much is stored.
func (s *Store) Stats() Stats {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return Stats{Bytes: s.index.end, Messages: s.index.messages, Sessions: len(s.index.threads)}
}

// Watch implements chat.Store.
func (s *Store) Watch(watch func(chat.Message)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.watchers = append(s.watchers, watch)
}
