package web

import (
	"net/http/httptest"
	"testing"

	"example.com/library/internal/audit"
	"example.com/library/internal/lending"
)

func TestStatus(t *testing.T) {
	desk := lending.NewDesk(1)
	desk.Add("1", "One")
	e := New(desk, audit.NewLog("owner@example.com"))
	for _, test := range []struct {
		request string
		path    string
		reader  string
		want    int
	}{
		{"GET", "/health", "", 200},
		{"GET", "/books", "", 200},
		{"POST", "/books/1/lend", "", 401},
		{"POST", "/books/1/lend", "ann", 200},
		{"POST", "/books/1/lend", "ben", 409},
		{"POST", "/books/1/return", "", 204},
		{"POST", "/books/9/return", "", 404},
		{"GET", "/audit", "", 200},
		{"POST", "/audit/send", "", 204},
	} {
		r := httptest.NewRequest(test.request, test.path, nil)
		r.Header.Set("X-Reader", test.reader)
		w := httptest.NewRecorder()
		e.ServeHTTP(w, r)
		if w.Code != test.want {
			t.Errorf("%s %s: got %d, want %d", test.request, test.path, w.Code, test.want)
		}
	}
}

func TestAuditIsLocal(t *testing.T) {
	e := New(lending.NewDesk(1), audit.NewLog(""))
	r := httptest.NewRequest("GET", "/audit", nil)
	r.Header.Set(forwardedHeader, "10.0.0.1")
	w := httptest.NewRecorder()
	e.ServeHTTP(w, r)
	if w.Code != 403 {
		t.Errorf("got %d", w.Code)
	}
}
