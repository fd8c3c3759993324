// Package middleware holds what requests pass before they reach their handler.
package middleware

import (
	"net/http"
	"strings"

	"example.com/chatproduct/backend/internal/auth"
	"example.com/chatproduct/backend/internal/respond"
	"example.com/chatproduct/backend/internal/routing"
)

// Authenticate lets requests through that carry the bearer token of an administrator.
// Tokens count in the Authorization header only: addresses end up in logs.
func Authenticate(tokens *auth.Tokens) routing.Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			admit(w, r, next, tokens, bearerToken(r.Header.Get("Authorization")))
		})
	}
}

func admit(w http.ResponseWriter, r *http.Request, next http.Handler, tokens *auth.Tokens, token string) {
	identity, err := tokens.Verify(token)
	if err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="chat"`)
		respond.Error(w, http.StatusUnauthorized, "unauthorized", "sign in first: a valid bearer token is needed")
		return
	}
	if !identity.HasRole(auth.RoleAdmin) {
		respond.Error(w, http.StatusForbidden, "forbidden", "only administrators may do this")
		return
	}
	next.ServeHTTP(w, r.WithContext(auth.WithIdentity(r.Context(), identity)))
}

// bearerToken returns the token of an Authorization header, or "". The scheme's case
// does not matter (RFC 9110, section 11.1).
func bearerToken(header string) string {
	scheme, token, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}
