package assistant

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// serve starts an assistant for one test.
func serve(t *testing.T, handler http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

func TestTheClientAsksAndReads(t *testing.T) {
	const content = "a\x00b é 👍"
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		var asked map[string]string
		if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
			t.Error(err)
		}
		if r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/json" ||
			len(asked) != 2 || asked["session_id"] != "session-0001" || asked["content"] != content {
			t.Errorf("%s %v: %q", r.Method, r.Header, asked)
		}
		io.WriteString(w, `{"reply":"re: \u0000","model":"ignored"}`)
	})
	if reply, err := NewClient(url, time.Minute).Reply(t.Context(), "session-0001", content); err != nil || reply != "re: \x00" {
		t.Errorf("%q, %v", reply, err)
	}
}

func TestWhatIsNoReply(t *testing.T) {
	cases := []struct {
		name, body, problem string
		status              int
	}{
		{"an error", `{"reply":"x"}`, "status 500", http.StatusInternalServerError},
		{"no content", ``, "status 204", http.StatusNoContent},
		{"a page", `<html>`, "not JSON", http.StatusOK},
		{"nothing", ``, "not JSON", http.StatusOK},
		{"another shape", `{"answer":"x"}`, "no reply", http.StatusOK},
		{"a number", `{"reply":1}`, "not JSON", http.StatusOK},
		{"a cut answer", `{"reply":"x`, "not JSON", http.StatusOK},
		{"too much", `{"reply":"` + strings.Repeat("x", answerBytes) + `"}`, "longer than", http.StatusOK},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(c.status)
				io.WriteString(w, c.body)
			})
			if reply, err := NewClient(url, time.Minute).Reply(t.Context(), "session-0001", "hello"); err == nil || !strings.Contains(err.Error(), c.problem) {
				t.Errorf("%q, %v", reply, err)
			}
		})
	}
}

func TestTheClientGivesUp(t *testing.T) {
	asked := make(chan struct{}, 2)
	silent := func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body) // only then the end of the connection is noticed
		asked <- struct{}{}
		<-r.Context().Done()
	}
	url := serve(t, silent)
	if _, err := NewClient(url, 10*time.Millisecond).Reply(t.Context(), "session-0001", "hello"); err == nil {
		t.Error("no time-out")
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() {
		<-asked
		cancel()
	}()
	if _, err := NewClient(url, time.Hour).Reply(ctx, "session-0001", "hello"); ctx.Err() == nil || err == nil {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := NewClient("http://127.0.0.1:0", time.Minute).Reply(t.Context(), "session-0001", "hello"); err == nil {
		t.Error("nobody listens and nothing fails")
	}
}
