package shop

import (
	"fmt"
	"net/http"
	"sync/atomic"
)

type metrics struct {
	requests   atomic.Int64
	hooksSent  atomic.Int64
	hooksLost  atomic.Int64
	hooksTaken atomic.Int64
}

func newMetrics() *metrics { return &metrics{} }

func (m *metrics) count(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		m.requests.Add(1)
		next.ServeHTTP(w, r)
	})
}

func (m *metrics) showMetrics(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, "requests", m.requests.Load())
	fmt.Fprintln(w, "hooks_sent", m.hooksSent.Load())
	fmt.Fprintln(w, "hooks_lost", m.hooksLost.Load())
	fmt.Fprintln(w, "hooks_taken", m.hooksTaken.Load())
}
