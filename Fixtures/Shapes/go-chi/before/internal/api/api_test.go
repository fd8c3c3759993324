package api

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"example.com/invoices/internal/config"
	"example.com/invoices/internal/export"
	"example.com/invoices/internal/invoice"
)

func newTestAPI(t *testing.T) http.Handler {
	t.Helper()
	service := invoice.NewService(invoice.NewMemoryStore(), "EUR")
	if _, err := service.Create("1", "Ann", []invoice.Line{{Text: "work", Amount: 3}}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	queue := export.NewQueue(export.NewRenderer("bye"), 1)
	queue.Run(ctx)
	cfg := config.Config{AdminToken: "secret", PageSize: 10}
	return New(cfg, service, queue).Routes()
}

func send(h http.Handler, method, path, body string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("X-Admin-Token", "secret")
	h.ServeHTTP(w, r)
	return w
}

func TestStatus(t *testing.T) {
	h := newTestAPI(t)
	tests := []struct {
		method, path, body string
		want               int
	}{
		{"GET", "/health", "", 200},
		{"GET", "/api/invoices", "", 200},
		{"GET", "/api/invoices/1", "", 200},
		{"GET", "/api/invoices/2", "", 404},
		{"POST", "/api/invoices", `{"id":"3"}`, 201},
		{"POST", "/api/invoices", `{"id":"4","with_pdf":true}`, 201},
		{"POST", "/api/invoices", `no`, 400},
		{"POST", "/api/invoices/1/pay", "", 200},
		{"POST", "/api/invoices/1/pay", "", 409},
		{"POST", "/api/invoices/1/pdf", "", 202},
		{"POST", "/api/invoices/2/pdf", "", 404},
		{"GET", "/api/exports", "", 200},
	}
	for _, test := range tests {
		if got := send(h, test.method, test.path, test.body).Code; got != test.want {
			t.Errorf("%s %s: got %d, want %d", test.method, test.path, got, test.want)
		}
	}
}

func TestHealth(t *testing.T) {
	var answer Health
	w := send(newTestAPI(t), "GET", "/health", "")
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	if answer.Status != "ok" || answer.Invoices != 1 {
		t.Errorf("got %+v", answer)
	}
	if answer.Exports != 0 {
		t.Errorf("%d exports", answer.Exports)
	}
}

func TestDocument(t *testing.T) {
	h := newTestAPI(t)
	send(h, "POST", "/api/invoices/1/pdf", "")
	for range 100 {
		w := send(h, "GET", "/api/invoices/1/pdf", "")
		if w.Code == 200 {
			if !strings.HasPrefix(w.Body.String(), "%PDF") {
				t.Errorf("got %q", w.Body.String())
			}
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Error("there is no document")
}

func TestDocumentsOff(t *testing.T) {
	service := invoice.NewService(invoice.NewMemoryStore(), "EUR")
	h := New(config.Config{PageSize: 1}, service, nil).Routes()
	if got := send(h, "POST", "/api/invoices/1/pdf", "").Code; got != http.StatusNotImplemented {
		t.Errorf("got %d", got)
	}
}
