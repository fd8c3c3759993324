package server_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestHealth(t *testing.T) {
	p := start(t, map[string]string{"CHAT_MODE": "polling"})
	health := p.ask("GET", "/health", "", "").object(t)
	if health["status"] != "ok" || health["store"] != "ok" || health["mode"] != "polling" {
		t.Errorf("health = %v", health)
	}
	if response := p.ask("GET", "/health/ready", "", ""); response.status != 200 {
		t.Errorf("ready: %d", response.status)
	}
	if response := p.ask("GET", "/health/websocket", "", ""); response.status != 503 || response.object(t)["enabled"] != false {
		t.Errorf("websocket: %d %s", response.status, response.body)
	}
	limits := p.ask("GET", "/health/websocket/config", "", "").object(t)
	if limits["max_connections"] != 500.0 || limits["read_limit_bytes"] != 65536.0 {
		t.Errorf("limits = %v", limits)
	}
}

func TestAStoreThatRefusesWritesIsNotReady(t *testing.T) {
	p := start(t, nil)
	p.health.err = errors.New("the disk is full")
	if response := p.ask("GET", "/health/ready", "", ""); response.status != 503 {
		t.Errorf("ready: %d", response.status)
	}
	if response := p.ask("GET", "/health", "", ""); response.status != 200 || response.object(t)["store"] != "read-only" {
		t.Errorf("health: %d %s", response.status, response.body)
	}
}

func TestTheBundleIsServed(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{
		"index.html": "<title>chat</title>", "assets/main.js": "start()", "secret.txt": "",
	} {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p := start(t, map[string]string{"STATIC_DIR": root})
	for path, want := range map[string]string{
		"/": "<title>", "/admin/chat": "<title>", "/assets/main.js": "start()",
		"/assets/other.js": `"not_found"`, "/api/v1/nothing": `"not_found"`, "/health/nothing": `"not_found"`, "/missing.txt": `"not_found"`,
	} {
		if response := p.ask("GET", path, "", ""); !strings.Contains(response.body, want) {
			t.Errorf("%s: %d %s", path, response.status, response.body)
		}
	}
	if response := p.ask("POST", "/admin/chat", "", ""); response.status != 404 {
		t.Errorf("POST of a page: %d", response.status)
	}
}
