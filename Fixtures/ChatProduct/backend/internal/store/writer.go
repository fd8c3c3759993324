package store

import (
	"context"
	"fmt"
	"path/filepath"

	"example.com/chatproduct/backend/internal/chat"
)

const (
	// batchBytes is how large a batch may be before it is written.
	batchBytes = 1 << 20
	// checkpointEvery is how many records may come before the index is written
	// again. It grows with the log, so that all checkpoints together stay cheap.
	checkpointEvery = 10_000
)

// request is one call of Append on its way through the writer.
type request struct {
	ctx       context.Context
	sessionID string
	count     int
	decide    func(chat.View) (chat.Change, error)

	change chat.Change
	err    error
	done   chan struct{}
}

// Append implements chat.Store. While one batch is being synced, requests gather
// for the next: many senders share one fsync.
func (s *Store) Append(ctx context.Context, sessionID string, decide func(chat.View) (chat.Change, error)) (chat.Change, error) {
	return s.AppendMany(ctx, sessionID, 1, decide)
}

// AppendMany asks for count changes in a row and makes them durable together.
// It returns the last one. The first error ends the row; what came before it
// stays.
func (s *Store) AppendMany(ctx context.Context, sessionID string, count int, decide func(chat.View) (chat.Change, error)) (chat.Change, error) {
	r := &request{ctx: ctx, sessionID: sessionID, count: count, decide: decide, done: make(chan struct{})}
	select {
	case s.requests <- r:
		// Once handed over, the outcome is worth waiting for: the caller must
		// not be left in doubt whether the message is stored.
		<-r.done
		return r.change, r.err
	case <-ctx.Done():
		return chat.Change{}, ctx.Err()
	case <-s.closing:
		return chat.Change{}, fmt.Errorf("%w: the store is closed", chat.ErrUnavailable)
	}
}

// write is the only goroutine that changes the log and the index.
func (s *Store) write() {
	defer close(s.written)
	for {
		select {
		case first := <-s.requests:
			s.commit(first)
		case <-s.closing:
			return
		}
	}
}

// commit serves a request together with all that wait behind it.
func (s *Store) commit(first *request) {
	b := newBatch(s.index, s.Err())
	var served []*request
	for r := first; r != nil; r = s.waiting(b) {
		r.serve(b)
		served = append(served, r)
	}
	if len(b.records) > 0 {
		if err := s.store(b); err != nil {
			for _, r := range served {
				r.fail(err)
			}
		}
	}
	for _, r := range served {
		close(r.done)
	}
	s.checkpointIfDue()
}

// waiting returns a further request for the batch, nil when nobody waits or the
// batch is large enough.
func (s *Store) waiting(b *batch) *request {
	if len(b.data) >= batchBytes {
		return nil
	}
	select {
	case r := <-s.requests:
		return r
	default:
		return nil
	}
}

func (r *request) serve(b *batch) {
	if r.err = r.ctx.Err(); r.err != nil {
		return
	}
	for range r.count {
		if r.change, r.err = b.take(r.sessionID, r.decide); r.err != nil {
			return
		}
	}
}

// fail takes back what was decided in a batch that is not durable. A repeat may
// refer to a message of the same batch, so it fails too.
func (r *request) fail(err error) {
	if r.err == nil {
		r.change, r.err = chat.Change{}, err
	}
}

// store makes a batch durable and shows it to the readers.
func (s *Store) store(b *batch) error {
	number := s.index.batch + 1
	start := s.log.end
	if err := s.log.append(b.seal(number)); err != nil {
		return s.refuse(err)
	}
	s.mu.Lock()
	for _, found := range b.records {
		if err := s.index.add(found.record, start+found.offset, found.size); err != nil {
			s.mu.Unlock()
			return s.refuse(err)
		}
	}
	s.index.end = s.log.end
	s.index.batch = number
	watchers := s.watchers
	s.mu.Unlock()
	s.sinceCheckpoint += len(b.records)
	for _, found := range b.records {
		for _, watch := range watchers {
			if found.record.message != nil {
				watch(*found.record.message)
			}
		}
	}
	return nil
}

// refuse ends all writing: after a failed write or fsync nobody knows what the
// disk holds behind the last confirmed record. Only opening again finds out.
func (s *Store) refuse(cause error) error {
	s.options.Logger.Error("the message log refuses writes from now on", "error", cause)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failure = fmt.Errorf("%w: %w", chat.ErrUnavailable, cause)
	return s.failure
}

func (s *Store) checkpointIfDue() {
	if s.sinceCheckpoint >= max(s.options.CheckpointEvery, s.index.messages/4) {
		s.checkpoint()
	}
}

// checkpoint writes the index. Without it nothing is lost but time at the next
// start, so a failure is no more than reported.
func (s *Store) checkpoint() {
	s.sinceCheckpoint = 0
	path := filepath.Join(s.dir, indexName)
	if err := writeWhole(path, encodeIndex(s.index, s.log.id)); err != nil {
		s.options.Logger.Warn("the index of the message log was not written", "file", path, "error", err)
	}
}
