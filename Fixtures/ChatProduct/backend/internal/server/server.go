// Package server puts the routes together.
package server

import (
	"encoding/json"
	"net/http"

	"example.com/chatproduct/backend/internal/chat"
	"example.com/chatproduct/backend/internal/config"
	"example.com/chatproduct/backend/internal/handlers"
	"example.com/chatproduct/backend/internal/middleware"
)

// New returns the whole API.
func New(settings config.Settings, store *chat.Store) http.Handler {
	handler := handlers.NewChatHandler(store, settings)
	mux := http.NewServeMux()

	mux.HandleFunc("/health", health)
	mux.HandleFunc("/health/websocket", webSocketHealth(settings))

	mux.HandleFunc("/api/v1/admin/chat/messages", middleware.RequireToken(settings.AdminToken, messages(handler)))
	// Kept open by the browser; see nginx/nginx-websocket-lb.conf for the time-outs.
	mux.HandleFunc("/api/v1/admin/chat/ws", middleware.WebSocketAuth(settings.AdminToken, handler.HandleWebSocket))
	return mux
}

func messages(handler *handlers.ChatHandler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		switch r.Method {
		case http.MethodPost:
			handler.SendMessage(w, r)
		case http.MethodGet:
			handler.ListMessages(w, r)
		default:
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		}
	}
}

func health(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusOK)
}

func webSocketHealth(settings config.Settings) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		enabled := settings.ChatMode != "polling"
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(map[string]any{"enabled": enabled})
	}
}
