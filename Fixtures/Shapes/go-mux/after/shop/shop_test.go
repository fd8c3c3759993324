package shop

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func newTestApp(t *testing.T) *App {
	t.Helper()
	a := New(WithCurrency("CHF"))
	return a
}

func send(a *App, method, path, body string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	a.Router().ServeHTTP(w, r)
	return w
}

func TestOrders(t *testing.T) {
	a := newTestApp(t)
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
	} {
		t.Run(test.name, func(t *testing.T) {
			w := send(a, test.method, test.path, test.body)
			if w.Code != test.status || !strings.Contains(w.Body.String(), test.answer) {
				t.Errorf("got %d %s", w.Code, w.Body)
			}
		})
	}
}

func TestMetrics(t *testing.T) {
	a := newTestApp(t)
	send(a, "GET", "/orders", "")
	w := send(a, "GET", "/metrics", "")
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "requests 2") {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
}
