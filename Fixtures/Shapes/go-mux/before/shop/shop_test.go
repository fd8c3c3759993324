package shop

import (
	"encoding/hex"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

type fakeCaller struct {
	fails int
	calls chan string
}

func (f *fakeCaller) call(partner string, o order) error {
	if f.fails > 0 {
		f.fails--
		return errors.New("not now")
	}
	f.calls <- partner
	return nil
}

func newTestApp(t *testing.T) (*App, *fakeCaller) {
	t.Helper()
	a := New(WithCurrency("CHF"), WithHooks("secret", 2, time.Millisecond))
	t.Cleanup(a.Close)
	caller := &fakeCaller{calls: make(chan string, 1)}
	a.hooks.caller = caller
	return a, caller
}

func send(a *App, method, path, body string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set(signatureHeader, hex.EncodeToString(signature([]byte("secret"), path)))
	a.Router().ServeHTTP(w, r)
	return w
}

func TestOrders(t *testing.T) {
	a, _ := newTestApp(t)
	for _, test := range []struct {
		name, method, path, body string
		status                   int
		answer                   string
	}{
		{"none", "GET", "/orders", "", 200, "[]"},
		{"nonsense", "POST", "/orders", "?", 400, "no request"},
		{"placed", "POST", "/orders", `{"item":"pen","cents":120}`, 201, "120 CHF"},
		{"unknown", "POST", "/orders/9/ship", "", 404, "no such order"},
		{"shipped", "POST", "/orders/1/ship", "", 200, `"shipped":true`},
		{"shipped twice", "POST", "/orders/1/ship", "", 409, "already"},
		{"hook", "POST", "/hooks/acme", "hello", 204, ""},
		{"hooks", "GET", "/hooks", "", 200, "[]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := send(a, test.method, test.path, test.body)
			if w.Code != test.status || !strings.Contains(w.Body.String(), test.answer) {
				t.Errorf("got %d %s", w.Code, w.Body)
			}
		})
	}
}

func TestCallback(t *testing.T) {
	a, caller := newTestApp(t)
	caller.fails = 1
	send(a, "POST", "/orders", `{"item":"pen","callback":"acme"}`)
	send(a, "POST", "/orders/1/ship", "")
	select {
	case partner := <-caller.calls:
		if partner != "acme" {
			t.Errorf("%s was called", partner)
		}
	case <-time.After(time.Second):
		t.Error("nobody was called")
	}
}

func TestUnsigned(t *testing.T) {
	a, _ := newTestApp(t)
	w := httptest.NewRecorder()
	a.Router().ServeHTTP(w, httptest.NewRequest("GET", "/hooks", nil))
	if w.Code != http.StatusUnauthorized {
		t.Errorf("got %d", w.Code)
	}
}

func TestMetrics(t *testing.T) {
	a, _ := newTestApp(t)
	send(a, "GET", "/orders", "")
	w := send(a, "GET", "/metrics", "")
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "requests 2") {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
}
