package shop

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sort"
	"sync"
	"time"

	"github.com/gorilla/mux"
)

// The longest call of a partner.
const maxHook = 1 << 16

type hook struct {
	partner string
	order   order
}

// caller calls partners; tests have one that does not.
type caller interface {
	call(partner string, o order) error
}

type hookQueue struct {
	retries int
	pause   time.Duration
	waiting chan hook
	caller  caller
	metrics *metrics

	mu       sync.Mutex
	partners map[string]int
}

func newHookQueue(retries int, pause time.Duration, m *metrics) *hookQueue {
	return &hookQueue{
		retries:  retries,
		pause:    pause,
		waiting:  make(chan hook, 8),
		caller:   httpCaller{&http.Client{Timeout: 5 * time.Second}},
		metrics:  m,
		partners: map[string]int{},
	}
}

func (q *hookQueue) add(h hook) error {
	select {
	case q.waiting <- h:
		return nil
	default:
		return errHooksFull
	}
}

func (q *hookQueue) work(stop <-chan struct{}) {
	for {
		select {
		case <-stop:
			return
		case h := <-q.waiting:
			q.deliver(h)
		}
	}
}

func (q *hookQueue) deliver(h hook) {
	for i := 0; i < q.retries; i++ {
		if err := q.caller.call(h.partner, h.order); err == nil {
			q.mu.Lock()
			q.partners[h.partner]++
			q.mu.Unlock()
			q.metrics.hooksSent.Add(1)
			return
		}
		time.Sleep(q.pause)
	}
	q.metrics.hooksLost.Add(1)
}

func (q *hookQueue) names() []string {
	q.mu.Lock()
	defer q.mu.Unlock()
	names := []string{}
	for name := range q.partners {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

type httpCaller struct{ client *http.Client }

func (c httpCaller) call(partner string, o order) error {
	response, err := c.client.Post("http://"+partner+"/shipped", jsonType, encode(o))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		return fmt.Errorf("%s answered %s", partner, response.Status)
	}
	return nil
}

func (a *App) listHooks(w http.ResponseWriter, r *http.Request) {
	writeJSON(w, http.StatusOK, a.hooks.names())
}

func (a *App) receiveHook(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxHook))
	if err != nil {
		a.refuse(w, errBadRequest)
		return
	}
	a.log.Printf("%s says %q", mux.Vars(r)["partner"], body)
	a.hooksTaken.Add(1)
	w.WriteHeader(http.StatusNoContent)
}

const jsonType = "application/json"

// writeJSON answers with a value.
func writeJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", jsonType)
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(value)
}
