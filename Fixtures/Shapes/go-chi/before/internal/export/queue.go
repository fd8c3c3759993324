// Package export makes documents of invoices.
package export

import (
	"context"
	"sync"

	"example.com/invoices/internal/invoice"
)

// Queue makes documents in the background.
type Queue struct {
	renderer *Renderer
	jobs     chan invoice.Invoice
	group    sync.WaitGroup
	workers  int

	mu        sync.Mutex
	documents map[string][]byte
	waiting   map[string]bool
}

// NewQueue makes a queue that does nothing until it runs.
func NewQueue(renderer *Renderer, workers int) *Queue {
	return &Queue{
		renderer:  renderer,
		jobs:      make(chan invoice.Invoice, 64),
		workers:   workers,
		documents: map[string][]byte{},
		waiting:   map[string]bool{},
	}
}

// Run works until the context ends.
func (q *Queue) Run(ctx context.Context) {
	for range q.workers {
		q.group.Add(1)
		go func() {
			defer q.group.Done()
			for {
				select {
				case <-ctx.Done():
					return
				case one := <-q.jobs:
					q.make(one)
				}
			}
		}()
	}
}

// Wait returns when the last worker has.
func (q *Queue) Wait() { q.group.Wait() }

// Add asks for a document.
func (q *Queue) Add(one invoice.Invoice) {
	q.mu.Lock()
	q.waiting[one.ID] = true
	q.mu.Unlock()
	q.jobs <- one
}

// InvoicePaid makes the receipt.
func (q *Queue) InvoicePaid(one invoice.Invoice) { q.Add(one) }

func (q *Queue) make(one invoice.Invoice) {
	document := q.renderer.Render(one)
	q.mu.Lock()
	defer q.mu.Unlock()
	q.documents[one.ID] = document
	delete(q.waiting, one.ID)
}

// Document gives what was made.
func (q *Queue) Document(id string) ([]byte, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	document, ok := q.documents[id]
	return document, ok
}

// Waiting tells how many documents are still to be made.
func (q *Queue) Waiting() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.waiting)
}
