package routing

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func mark(name string) Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Add("Passed", name)
			next.ServeHTTP(w, r)
		})
	}
}

func answer(w http.ResponseWriter, r *http.Request) {
	w.Write([]byte(r.Pattern + " " + r.PathValue("id")))
}

func serve(handler http.Handler, method, path string) *httptest.ResponseRecorder {
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, httptest.NewRequest(method, path, nil))
	return recorder
}

func TestGroupsJoinPrefixesAndMiddleware(t *testing.T) {
	router := New()
	admin := router.Group("/api", mark("outer")).Group("/admin", mark("inner"))
	admin.GET("/things/{id}", answer, mark("own"))

	response := serve(router.Handler(), "GET", "/api/admin/things/7")
	if got := response.Body.String(); got != "/api/admin/things/{id} 7" {
		t.Errorf("body = %q", got)
	}
	if got := strings.Join(response.Header()["Passed"], " "); got != "outer inner own" {
		t.Errorf("passed = %q", got)
	}
}

func TestWhatIsNotRouted(t *testing.T) {
	router := New()
	group := router.Group("/api")
	group.GET("/messages", answer)
	group.POST("/messages", answer)
	handler := router.Handler()

	cases := []struct {
		method, path string
		status       int
		allow        string
	}{
		{"GET", "/api/messages", 200, ""},
		{"HEAD", "/api/messages", 200, ""},
		{"DELETE", "/api/messages", 405, "GET, HEAD, POST"},
		{"GET", "/api/other", 404, ""},
		{"GET", "/api/messages/", 404, ""},
	}
	for _, c := range cases {
		response := serve(handler, c.method, c.path)
		if response.Code != c.status || response.Header().Get("Allow") != c.allow {
			t.Errorf("%s %s: status = %d, Allow = %q", c.method, c.path, response.Code, response.Header().Get("Allow"))
		}
		if c.status >= 400 && !strings.Contains(response.Body.String(), `"success":false`) {
			t.Errorf("%s %s: body = %q", c.method, c.path, response.Body)
		}
	}
}

func TestARouteIsRegisteredOnce(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("the second registration was accepted")
		}
	}()
	group := New().Group("/api")
	group.GET("/messages", answer)
	group.GET("/messages", answer)
}
