package server_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"example.com/chatproduct/backend/internal/chat"
	"example.com/chatproduct/backend/internal/handlers"
)

const frameWait = 5 * time.Second

func write(t *testing.T, socket *websocket.Conn, frame handlers.WebSocketFrame) {
	t.Helper()
	if err := socket.WriteJSON(frame); err != nil {
		t.Fatal(err)
	}
}

// expect reads the next frame, which must be of the given type.
func expect(t *testing.T, socket *websocket.Conn, kind handlers.FrameType) handlers.WebSocketFrame {
	t.Helper()
	socket.SetReadDeadline(time.Now().Add(frameWait))
	var frame handlers.WebSocketFrame
	if err := socket.ReadJSON(&frame); err != nil {
		t.Fatalf("instead of a frame of type %s: %v", kind, err)
	}
	if frame.Type != kind {
		t.Fatalf("frame = %+v, want one of type %s", frame, kind)
	}
	return frame
}

// follow opens a socket that has subscribed to the session.
func (p *product) follow(token, session, after string) *websocket.Conn {
	p.t.Helper()
	socket, _, err := p.open("", "Authorization", "Bearer "+token)
	if err != nil {
		p.t.Fatal(err)
	}
	write(p.t, socket, handlers.WebSocketFrame{Type: handlers.FrameSubscribe, SessionID: session, After: after})
	expect(p.t, socket, handlers.FrameSubscribed)
	return socket
}

func TestHandshakeCredentials(t *testing.T) {
	p := start(t, nil)
	token := p.token("ada")
	cases := []struct {
		name, query string
		header      []string
		status      int
	}{
		{"header", "", []string{"Authorization", "Bearer " + token}, 101},
		{"subprotocol", "", []string{"Sec-WebSocket-Protocol", "bearer, " + token}, 101},
		{"query", "?token=" + token, nil, 101},
		{"allowed origin", "?token=" + token, []string{"Origin", origin}, 101},
		{"a page of this server", "?token=" + token, []string{"Origin", p.server.URL}, 101},
		{"nothing", "", nil, 401},
		{"broken token", "?token=" + token + "x", nil, 401},
		{"not an administrator", "?token=" + p.token("eve", "customer"), nil, 403},
		{"another origin", "?token=" + token, []string{"Origin", "https://evil.example"}, 403},
	}
	for _, c := range cases {
		socket, response, err := p.open(c.query, c.header...)
		if response == nil || response.StatusCode != c.status {
			t.Errorf("%s: %v, error = %v", c.name, response, err)
		}
		if err == nil {
			socket.Close()
		}
	}
}

func TestASocketTakesAndPushesMessages(t *testing.T) {
	p := start(t, map[string]string{"CHAT_SESSION_SHARING": "admins"})
	ada := p.follow(p.token("ada"), session, "")
	grace := p.follow(p.token("grace"), session, "")

	write(t, ada, handlers.WebSocketFrame{
		Type: handlers.FrameMessage, SessionID: session, Content: "over the socket", ClientID: "c-1",
	})
	var acknowledged string
	for range 2 {
		var frame handlers.WebSocketFrame
		ada.SetReadDeadline(time.Now().Add(frameWait))
		if err := ada.ReadJSON(&frame); err != nil {
			t.Fatal(err)
		}
		if frame.Type == handlers.FrameAck {
			acknowledged = frame.MessageID
		}
	}
	pushed := expect(t, grace, handlers.FrameMessage)
	if pushed.Message.Content != "over the socket" || pushed.Message.ID != acknowledged {
		t.Errorf("pushed %+v, acknowledged %s", pushed.Message, acknowledged)
	}
	write(t, grace, handlers.WebSocketFrame{Type: handlers.FrameAck, MessageID: pushed.Message.ID})

	// What comes by HTTP is pushed too, and what came by socket is polled.
	p.send(p.token("ada"), session, "over HTTP")
	if frame := expect(t, grace, handlers.FrameMessage); frame.Message.Content != "over HTTP" {
		t.Errorf("pushed %+v", frame.Message)
	}
	if got := p.ask("GET", messages+"?session_id="+session, p.token("ada"), "").contents(t); got != "over the socket over HTTP" {
		t.Errorf("polled %q", got)
	}
}

