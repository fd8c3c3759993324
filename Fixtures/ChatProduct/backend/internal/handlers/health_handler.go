package handlers

import (
	"net/http"
	"time"

	"example.com/chatproduct/backend/internal/config"
	"example.com/chatproduct/backend/internal/metrics"
	"example.com/chatproduct/backend/internal/respond"
	"example.com/chatproduct/backend/internal/store"
)

// StoreHealth is what health checks ask of the store.
type StoreHealth interface {
	// Err returns why the store refuses writes, or nil.
	Err() error
	Stats() store.Stats
}

// ConnectionCounter is what health checks ask of the socket handler.
type ConnectionCounter interface {
	Connections() int
}

// HealthHandler reports on the store and on both transports.
type HealthHandler struct {
	store    StoreHealth
	sockets  ConnectionCounter
	mode     *ModeSwitch
	settings config.WebSocketConfig
	metrics  *metrics.Collector
	started  time.Time
}

type socketHealth struct {
	Enabled        bool `json:"enabled"`
	Connections    int  `json:"connections"`
	MaxConnections int  `json:"max_connections"`
}

// NewHealthHandler makes the handler.
func NewHealthHandler(
	store StoreHealth, sockets ConnectionCounter, mode *ModeSwitch,
	settings config.WebSocketConfig, collector *metrics.Collector,
) *HealthHandler {
	return &HealthHandler{
		store: store, sockets: sockets, mode: mode, settings: settings,
		metrics: collector, started: time.Now(),
	}
}

// Health says that the process answers, and what it knows of its parts.
func (h *HealthHandler) Health(w http.ResponseWriter, r *http.Request) {
	condition := "ok"
	if h.store.Err() != nil {
		condition = "read-only"
	}
	respond.JSON(w, http.StatusOK, struct {
		Status        string          `json:"status"`
		UptimeSeconds int64           `json:"uptime_seconds"`
		Store         string          `json:"store"`
		Mode          config.ChatMode `json:"mode"`
		WebSocket     socketHealth    `json:"websocket"`
	}{"ok", int64(time.Since(h.started).Seconds()), condition, h.mode.Mode(), h.socketHealth()})
}

// Ready says whether requests should be sent here: not while messages cannot be stored.
func (h *HealthHandler) Ready(w http.ResponseWriter, r *http.Request) {
	if h.store.Err() != nil {
		respond.Error(w, http.StatusServiceUnavailable, "unavailable", "messages cannot be stored at the moment")
		return
	}
	respond.JSON(w, http.StatusOK, map[string]string{"status": "ready"})
}

// WebSocketHealth says whether sockets may be opened, and whether there is room.
func (h *HealthHandler) WebSocketHealth(w http.ResponseWriter, r *http.Request) {
	health := h.socketHealth()
	status := http.StatusOK
	if !health.Enabled || health.Connections >= health.MaxConnections {
		status = http.StatusServiceUnavailable
	}
	respond.JSON(w, status, health)
}

// WebSocketConfig shows the limits of the socket to those who operate it.
func (h *HealthHandler) WebSocketConfig(w http.ResponseWriter, r *http.Request) {
	respond.JSON(w, http.StatusOK, map[string]any{
		"ping_interval_ms":         h.settings.PingInterval.Milliseconds(),
		"pong_timeout_ms":          h.settings.PongTimeout.Milliseconds(),
		"read_limit_bytes":         h.settings.ReadLimit,
		"max_connections":          h.settings.MaxConnections,
		"max_connections_per_user": h.settings.MaxConnectionsPerUser,
		"compression":              h.settings.Compression,
	})
}

// Metrics answers in Prometheus' text format.
func (h *HealthHandler) Metrics(w http.ResponseWriter, r *http.Request) {
	stats := h.store.Stats()
	h.metrics.StoreSize(stats.Bytes, stats.Messages)
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	w.Write([]byte(h.metrics.Text()))
}

func (h *HealthHandler) socketHealth() socketHealth {
	return socketHealth{
		Enabled:        h.mode.Mode().AllowsWebSocket(),
		Connections:    h.sockets.Connections(),
		MaxConnections: h.settings.MaxConnections,
	}
}
