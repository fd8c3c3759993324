package handlers

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"example.com/chatproduct/backend/internal/chat"
	"example.com/chatproduct/backend/internal/config"
	"example.com/chatproduct/backend/internal/logging"
	"example.com/chatproduct/backend/internal/metrics"
)

const session = "session-0001"

func newTestHandler(t *testing.T) (*ChatHandler, *chat.Service, *metrics.Collector) {
	t.Helper()
	collector := metrics.NewCollector(time.Now)
	service := chat.NewService(chat.NewMemoryStore(), nil, chat.Options{})
	settings := config.Config{
		AllowedOrigins: []string{"http://localhost:3000"},
		WebSocket: config.WebSocketConfig{
			PingInterval: time.Minute, PongTimeout: 2 * time.Minute, ReadLimit: 1024,
			MaxConnections: 2, MaxConnectionsPerUser: 1, FramesPerMinute: 3,
		},
	}
	return NewChatHandler(service, settings, NewModeSwitch(config.ModeAuto), collector, logging.Discard()), service, collector
}

func TestSendCountsByTransport(t *testing.T) {
	cases := []struct {
		name       string
		transport  metrics.Transport
		draft      chat.Draft
		clientName string
		metric     string
		fails      bool
	}{
		{"polling", metrics.Polling, chat.Draft{SessionID: session, Content: "hi", ClientName: "console"},
			"console", `chat_messages_total{transport="polling",type="user"} 1`, false},
		{"polling without a client's name", metrics.Polling, chat.Draft{SessionID: session, Content: "hi"},
			"", `chat_messages_total{transport="polling",type="user"} 1`, false},
		{"socket", metrics.WebSocket, chat.Draft{SessionID: session, Content: "hi"},
			"websocket", `chat_messages_total{transport="websocket",type="user"} 1`, false},
		{"polling, refused", metrics.Polling, chat.Draft{SessionID: session},
			"", `chat_transport_errors_total{transport="polling"} 1`, true},
		{"socket, refused", metrics.WebSocket, chat.Draft{SessionID: session},
			"", `chat_transport_errors_total{transport="websocket"} 1`, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			h, service, collector := newTestHandler(t)
			viewer := chat.Viewer{Name: "ada"}
			_, _, err := h.send(context.Background(), viewer, c.draft, c.transport)
			if (err != nil) != c.fails {
				t.Fatalf("error = %v", err)
			}
			if !strings.Contains(collector.Text(), c.metric+"\n") {
				t.Errorf("missing: %s", c.metric)
			}
			if c.fails {
				return
			}
			made, err := service.Session(context.Background(), viewer, session)
			if err != nil || made.ClientName != c.clientName {
				t.Errorf("client name = %q, error = %v", made.ClientName, err)
			}
		})
	}
}

func TestARepeatIsCountedOnce(t *testing.T) {
	for _, transport := range []metrics.Transport{metrics.Polling, metrics.WebSocket} {
		h, _, collector := newTestHandler(t)
		draft := chat.Draft{SessionID: session, Content: "hi", IdempotencyKey: "k-1"}
		for range 2 {
			if _, _, err := h.send(context.Background(), chat.Viewer{Name: "ada"}, draft, transport); err != nil {
				t.Fatal(err)
			}
		}
		if want := fmt.Sprintf("chat_messages_total{transport=%q,type=\"user\"} 1\n", transport); !strings.Contains(collector.Text(), want) {
			t.Errorf("missing: %s", want)
		}
	}
}

func TestErrorsMeanTheSameOnBothTransports(t *testing.T) {
	cases := []struct {
		err    error
		status int
		code   string
	}{
		{&chat.ValidationError{Field: "content", Problem: "must not be blank"}, 400, "invalid_content"},
		{chat.ErrForbidden, 403, "forbidden"},
		{chat.ErrUnknownSession, 404, "unknown_session"},
		{chat.ErrUnknownCursor, 400, "invalid_since"},
		{chat.ErrKeyReused, 422, "key_reused"},
		{fmt.Errorf("append: %w", chat.ErrUnavailable), 503, "unavailable"},
		{context.Canceled, 500, "internal"},
	}
	for _, c := range cases {
		status, code, text := describe(c.err)
		if status != c.status || code != c.code || text == "" {
			t.Errorf("%v: %d %s %q", c.err, status, code, text)
		}
	}
}

func TestThePoolKeepsItsBounds(t *testing.T) {
	h, _, _ := newTestHandler(t)
	ada, again := newSocketConnection(h, chat.Viewer{Name: "ada"}), newSocketConnection(h, chat.Viewer{Name: "ada"})
	grace, linus := newSocketConnection(h, chat.Viewer{Name: "grace"}), newSocketConnection(h, chat.Viewer{Name: "linus"})
	if h.pool.add(ada) != "" || h.pool.add(again) != "too_many_of_user" {
		t.Error("the bound of one user is not kept")
	}
	if h.pool.add(grace) != "" || h.pool.add(linus) != "full" {
		t.Error("the bound of all is not kept")
	}
	h.pool.remove(ada)
	if h.pool.add(again) != "" || h.Connections() != 2 {
		t.Error("a place that became free stays taken")
	}
}

func TestThePoolTakesNobodyInWhileItEnds(t *testing.T) {
	h, _, _ := newTestHandler(t)
	if err := h.Shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}
	if reason := h.pool.add(newSocketConnection(h, chat.Viewer{Name: "ada"})); reason != "ending" {
		t.Errorf("reason = %q", reason)
	}
}

func TestFramesOfAMinute(t *testing.T) {
	now := time.Unix(0, 0)
	limiter := newFrameLimiter(2, func() time.Time { return now })
	if !limiter.allow() || !limiter.allow() || limiter.allow() {
		t.Error("the bound is not kept")
	}
	now = now.Add(time.Minute)
	if !limiter.allow() {
		t.Error("the next minute does not count anew")
	}
}

func TestAcknowledgements(t *testing.T) {
	acks := newPendingAcks()
	for i := range maxPendingAcks {
		if !acks.await(fmt.Sprint(i), time.Unix(int64(i), 0)) {
			t.Fatalf("message %d is not followed", i)
		}
	}
	if acks.await("one more", time.Now()) || acks.await("0", time.Now()) {
		t.Error("a message beyond the bound, or one that is followed already, is followed")
	}
	if stored, known := acks.take("7"); !known || stored.Unix() != 7 {
		t.Errorf("stored = %v, known = %v", stored, known)
	}
	if _, known := acks.take("7"); known || acks.count() != maxPendingAcks-1 {
		t.Errorf("an acknowledgement counts twice")
	}
}

func TestFrameNames(t *testing.T) {
	for kind := FrameSubscribe; kind <= FrameError; kind++ {
		text, err := json.Marshal(WebSocketFrame{Type: kind})
		if err != nil {
			t.Fatal(err)
		}
		var frame WebSocketFrame
		if err := json.Unmarshal(text, &frame); err != nil || frame.Type != kind {
			t.Errorf("%s: %v, %v", text, frame.Type, err)
		}
	}
	var frame WebSocketFrame
	if err := json.Unmarshal([]byte(`{"type":"unknown"}`), &frame); err == nil {
		t.Error("the unknown type is read")
	}
}