func TestAReconnectedSocketGetsWhatItMissed(t *testing.T) {
	p := start(t, nil)
	token := p.token("ada")
	first := p.send(token, session, "1")
	p.send(token, session, "2")
	p.send(token, session, "3")
	socket := p.follow(token, session, first)
	for _, want := range []string{"2", "3"} {
		if frame := expect(t, socket, handlers.FrameMessage); frame.Message.Content != want {
			t.Errorf("replayed %q, want %q", frame.Message.Content, want)
		}
	}
	// The client's id makes a repeat harmless.
	for range 2 {
		write(t, socket, handlers.WebSocketFrame{Type: handlers.FrameMessage, SessionID: session, Content: "4", ClientID: "c-4"})
	}
	acks, pushes := 0, 0
	for acks < 2 || pushes < 1 {
		var frame handlers.WebSocketFrame
		socket.SetReadDeadline(time.Now().Add(frameWait))
		if err := socket.ReadJSON(&frame); err != nil {
			t.Fatalf("%d acks, %d pushes: %v", acks, pushes, err)
		}
		switch frame.Type {
		case handlers.FrameAck:
			acks++
		case handlers.FrameMessage:
			pushes++
		}
	}
	if got := p.ask("GET", messages+"?session_id="+session, token, "").contents(t); got != "1 2 3 4" {
		t.Errorf("stored %q", got)
	}
}

