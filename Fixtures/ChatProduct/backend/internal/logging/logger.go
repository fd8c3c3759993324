// Package logging writes structured lines: one event, its fields, never a token, never
// the text of a message.
package logging

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"time"
)

// Logger is the product's vocabulary of events over log/slog.
type Logger struct {
	*slog.Logger
}

// New makes a logger. level is debug, info, warn or error; format is json or text.
func New(out io.Writer, level, format string) (*Logger, error) {
	var threshold slog.Level
	if err := threshold.UnmarshalText([]byte(level)); err != nil {
		return nil, fmt.Errorf("LOG_LEVEL must be debug, info, warn or error, is %q", level)
	}
	options := &slog.HandlerOptions{Level: threshold}
	switch format {
	case "json":
		return &Logger{slog.New(slog.NewJSONHandler(out, options))}, nil
	case "text":
		return &Logger{slog.New(slog.NewTextHandler(out, options))}, nil
	default:
		return nil, fmt.Errorf("LOG_FORMAT must be json or text, is %q", format)
	}
}

// Discard logs nothing.
func Discard() *Logger {
	return &Logger{slog.New(slog.DiscardHandler)}
}

// RequestServed logs a request. The query stays out: it may hold a token.
func (l *Logger) RequestServed(id, method, path string, status int, bytes int64, took time.Duration) {
	level := slog.LevelDebug
	if status >= 500 {
		level = slog.LevelError
	}
	l.Log(context.Background(), level, "request", "id", id, "method", method, "path", path,
		"status", status, "bytes", bytes, "took_ms", took.Milliseconds())
}

// MessageSent logs that a message was taken, by which transport.
func (l *Logger) MessageSent(transport, session, author, message string) {
	l.Debug("message sent", "transport", transport, "session", session, "author", author, "message", message)
}

// ModeChanged logs that an administrator chose another transport.
func (l *Logger) ModeChanged(by, from, to string) {
	l.Info("chat mode changed", "by", by, "from", from, "to", to)
}

// FellBack logs that a client gave the socket up.
func (l *Logger) FellBack(who, reason string, latency time.Duration) {
	l.Warn("client fell back to polling", "who", who, "reason", reason, "latency_ms", latency.Milliseconds())
}

// Reconnected logs that a client is back after an outage.
func (l *Logger) Reconnected(who string, latency time.Duration) {
	l.Info("client reconnected", "who", who, "latency_ms", latency.Milliseconds())
}

// SocketOpened logs a new WebSocket connection.
func (l *Logger) SocketOpened(connection, who, origin string) {
	l.Info("socket opened", "connection", connection, "who", who, "origin", origin)
}

// SocketClosed logs the end of a WebSocket connection.
func (l *Logger) SocketClosed(connection, who, reason string, lasted time.Duration) {
	l.Info("socket closed", "connection", connection, "who", who, "reason", reason, "lasted_ms", lasted.Milliseconds())
}

// UpgradeRefused logs a handshake that did not become a connection.
func (l *Logger) UpgradeRefused(who, reason string) {
	l.Warn("upgrade refused", "who", who, "reason", reason)
}
