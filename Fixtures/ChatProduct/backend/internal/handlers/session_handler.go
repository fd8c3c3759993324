package handlers

import (
	"context"
	"net/http"

	"example.com/chatproduct/backend/internal/chat"
	"example.com/chatproduct/backend/internal/respond"
)

// SessionService is what the session handler needs of the chat.
type SessionService interface {
	Sessions(ctx context.Context, viewer chat.Viewer) ([]chat.Session, error)
	Session(ctx context.Context, viewer chat.Viewer, id string) (chat.Session, error)
	CreateSession(ctx context.Context, viewer chat.Viewer, id, clientName string) (chat.Session, error)
	Share(ctx context.Context, viewer chat.Viewer, id string, shared bool) (chat.Session, error)
	History(ctx context.Context, viewer chat.Viewer, id, before string, limit int) (chat.Page, error)
}

// SessionHandler serves sessions and their history.
type SessionHandler struct {
	service SessionService
}

type sessionResponse struct {
	Success bool         `json:"success"`
	Session chat.Session `json:"session"`
}

// NewSessionHandler makes the handler.
func NewSessionHandler(service SessionService) *SessionHandler {
	return &SessionHandler{service: service}
}

// ListSessions answers with the sessions that the viewer may read, the latest first.
func (h *SessionHandler) ListSessions(w http.ResponseWriter, r *http.Request) {
	sessions, err := h.service.Sessions(r.Context(), viewerOf(r))
	if err != nil {
		refuse(w, err)
		return
	}
	if sessions == nil {
		sessions = []chat.Session{}
	}
	w.Header().Set("Cache-Control", "no-store")
	respond.JSON(w, http.StatusOK, struct {
		Success  bool           `json:"success"`
		Sessions []chat.Session `json:"sessions"`
	}{true, sessions})
}

// CreateSession starts a session; without an id it gets one.
func (h *SessionHandler) CreateSession(w http.ResponseWriter, r *http.Request) {
	var request struct {
		SessionID  string `json:"session_id"`
		ClientName string `json:"client_name"`
	}
	if !readJSON(w, r, &request) {
		return
	}
	session, err := h.service.CreateSession(r.Context(), viewerOf(r), request.SessionID, request.ClientName)
	h.answer(w, http.StatusCreated, session, err)
}

// GetSession answers with one session.
func (h *SessionHandler) GetSession(w http.ResponseWriter, r *http.Request) {
	session, err := h.service.Session(r.Context(), viewerOf(r), r.PathValue("session"))
	h.answer(w, http.StatusOK, session, err)
}

// PutSharing opens a session to all administrators, or closes it again.
func (h *SessionHandler) PutSharing(w http.ResponseWriter, r *http.Request) {
	var request struct {
		Shared *bool `json:"shared"`
	}
	if !readJSON(w, r, &request) {
		return
	}
	if request.Shared == nil {
		respond.Error(w, http.StatusBadRequest, "invalid_shared", "shared must be true or false")
		return
	}
	session, err := h.service.Share(r.Context(), viewerOf(r), r.PathValue("session"), *request.Shared)
	h.answer(w, http.StatusOK, session, err)
}

// GetHistory answers with the latest messages in ascending order; has_more says that
// older ones exist, which before=<id of the first> brings.
func (h *SessionHandler) GetHistory(w http.ResponseWriter, r *http.Request) {
	limit, ok := readNumber(w, r, "limit", chat.DefaultLimit, 1, chat.MaxLimit)
	if !ok {
		return
	}
	page, err := h.service.History(r.Context(), viewerOf(r), r.PathValue("session"), r.URL.Query().Get("before"), limit)
	if err != nil {
		refuse(w, err)
		return
	}
	w.Header().Set("Cache-Control", "private, no-cache")
	respond.JSON(w, http.StatusOK, newMessagesResponse(page))
}

func (h *SessionHandler) answer(w http.ResponseWriter, status int, session chat.Session, err error) {
	if err != nil {
		refuse(w, err)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	respond.JSON(w, status, sessionResponse{Success: true, Session: session})
}
