package handlers

import (
	"net/http"
	"time"

	"example.com/chatproduct/backend/internal/auth"
	"example.com/chatproduct/backend/internal/respond"
)

// AuthHandler signs administrators in.
type AuthHandler struct {
	users  *auth.Users
	tokens *auth.Tokens
}

// NewAuthHandler makes the handler.
func NewAuthHandler(users *auth.Users, tokens *auth.Tokens) *AuthHandler {
	return &AuthHandler{users: users, tokens: tokens}
}

// LoginResponse carries the token for everything else.
type LoginResponse struct {
	Success   bool      `json:"success"`
	Token     string    `json:"token"`
	ExpiresAt time.Time `json:"expires_at"`
	Username  string    `json:"username"`
}

// Login exchanges a password for a token.
func (h *AuthHandler) Login(w http.ResponseWriter, r *http.Request) {
	var request struct {
		Username string `json:"username"`
		Password string `json:"password"`
	}
	if !readJSON(w, r, &request) {
		return
	}
	identity, err := h.users.SignIn(request.Username, request.Password)
	if err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="chat"`)
		respond.Error(w, http.StatusUnauthorized, "wrong_password", err.Error())
		return
	}
	token, expires, err := h.tokens.Sign(identity)
	if err != nil {
		refuse(w, err)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	respond.JSON(w, http.StatusOK, LoginResponse{
		Success: true, Token: token, ExpiresAt: expires.UTC(), Username: identity.Name,
	})
}
