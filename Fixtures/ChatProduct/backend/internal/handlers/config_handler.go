package handlers

import (
	"net/http"
	"slices"
	"time"

	"example.com/chatproduct/backend/internal/config"
	"example.com/chatproduct/backend/internal/logging"
	"example.com/chatproduct/backend/internal/metrics"
	"example.com/chatproduct/backend/internal/respond"
)

// fallbackReasons are those that clients may give; anything else counts as other, so that
// no client can invent series of metrics.
var fallbackReasons = []string{"connect_failed", "closed", "timeout", "manual", "other"}

// ConfigHandler tells clients how to chat, and lets administrators choose the transport.
type ConfigHandler struct {
	chat    config.ChatConfig
	socket  config.WebSocketConfig
	mode    *ModeSwitch
	path    string
	metrics *metrics.Collector
	logger  *logging.Logger
}

// ChatConfigResponse is what a client needs to start.
type ChatConfigResponse struct {
	Success              bool            `json:"success"`
	Mode                 config.ChatMode `json:"mode"`
	FallbackEnabled      bool            `json:"fallback_enabled"`
	FallbackDelayMS      int64           `json:"fallback_delay_ms"`
	MaxReconnectAttempts int             `json:"max_reconnect_attempts"`
	PollingIntervalMS    int64           `json:"polling_interval_ms"`
	WebSocket            SocketConfig    `json:"websocket"`
}

// SocketConfig is the part of the configuration that only a socket needs.
type SocketConfig struct {
	Path           string `json:"path"`
	PingIntervalMS int64  `json:"ping_interval_ms"`
}

// NewConfigHandler makes the handler. socketPath is where clients open the socket.
func NewConfigHandler(
	settings config.Config, mode *ModeSwitch, socketPath string,
	collector *metrics.Collector, logger *logging.Logger,
) *ConfigHandler {
	return &ConfigHandler{
		chat: settings.Chat, socket: settings.WebSocket, mode: mode, path: socketPath,
		metrics: collector, logger: logger,
	}
}

// GetConfig answers with the configuration in force.
func (h *ConfigHandler) GetConfig(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	respond.JSON(w, http.StatusOK, ChatConfigResponse{
		Success:              true,
		Mode:                 h.mode.Mode(),
		FallbackEnabled:      h.chat.FallbackEnabled,
		FallbackDelayMS:      h.chat.FallbackDelay.Milliseconds(),
		MaxReconnectAttempts: h.chat.MaxReconnectAttempts,
		PollingIntervalMS:    h.chat.PollingInterval.Milliseconds(),
		WebSocket: SocketConfig{
			Path:           h.path,
			PingIntervalMS: h.socket.PingInterval.Milliseconds(),
		},
	})
}

// PutConfig changes the mode for everybody, until the next start.
func (h *ConfigHandler) PutConfig(w http.ResponseWriter, r *http.Request) {
	var request struct {
		Mode string `json:"mode"`
	}
	if !readJSON(w, r, &request) {
		return
	}
	mode, err := config.ParseChatMode(request.Mode)
	if err != nil {
		respond.Error(w, http.StatusBadRequest, "invalid_mode", err.Error())
		return
	}
	from := h.mode.Mode()
	h.mode.Set(mode)
	h.logger.ModeChanged(viewerOf(r).Name, string(from), string(mode))
	h.GetConfig(w, r)
}

// GetPerformance sets the two transports side by side.
func (h *ConfigHandler) GetPerformance(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	respond.JSON(w, http.StatusOK, struct {
		Success bool `json:"success"`
		metrics.Comparison
	}{true, h.metrics.Compare(fallbackReasons)})
}

// PostEvent takes what a client tells of its connection.
func (h *ConfigHandler) PostEvent(w http.ResponseWriter, r *http.Request) {
	var event struct {
		Type      string `json:"type"`
		Transport string `json:"transport"`
		Reason    string `json:"reason"`
		LatencyMS int64  `json:"latency_ms"`
	}
	if !readJSON(w, r, &event) {
		return
	}
	latency := time.Duration(max(0, event.LatencyMS)) * time.Millisecond
	switch event.Type {
	case "fallback":
		reason := event.Reason
		if !slices.Contains(fallbackReasons, reason) {
			reason = "other"
		}
		h.metrics.FellBack(reason)
		h.logger.FellBack(viewerOf(r).Name, reason, latency)
	case "reconnected":
		h.logger.Reconnected(viewerOf(r).Name, latency)
	default:
		respond.Error(w, http.StatusBadRequest, "invalid_type", "type must be fallback or reconnected")
		return
	}
	respond.JSON(w, http.StatusAccepted, map[string]bool{"success": true})
}
