package handlers

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"example.com/chatproduct/backend/internal/chat"
	"example.com/chatproduct/backend/internal/config"
)

const session = "session-0001"

func newHandler() *ChatHandler {
	return NewChatHandler(chat.NewStore(), config.Settings{
		AllowedOrigins:        []string{"http://localhost:3000"},
		WebSocketPingInterval: time.Minute,
		WebSocketReadLimit:    1024,
	})
}

func send(h *ChatHandler, body string) *httptest.ResponseRecorder {
	recorder := httptest.NewRecorder()
	h.SendMessage(recorder, httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body)))
	return recorder
}

func TestSendMessage(t *testing.T) {
	cases := []struct {
		name, body string
		status     int
	}{
		{"stored", `{"content":"hello","session_id":"session-0001"}`, http.StatusOK},
		{"empty", `{"content":"","session_id":"session-0001"}`, http.StatusBadRequest},
		{"short session", `{"content":"hello","session_id":"short"}`, http.StatusBadRequest},
		{"not JSON", `hello`, http.StatusBadRequest},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := send(newHandler(), c.body).Code; got != c.status {
				t.Errorf("status %d, want %d", got, c.status)
			}
		})
	}
}

func TestARepeatIsStoredOnce(t *testing.T) {
	h := newHandler()
	body := `{"content":"hello","session_id":"session-0001","idempotency_key":"k"}`
	if first, second := send(h, body).Body.String(), send(h, body).Body.String(); first != second {
		t.Errorf("%s and %s", first, second)
	}
	if messages, _ := h.store.Since(session, "", 10); len(messages) != 1 {
		t.Errorf("%d messages", len(messages))
	}
}

func TestWebSocketReceivesMessages(t *testing.T) {
	h := newHandler()
	server := httptest.NewServer(http.HandlerFunc(h.HandleWebSocket))
	defer server.Close()
	url := "ws" + strings.TrimPrefix(server.URL, "http") + "?session_id=" + session
	header := http.Header{"Origin": []string{"http://localhost:3000"}}
	socket, _, err := websocket.DefaultDialer.Dial(url, header)
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	// The answer shows that the socket is registered.
	var frame socketFrame
	if err := socket.WriteJSON(socketFrame{Kind: "ping"}); err != nil {
		t.Fatal(err)
	}
	if err := socket.ReadJSON(&frame); err != nil || frame.Kind != "pong" {
		t.Fatalf("%v, %v", frame, err)
	}
	send(h, `{"content":"hello","session_id":"session-0001"}`)
	if err := socket.ReadJSON(&frame); err != nil || frame.Message == nil || frame.Message.Content != "hello" {
		t.Fatalf("%v, %v", frame, err)
	}
}
