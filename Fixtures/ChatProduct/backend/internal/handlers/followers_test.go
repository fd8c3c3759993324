package handlers

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"example.com/chatproduct/backend/internal/auth"
)

func TestASocketThatEndsFollowsNothing(t *testing.T) {
	h, _, _ := newTestHandler(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		identity := auth.Identity{Name: "ada", Roles: []string{auth.RoleAdmin}}
		h.HandleWebSocket(w, r.WithContext(auth.WithIdentity(r.Context(), identity)))
	}))
	defer server.Close()
	socket, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(server.URL, "http"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := socket.WriteJSON(WebSocketFrame{Type: FrameSubscribe, SessionID: session}); err != nil {
		t.Fatal(err)
	}
	var frame WebSocketFrame
	if err := socket.ReadJSON(&frame); err != nil || frame.Type != FrameSubscribed {
		t.Fatalf("frame = %+v, error = %v", frame, err)
	}
	wait := func(followers, connections int) {
		t.Helper()
		for deadline := time.Now().Add(5 * time.Second); h.Followers(session) != followers || h.Connections() != connections; {
			if time.Now().After(deadline) {
				t.Fatalf("%d followers of %d connections", h.Followers(session), h.Connections())
			}
			time.Sleep(time.Millisecond)
		}
	}
	wait(1, 1)
	socket.Close()
	wait(0, 0)
}
