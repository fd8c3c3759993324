package middleware

import (
	"bufio"
	"crypto/rand"
	"net"
	"net/http"
	"time"

	"example.com/chatproduct/backend/internal/logging"
	"example.com/chatproduct/backend/internal/metrics"
	"example.com/chatproduct/backend/internal/routing"
)

// maxRequestID bounds what we take over from a client into our logs.
const maxRequestID = 64

// RequestLog logs and counts each request, and gives it an id that the answer carries.
// Routes are counted by their pattern: paths hold ids and would never end.
func RequestLog(logger *logging.Logger, collector *metrics.Collector) routing.Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			started := time.Now()
			id := requestID(r.Header.Get("X-Request-ID"))
			w.Header().Set("X-Request-ID", id)
			recorder := &statusRecorder{ResponseWriter: w, status: http.StatusOK}
			next.ServeHTTP(recorder, r)

			// A socket lives for hours: its end is logged as an event of its own.
			if recorder.hijacked {
				return
			}
			took := time.Since(started)
			logger.RequestServed(id, r.Method, r.URL.Path, recorder.status, recorder.bytes, took)
			collector.RequestServed(routeLabel(r), methodLabel(r.Method), recorder.status, took)
		})
	}
}

// routeLabel is the pattern that http.ServeMux wrote into the request.
func routeLabel(r *http.Request) string {
	if r.Pattern == "" || r.Pattern == "/" {
		return "other"
	}
	return r.Pattern
}

// methodLabel is the method, unless a client invented it: each would be a series of its own.
func methodLabel(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch,
		http.MethodDelete, http.MethodOptions, http.MethodConnect, http.MethodTrace:
		return method
	default:
		return "other"
	}
}

func requestID(given string) string {
	valid := given != "" && len(given) <= maxRequestID
	for _, c := range given {
		valid = valid && c > ' ' && c <= '~'
	}
	if valid {
		return given
	}
	return rand.Text()
}

type statusRecorder struct {
	http.ResponseWriter
	status   int
	bytes    int64
	started  bool
	hijacked bool
}

func (r *statusRecorder) WriteHeader(status int) {
	if !r.started {
		r.status = status
		r.started = true
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *statusRecorder) Write(data []byte) (int, error) {
	r.started = true
	n, err := r.ResponseWriter.Write(data)
	r.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the writer below.
func (r *statusRecorder) Unwrap() http.ResponseWriter {
	return r.ResponseWriter
}

// Hijack hands the connection over to a WebSocket.
func (r *statusRecorder) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	connection, buffer, err := http.NewResponseController(r.ResponseWriter).Hijack()
	r.hijacked = err == nil
	return connection, buffer, err
}
