package main

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
)

type server struct {
	store *store
}

func newServer(store *store) http.Handler {
	s := &server{store}
	mux := http.NewServeMux()
	for pattern, h := range map[string]handler{
		"GET /notes":         s.list,
		"GET /notes/{id}":    s.get,
		"PUT /notes/{id}":    s.put,
		"DELETE /notes/{id}": s.remove,
	} {
		mux.Handle(pattern, h)
	}
	mux.Handle("POST /notes", handler(s.post))
	mux.Handle("GET /notes/{id}/versions", handler(s.versions))
	mux.Handle("POST /notes/{id}/restore/{version}", limited(4, handler(s.restore)))
	return logged(mux)
}

// handler answers with a value, or with what went wrong.
type handler func(r *http.Request) (any, error)

func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer, err := h(r)
	status := http.StatusOK
	var wrong *badRequest
	switch {
	case errors.Is(err, errNoNote):
		status = http.StatusNotFound
	case errors.Is(err, errNoVersion):
		status = http.StatusGone
	case errors.As(err, &wrong):
		status = http.StatusBadRequest
	case err != nil:
		status = http.StatusInternalServerError
	case answer == nil:
		w.WriteHeader(http.StatusNoContent)
		return
	}
	if err != nil {
		answer = map[string]string{"error": err.Error()}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(answer)
}

type badRequest struct{ what string }

func (b *badRequest) Error() string { return b.what }

func logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		slog.Debug("request", "method", r.Method, "path", r.URL.Path)
		next.ServeHTTP(w, r)
	})
}

// limited lets only so many in at a time.
func limited(many int, next http.Handler) http.Handler {
	places := make(chan struct{}, many)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		places <- struct{}{}
		defer func() { <-places }()
		next.ServeHTTP(w, r)
	})
}

func (s *server) list(r *http.Request) (any, error) {
	return s.store.list(r.URL.Query().Get("tag")), nil
}

func (s *server) get(r *http.Request) (any, error) { return s.store.get(r.PathValue("id")) }

func (s *server) post(r *http.Request) (any, error) {
	n, err := read(r)
	if err != nil {
		return nil, err
	}
	if n.ID == "" {
		return nil, &badRequest{"a note needs an id"}
	}
	return nil, s.store.put(n.ID, n.Text, n.Tags)
}

func (s *server) put(r *http.Request) (any, error) {
	n, err := read(r)
	if err != nil {
		return nil, err
	}
	return nil, s.store.put(r.PathValue("id"), n.Text, n.Tags)
}

func (s *server) remove(r *http.Request) (any, error) {
	return nil, s.store.remove(r.PathValue("id"))
}

func (s *server) versions(r *http.Request) (any, error) {
	n, err := s.store.get(r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	return n.Old, nil
}

func (s *server) restore(r *http.Request) (any, error) {
	version, err := strconv.Atoi(r.PathValue("version"))
	if err != nil {
		return nil, &badRequest{"a version is a number"}
	}
	return nil, s.store.restore(r.PathValue("id"), version)
}

func read(r *http.Request) (note, error) {
	var n note
	if err := json.NewDecoder(r.Body).Decode(&n); err != nil {
		return n, &badRequest{"that is no note"}
	}
	return n, nil
}
