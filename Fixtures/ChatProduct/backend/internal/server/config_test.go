package server_test

import (
	"strings"
	"testing"
)

const configuration = "/api/v1/admin/chat/config"

func TestConfigurationForClients(t *testing.T) {
	p := start(t, map[string]string{"CHAT_POLLING_INTERVAL": "4s", "CHAT_MODE": "auto", "WEBSOCKET_PING_INTERVAL": "20s"})
	token := p.token("ada")
	got := p.ask("GET", configuration, token, "").object(t)
	for key, want := range map[string]any{
		"success": true, "mode": "auto", "fallback_enabled": true, "fallback_delay_ms": 5000.0,
		"max_reconnect_attempts": 3.0, "polling_interval_ms": 4000.0,
	} {
		if got[key] != want {
			t.Errorf("%s = %v, want %v", key, got[key], want)
		}
	}
	socket := got["websocket"].(map[string]any)
	if socket["path"] != "/api/v1/admin/chat/ws" || socket["ping_interval_ms"] != 20000.0 {
		t.Errorf("websocket = %v", socket)
	}
	if response := p.ask("GET", configuration, "", ""); response.status != 401 {
		t.Errorf("without a token: %d", response.status)
	}
}

func TestTheModeCanBeSwitched(t *testing.T) {
	p := start(t, nil)
	token := p.token("ada")
	for _, mode := range []string{"polling", "websocket", "auto"} {
		response := p.ask("PUT", configuration, token, `{"mode":"`+mode+`"}`)
		if response.status != 200 || response.object(t)["mode"] != mode {
			t.Errorf("%s: %d %s", mode, response.status, response.body)
		}
		if got := p.ask("GET", "/health", "", "").object(t)["mode"]; got != mode {
			t.Errorf("health says %v, want %s", got, mode)
		}
		if text := p.ask("GET", "/metrics", "", "").body; !strings.Contains(text, `chat_mode_info{mode="`+mode+`"} 1`) {
			t.Errorf("the metrics do not show %s", mode)
		}
	}
	if response := p.ask("PUT", configuration, token, `{"mode":"pigeon"}`); response.status != 400 {
		t.Errorf("unknown mode: %d %s", response.status, response.body)
	}
}

func TestTransportsAreCompared(t *testing.T) {
	p := start(t, map[string]string{"CHAT_SESSION_SHARING": "admins"})
	ada, grace := p.token("ada"), p.token("grace")
	first := p.send(ada, session, "1")
	p.send(ada, session, "2")
	p.ask("GET", messages+"?session_id="+session+"&since="+first, grace, "")
	p.ask("POST", messages, ada, `{"session_id":"x","content":"y"}`)
	p.follow(grace, session, "")

	events := "/api/v1/admin/chat/events"
	for body, status := range map[string]int{
		`{"type":"fallback","transport":"polling","reason":"timeout","latency_ms":1200}`: 202,
		`{"type":"fallback","reason":"my own \" reason"}`:                                202,
		`{"type":"reconnected","latency_ms":-5}`:                                         202,
		`{"type":"celebration"}`:                                                         400,
	} {
		if response := p.ask("POST", events, ada, body); response.status != status {
			t.Errorf("%s: %d", body, response.status)
		}
	}

	got := p.ask("GET", "/api/v1/admin/chat/performance", ada, "").object(t)
	transports := got["transports"].(map[string]any)
	polling, socket := transports["polling"].(map[string]any), transports["websocket"].(map[string]any)
	if polling["messages"] != 2.0 || polling["delivered"] != 1.0 || polling["errors"] != 1.0 || polling["active_pollers"] != 1.0 {
		t.Errorf("polling = %v", polling)
	}
	if socket["messages"] != 0.0 || socket["connections"] != 1.0 || got["fallbacks"] != 2.0 {
		t.Errorf("websocket = %v, fallbacks = %v", socket, got["fallbacks"])
	}
	text := p.ask("GET", "/metrics", "", "").body
	for _, line := range []string{
		`chat_transport_fallbacks_total{reason="timeout"} 1`, `chat_transport_fallbacks_total{reason="other"} 1`,
		`chat_websocket_connections 1`, `chat_store_messages 3`,
		`chat_http_requests_total{route="/api/v1/admin/chat/messages",method="POST",status="201"} 2`,
	} {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("missing: %s", line)
		}
	}
}
