package web

import (
	"net/http/httptest"
	"testing"

	"example.com/library/internal/lending"
)

func TestStatus(t *testing.T) {
	desk := lending.NewDesk(1)
	desk.Add("1", "One")
	e := New(desk)
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