func TestAReplayIsAsLongAsItMustBe(t *testing.T) {
	p := start(t, nil)
	token := p.token("ada")
	first := p.send(token, session, "first")
	const missed = 1000
	for i := range missed {
		if _, _, err := p.service.Send(t.Context(), chat.Viewer{Name: "ada"},
			chat.Draft{SessionID: session, Content: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	socket := p.follow(token, session, first)
	for i := range missed {
		if frame := expect(t, socket, handlers.FrameMessage); frame.Message.Content != fmt.Sprint(i) {
			t.Fatalf("replayed %q, want %d", frame.Message.Content, i)
		}
	}
	p.send(token, session, "news")
	if frame := expect(t, socket, handlers.FrameMessage); frame.Message.Content != "news" {
		t.Errorf("pushed %q behind the replay", frame.Message.Content)
	}
}

func TestFramesThatAreRefused(t *testing.T) {
	p := start(t, map[string]string{"WEBSOCKET_FRAMES_PER_MINUTE": "6"})
	p.send(p.token("grace"), "session-0002", "hers")
	socket, _, err := p.open("?token=" + p.token("ada"))
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct{ frame, code string }{
		{`{`, "invalid_frame"},
		{`{"type":"dance"}`, "invalid_frame"},
		{`{"type":"pong"}`, "invalid_frame"},
		{`{"type":"message","session_id":"` + session + `","content":""}`, "invalid_content"},
		{`{"type":"message","session_id":"short","content":"x"}`, "invalid_session_id"},
		{`{"type":"message","session_id":"session-0002","content":"x"}`, "forbidden"},
		{`{"type":"subscribe","session_id":"session-0002"}`, "forbidden"},
		{`{"type":"subscribe","session_id":"` + session + `","after":"nothing"}`, "invalid_since"},
		{`{"type":"ping"}`, "rate_limited"},
	}
	for _, c := range cases {
		if err := socket.WriteMessage(websocket.TextMessage, []byte(c.frame)); err != nil {
			t.Fatal(err)
		}
		if frame := expect(t, socket, handlers.FrameError); frame.Code != c.code || frame.Error == "" {
			t.Errorf("%s: %+v", c.frame, frame)
		}
	}
}

func TestPings(t *testing.T) {
	p := start(t, map[string]string{"WEBSOCKET_PING_INTERVAL": "20ms", "WEBSOCKET_PONG_TIMEOUT": "10s"})
	socket, _, err := p.open("?token=" + p.token("ada"))
	if err != nil {
		t.Fatal(err)
	}
	pinged := make(chan struct{}, 100)
	answer := socket.PingHandler()
	socket.SetPingHandler(func(data string) error {
		pinged <- struct{}{}
		return answer(data)
	})
	write(t, socket, handlers.WebSocketFrame{Type: handlers.FramePing})
	expect(t, socket, handlers.FramePong)
	go socket.ReadMessage()
	for range 2 {
		select {
		case <-pinged:
		case <-time.After(frameWait):
			t.Fatal("the server does not ping")
		}
	}
}

func TestAPongThatAnswersNothingIsNotMeasured(t *testing.T) {
	p := start(t, nil)
	socket, _, err := p.open("?token=" + p.token("ada"))
	if err != nil {
		t.Fatal(err)
	}
	if err := socket.WriteControl(websocket.PongMessage, nil, time.Now().Add(frameWait)); err != nil {
		t.Fatal(err)
	}
	// What is answered now was sent behind the pong.
	write(t, socket, handlers.WebSocketFrame{Type: handlers.FramePing})
	expect(t, socket, handlers.FramePong)
	if text := p.ask("GET", "/metrics", "", "").body; strings.Contains(text, "chat_websocket_ping_seconds_count") {
		t.Error("a round trip was measured that nobody began")
	}
}

func TestASilentPeerIsCutOff(t *testing.T) {
	p := start(t, map[string]string{"WEBSOCKET_PING_INTERVAL": "10ms", "WEBSOCKET_PONG_TIMEOUT": "50ms"})
	socket, _, err := p.open("?token=" + p.token("ada"))
	if err != nil {
		t.Fatal(err)
	}
	socket.SetPingHandler(func(string) error { return nil })
	socket.SetReadDeadline(time.Now().Add(frameWait))
	if _, _, err := socket.ReadMessage(); err == nil {
		t.Error("a frame came instead of the end")
	} else if timeout, ok := err.(interface{ Timeout() bool }); ok && timeout.Timeout() {
		t.Error("the connection stays open")
	}
}

func TestSocketsAreCounted(t *testing.T) {
	p := start(t, map[string]string{"WEBSOCKET_MAX_CONNECTIONS": "3", "WS_MAX_CONNECTIONS_PER_USER": "2"})
	refused := func(name, code string) {
		t.Helper()
		_, response, err := p.open("?token=" + p.token(name))
		if err == nil || response.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("%s: response = %v, error = %v", code, response, err)
		}
	}
	for range 2 {
		if _, _, err := p.open("?token=" + p.token("ada")); err != nil {
			t.Fatal(err)
		}
	}
	refused("ada", "too_many_of_user")
	if _, _, err := p.open("?token=" + p.token("grace")); err != nil {
		t.Fatal(err)
	}
	refused("linus", "full")
	if health := p.ask("GET", "/health/websocket", "", ""); health.status != 503 || health.object(t)["connections"] != 3.0 {
		t.Errorf("health: %d %s", health.status, health.body)
	}
}

func TestChangingToPollingEndsTheSockets(t *testing.T) {
	p := start(t, nil)
	token := p.token("ada")
	socket := p.follow(token, session, "")
	if response := p.ask("PUT", "/api/v1/admin/chat/config", token, `{"mode":"polling"}`); response.status != 200 {
		t.Fatalf("%d %s", response.status, response.body)
	}
	socket.SetReadDeadline(time.Now().Add(frameWait))
	_, _, err := socket.ReadMessage()
	if !websocket.IsCloseError(err, 4001) {
		t.Errorf("the end: %v", err)
	}
	_, response, err := p.open("?token=" + token)
	if err == nil || response.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a new socket: response = %v, error = %v", response, err)
	}
	if response := p.ask("GET", "/api/v1/admin/chat/ws", token, ""); response.status != http.StatusServiceUnavailable {
		t.Errorf("without an upgrade: %d", response.status)
	}
}

func TestClosingASessionEndsItsPush(t *testing.T) {
	p := start(t, nil)
	ada, grace := p.token("ada"), p.token("grace")
	p.send(ada, session, "1")
	share := func(body string) {
		t.Helper()
		if response := p.ask("PUT", "/api/v1/admin/chat/sessions/"+session+"/sharing", ada, body); response.status != 200 {
			t.Fatal(response.body)
		}
	}
	share(`{"shared":true}`)
	socket := p.follow(grace, session, "")
	share(`{"shared":false}`)
	p.send(ada, session, "private again")
	if frame := expect(t, socket, handlers.FrameError); frame.Code != "forbidden" {
		t.Errorf("frame = %+v", frame)
	}
}
