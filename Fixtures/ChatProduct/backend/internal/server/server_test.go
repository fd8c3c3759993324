package server_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"example.com/chatproduct/backend/internal/auth"
	"example.com/chatproduct/backend/internal/chat"
	"example.com/chatproduct/backend/internal/config"
	"example.com/chatproduct/backend/internal/logging"
	"example.com/chatproduct/backend/internal/metrics"
	"example.com/chatproduct/backend/internal/server"
	"example.com/chatproduct/backend/internal/store"
)

const (
	origin   = "http://localhost:3000"
	secret   = "0123456789abcdef0123456789abcdef"
	messages = "/api/v1/admin/chat/messages"
	session  = "session-0001"
)

// health stands for a store's condition.
type health struct{ err error }

func (h *health) Err() error       { return h.err }
func (*health) Stats() store.Stats { return store.Stats{Bytes: 1024, Messages: 3} }

// product is the whole API over a store on disk.
type product struct {
	t       *testing.T
	server  *httptest.Server
	service *chat.Service
	health  *health
	logs    *bytes.Buffer
}

// start serves the API; the variables come on top of what a test needs.
func start(t *testing.T, variables map[string]string) *product {
	t.Helper()
	all := map[string]string{
		"JWT_SECRET": secret, "ADMIN_USERS": "ada:lovelace", "ALLOWED_ORIGINS": origin,
		"POLL_RATE_BURST": "5000", "SEND_RATE_BURST": "5000",
		"POLL_RATE_PER_MINUTE": "60000", "SEND_RATE_PER_MINUTE": "60000",
	}
	for key, value := range variables {
		all[key] = value
	}
	settings, err := config.Load(func(key string) (string, bool) {
		value, ok := all[key]
		return value, ok
	})
	if err != nil {
		t.Fatal(err)
	}
	logs := &bytes.Buffer{}
	logger, err := logging.New(&synchronised{out: logs}, "debug", "json")
	if err != nil {
		t.Fatal(err)
	}
	stored, err := store.Open(t.TempDir(), store.Options{Logger: logger.Logger})
	if err != nil {
		t.Fatal(err)
	}
	service := chat.NewService(stored, nil, chat.Options{
		ShareNewSessions: settings.Chat.ShareNewSessions, Logger: logger.Logger,
	})
	condition := &health{}
	api := server.New(server.Parts{
		Settings: settings, Service: service, Store: condition,
		Metrics: metrics.NewCollector(time.Now), Logger: logger,
	})
	listener := httptest.NewServer(api.Handler())
	t.Cleanup(func() {
		if err := api.Shutdown(t.Context()); err != nil && t.Context().Err() == nil {
			t.Errorf("shutdown: %v", err)
		}
		listener.Close()
		if err := stored.Close(); err != nil {
			t.Errorf("close the store: %v", err)
		}
	})
	return &product{t: t, server: listener, service: service, health: condition, logs: logs}
}

// token signs an identity in.
func (p *product) token(name string, roles ...string) string {
	p.t.Helper()
	if roles == nil {
		roles = []string{auth.RoleAdmin}
	}
	token, _, err := auth.NewTokens(secret, time.Hour, time.Now).Sign(auth.Identity{Name: name, Roles: roles})
	if err != nil {
		p.t.Fatal(err)
	}
	return token
}

type answer struct {
	status int
	header http.Header
	body   string
}

// object reads the body as a JSON object.
func (a answer) object(t *testing.T) map[string]any {
	t.Helper()
	var object map[string]any
	if err := json.Unmarshal([]byte(a.body), &object); err != nil {
		t.Fatalf("not a JSON object: %v in %q", err, a.body)
	}
	return object
}

// contents are the texts of a page of messages.
func (a answer) contents(t *testing.T) string {
	t.Helper()
	var page struct{ Messages []chat.Message }
	if err := json.Unmarshal([]byte(a.body), &page); err != nil {
		t.Fatalf("%v in %q", err, a.body)
	}
	var texts []string
	for _, message := range page.Messages {
		texts = append(texts, message.Content)
	}
	return strings.Join(texts, " ")
}

// ask sends a request as somebody; header holds pairs of name and value.
func (p *product) ask(method, path, token, body string, header ...string) answer {
	p.t.Helper()
	request, err := http.NewRequest(method, p.server.URL+path, strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	// The default transport would add Accept-Encoding and unpack by itself.
	response, err := (&http.Transport{DisableCompression: true}).RoundTrip(request)
	if err != nil {
		p.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header, string(text)}
}

// send posts a message and returns its id.
func (p *product) send(token, session, content string) string {
	p.t.Helper()
	body, err := json.Marshal(map[string]string{"session_id": session, "content": content})
	if err != nil {
		p.t.Fatal(err)
	}
	response := p.ask("POST", messages, token, string(body))
	if response.status != http.StatusCreated {
		p.t.Fatalf("send: status %d, %s", response.status, response.body)
	}
	return response.object(p.t)["message_id"].(string)
}

// open connects a socket; header holds pairs of name and value.
func (p *product) open(query string, header ...string) (*websocket.Conn, *http.Response, error) {
	headers := http.Header{}
	for i := 0; i < len(header); i += 2 {
		headers.Set(header[i], header[i+1])
	}
	address := "ws" + strings.TrimPrefix(p.server.URL, "http") + server.SocketURL + query
	socket, response, err := websocket.DefaultDialer.Dial(address, headers)
	if err == nil {
		p.t.Cleanup(func() { socket.Close() })
	}
	return socket, response, err
}
