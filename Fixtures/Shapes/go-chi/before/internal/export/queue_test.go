package export

import (
	"context"
	"testing"
	"time"

	"example.com/invoices/internal/invoice"
)

func TestQueue(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	q := NewQueue(NewRenderer("bye"), 1)
	q.Run(ctx)
	q.Add(invoice.Invoice{ID: "1"})
	for range 100 {
		if _, ok := q.Document("1"); ok {
			break
		}
		time.Sleep(time.Millisecond)
	}
	cancel()
	q.Wait()
	if q.Waiting() != 0 {
		t.Error("it still waits")
	}
}
