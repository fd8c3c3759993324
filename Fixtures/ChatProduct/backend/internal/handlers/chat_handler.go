// Package handlers answers requests.
package handlers

import (
	"encoding/json"
	"log"
	"net/http"
	"strconv"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/gorilla/websocket"

	"example.com/chatproduct/backend/internal/chat"
	"example.com/chatproduct/backend/internal/config"
)

const (
	maxContent    = 10000
	minSession    = 10
	maxSession    = 100
	defaultLimit  = 50
	maxLimit      = 1000
	socketBuffers = 1024
	socketWait    = 10 * time.Second
)

// ChatHandler serves the chat.
type ChatHandler struct {
	store    *chat.Store
	settings config.Settings
	upgrader websocket.Upgrader

	mu      sync.Mutex
	sockets map[string]map[*websocket.Conn]bool
}

type sendRequest struct {
	Content        string `json:"content"`
	SessionID      string `json:"session_id"`
	IdempotencyKey string `json:"idempotency_key"`
}

// socketFrame is what travels over the WebSocket.
type socketFrame struct {
	Kind    string        `json:"kind"`
	Message *chat.Message `json:"message,omitempty"`
}

// NewChatHandler makes a handler over a store.
func NewChatHandler(store *chat.Store, settings config.Settings) *ChatHandler {
	return &ChatHandler{
		store:    store,
		settings: settings,
		upgrader: websocket.Upgrader{
			ReadBufferSize:  socketBuffers,
			WriteBufferSize: socketBuffers,
			CheckOrigin:     allowOrigins(settings.AllowedOrigins),
		},
		sockets: make(map[string]map[*websocket.Conn]bool),
	}
}

// SendMessage stores a message.
func (h *ChatHandler) SendMessage(w http.ResponseWriter, r *http.Request) {
	var request sendRequest
	if err := json.NewDecoder(r.Body).Decode(&request); err != nil {
		answerError(w, http.StatusBadRequest, "the body is not JSON")
		return
	}
	if length := utf8.RuneCountInString(request.Content); length < 1 || length > maxContent {
		answerError(w, http.StatusBadRequest, "content must have 1 to 10000 characters")
		return
	}
	if !validSession(request.SessionID) {
		answerError(w, http.StatusBadRequest, "session_id must have 10 to 100 characters")
		return
	}
	message := h.store.Add(request.SessionID, request.Content, request.IdempotencyKey)
	h.broadcast(message)
	answer(w, http.StatusOK, map[string]any{"success": true, "message_id": message.ID})
}

// ListMessages returns the messages after the one that `since` names.
func (h *ChatHandler) ListMessages(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	session := query.Get("session_id")
	if !validSession(session) {
		answerError(w, http.StatusBadRequest, "session_id must have 10 to 100 characters")
		return
	}
	limit, err := strconv.Atoi(query.Get("limit"))
	if err != nil || limit < 1 {
		limit = defaultLimit
	}
	if limit > maxLimit {
		limit = maxLimit
	}
	messages, more := h.store.Since(session, query.Get("since"), limit)
	answer(w, http.StatusOK, map[string]any{"success": true, "messages": messages, "has_more": more})
}

// HandleWebSocket sends new messages of a session over a WebSocket.
func (h *ChatHandler) HandleWebSocket(w http.ResponseWriter, r *http.Request) {
	session := r.URL.Query().Get("session_id")
	if !validSession(session) {
		answerError(w, http.StatusBadRequest, "session_id must have 10 to 100 characters")
		return
	}
	socket, err := h.upgrader.Upgrade(w, r, nil)
	if err != nil {
		log.Printf("websocket upgrade failed: %v", err)
		return
	}
	socket.SetReadLimit(int64(h.settings.WebSocketReadLimit))
	h.register(session, socket)
	go h.ping(socket)
	defer h.unregister(session, socket)
	for {
		var frame socketFrame
		if err := socket.ReadJSON(&frame); err != nil {
			return
		}
		if frame.Kind == "ping" {
			if err := socket.WriteJSON(socketFrame{Kind: "pong"}); err != nil {
				return
			}
		}
	}
}

func (h *ChatHandler) register(session string, socket *websocket.Conn) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.sockets[session] == nil {
		h.sockets[session] = make(map[*websocket.Conn]bool)
	}
	h.sockets[session][socket] = true
}

func (h *ChatHandler) unregister(session string, socket *websocket.Conn) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.sockets[session], socket)
	socket.Close()
}

func (h *ChatHandler) broadcast(message chat.Message) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for socket := range h.sockets[message.SessionID] {
		socket.SetWriteDeadline(time.Now().Add(socketWait))
		if err := socket.WriteJSON(socketFrame{Kind: "message", Message: &message}); err != nil {
			delete(h.sockets[message.SessionID], socket)
			socket.Close()
		}
	}
}

func (h *ChatHandler) ping(socket *websocket.Conn) {
	ticker := time.NewTicker(h.settings.WebSocketPingInterval)
	defer ticker.Stop()
	for range ticker.C {
		if err := socket.WriteControl(websocket.PingMessage, nil, time.Now().Add(socketWait)); err != nil {
			return
		}
	}
}

func allowOrigins(origins []string) func(*http.Request) bool {
	return func(r *http.Request) bool {
		for _, origin := range origins {
			if origin == r.Header.Get("Origin") {
				return true
			}
		}
		return false
	}
}

func validSession(id string) bool {
	length := utf8.RuneCountInString(id)
	return length >= minSession && length <= maxSession
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		log.Printf("answer not written: %v", err)
	}
}

func answerError(w http.ResponseWriter, status int, text string) {
	answer(w, status, map[string]any{"success": false, "error": text})
}
