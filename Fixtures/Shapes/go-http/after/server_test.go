package main

import (
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
)

func newTestServer(t *testing.T) func(method, path, body string) (int, string) {
	t.Helper()
	s, err := openStore(filepath.Join(t.TempDir(), "notes.json"))
	if err != nil {
		t.Fatal(err)
	}
	h := newServer(s)
	return func(method, path, body string) (int, string) {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(method, path, strings.NewReader(body)))
		return w.Code, strings.TrimSpace(w.Body.String())
	}
}

func TestNotes(t *testing.T) {
	send := newTestServer(t)
	steps := []struct {
		method, path, body string
		code               int
		want               string
	}{
		{"GET", "/notes", "", 200, "[]"},
		{"POST", "/notes", `{"id":"a","text":"one"}`, 204, ""},
		{"POST", "/notes", `{"text":"none"}`, 400, `{"error":"a note needs an id"}`},
		{"PUT", "/notes/b", `{"text":"two","tags":["x"]}`, 204, ""},
		{"GET", "/notes?tag=x", "", 200, `[{"id":"b","text":"two","tags":["x"]}]`},
		{"GET", "/notes/a", "", 200, `{"id":"a","text":"one"}`},
		{"DELETE", "/notes/b", "", 204, ""},
		{"GET", "/notes/b", "", 404, `{"error":"no such note"}`},
	}
	for _, step := range steps {
		code, body := send(step.method, step.path, step.body)
		if code != step.code || body != step.want {
			t.Errorf("%s %s: got %d %s", step.method, step.path, code, body)
		}
	}
}
