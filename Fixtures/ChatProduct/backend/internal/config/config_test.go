package config

import (
	"strings"
	"testing"
	"time"
)

func load(t *testing.T, variables map[string]string) (Config, error) {
	t.Helper()
	if _, ok := variables["JWT_SECRET"]; !ok {
		variables["JWT_SECRET"] = strings.Repeat("s", minSecretBytes)
	}
	return Load(func(key string) (string, bool) {
		value, ok := variables[key]
		return value, ok
	})
}

func TestDefaults(t *testing.T) {
	config, err := load(t, map[string]string{})
	if err != nil {
		t.Fatal(err)
	}
	if config.Address != ":8080" || config.Chat.Mode != ModeAuto || config.Chat.PollingInterval != 3*time.Second {
		t.Errorf("unexpected defaults: %+v", config)
	}
	if config.WebSocket.ReadLimit != 65536 || config.WebSocket.MaxConnectionsPerUser != 5 {
		t.Errorf("unexpected defaults of the socket: %+v", config.WebSocket)
	}
	// An active client polls every 2 s, which is 30 a minute, and needs room for more.
	if config.Limits.PollsPerMinute < 33 {
		t.Errorf("polls per minute = %d: normal polling would be refused", config.Limits.PollsPerMinute)
	}
}

func TestValues(t *testing.T) {
	config, err := load(t, map[string]string{
		"ADMIN_USERS":             "ada:se:cret, grace:hopper",
		"ALLOWED_ORIGINS":         "https://chat.example.com, http://localhost:3000,",
		"ASSISTANT_DELAY":         "0s",
		"ASSISTANT_ENABLED":       "false",
		"CHAT_MODE":               "polling",
		"CHAT_SESSION_SHARING":    "admins",
		"WEBSOCKET_PING_INTERVAL": "10s",
		"WEBSOCKET_READ_LIMIT":    "1MiB",
	})
	if err != nil {
		t.Fatal(err)
	}
	if config.Auth.Users["ada"] != "se:cret" || config.Auth.Users["grace"] != "hopper" {
		t.Errorf("users = %v", config.Auth.Users)
	}
	if got := strings.Join(config.AllowedOrigins, " "); got != "https://chat.example.com http://localhost:3000" {
		t.Errorf("origins = %q", got)
	}
	if config.Assistant.Enabled || config.Assistant.Delay != 0 {
		t.Errorf("assistant = %+v", config.Assistant)
	}
	if config.Chat.Mode.AllowsWebSocket() || !config.Chat.ShareNewSessions {
		t.Errorf("chat = %+v", config.Chat)
	}
	if config.WebSocket.PingInterval != 10*time.Second || config.WebSocket.ReadLimit != 1<<20 {
		t.Errorf("socket = %+v", config.WebSocket)
	}
}

func TestEveryMistakeIsNamed(t *testing.T) {
	cases := []struct{ key, value, problem string }{
		{"JWT_SECRET", "short", "32 bytes"},
		{"POLL_RATE_BURST", "many", "whole number"},
		{"SEND_RATE_PER_MINUTE", "0", "whole number"},
		{"TOKEN_TTL", "12", "duration"},
		{"ASSISTANT_ENABLED", "perhaps", "true or false"},
		{"ADMIN_USERS", "ada", "name:value"},
		{"CHAT_MODE", "carrier-pigeon", "unknown mode"},
		{"CHAT_SESSION_SHARING", "everybody", "private or admins"},
		{"WEBSOCKET_READ_LIMIT", "64 kilobytes", "size"},
		{"WEBSOCKET_PONG_TIMEOUT", "20s", "longer than WEBSOCKET_PING_INTERVAL"},
		{"WEBSOCKET_COMPRESSION", "on", "true or false"},
	}
	all := map[string]string{}
	for _, c := range cases {
		_, err := load(t, map[string]string{c.key: c.value})
		if err == nil || !strings.Contains(err.Error(), c.key) || !strings.Contains(err.Error(), c.problem) {
			t.Errorf("%s=%q: error = %v", c.key, c.value, err)
		}
		all[c.key] = c.value
	}
	_, err := load(t, all)
	for _, c := range cases {
		if err == nil || !strings.Contains(err.Error(), c.key) {
			t.Errorf("one start does not name %s: %v", c.key, err)
		}
	}
}

func TestPingsNeedAnInterval(t *testing.T) {
	_, err := load(t, map[string]string{"WEBSOCKET_PING_INTERVAL": "0s"})
	if err == nil || !strings.Contains(err.Error(), "WEBSOCKET_PING_INTERVAL must be longer than 0s") {
		t.Errorf("error = %v", err)
	}
}

func TestAPasswordStaysOutOfTheMessage(t *testing.T) {
	_, err := load(t, map[string]string{"ADMIN_USERS": ":hunter2"})
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("error = %v", err)
	}
}
