package server_test

import (
	"io"
	"sync"
)

// synchronised lets requests log at the same time.
type synchronised struct {
	mu  sync.Mutex
	out io.Writer
}

func (s *synchronised) Write(data []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.Write(data)
}
