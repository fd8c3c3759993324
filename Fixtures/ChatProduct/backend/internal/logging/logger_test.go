package logging

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestEventsAreOneJSONLineEach(t *testing.T) {
	cases := []struct {
		name string
		log  func(*Logger)
		want map[string]any
	}{
		{"served", func(l *Logger) { l.RequestServed("r-1", "GET", "/health", 200, 12, 3*time.Millisecond) },
			map[string]any{"level": "DEBUG", "msg": "request", "status": 200.0, "took_ms": 3.0}},
		{"failed", func(l *Logger) { l.RequestServed("r-1", "GET", "/health", 503, 12, 0) },
			map[string]any{"level": "ERROR", "status": 503.0}},
		{"sent by polling", func(l *Logger) { l.MessageSent("polling", "s-1", "ada", "m-1") },
			map[string]any{"msg": "message sent", "transport": "polling"}},
		{"sent by socket", func(l *Logger) { l.MessageSent("websocket", "s-1", "ada", "m-1") },
			map[string]any{"msg": "message sent", "transport": "websocket"}},
		{"fallback", func(l *Logger) { l.FellBack("ada", "timeout", time.Second) },
			map[string]any{"level": "WARN", "reason": "timeout", "latency_ms": 1000.0}},
		{"socket closed", func(l *Logger) { l.SocketClosed("c-1", "ada", "gone", time.Minute) },
			map[string]any{"msg": "socket closed", "lasted_ms": 60000.0}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			logger, err := New(&out, "debug", "json")
			if err != nil {
				t.Fatal(err)
			}
			c.log(logger)
			var line map[string]any
			if err := json.Unmarshal(out.Bytes(), &line); err != nil {
				t.Fatalf("%v in %q", err, out.String())
			}
			for key, value := range c.want {
				if line[key] != value {
					t.Errorf("%s = %v, want %v", key, line[key], value)
				}
			}
		})
	}
}

func TestTheLevelIsHeld(t *testing.T) {
	var out bytes.Buffer
	logger, err := New(&out, "warn", "text")
	if err != nil {
		t.Fatal(err)
	}
	logger.SocketOpened("c-1", "ada", "")
	logger.UpgradeRefused("ada", "origin")
	if text := out.String(); strings.Contains(text, "opened") || !strings.Contains(text, "reason=origin") {
		t.Errorf("text = %q", text)
	}
}

func TestUnknownSettings(t *testing.T) {
	if _, err := New(&bytes.Buffer{}, "loud", "json"); err == nil || !strings.Contains(err.Error(), "LOG_LEVEL") {
		t.Errorf("error = %v", err)
	}
	if _, err := New(&bytes.Buffer{}, "info", "xml"); err == nil || !strings.Contains(err.Error(), "LOG_FORMAT") {
		t.Errorf("error = %v", err)
	}
}
