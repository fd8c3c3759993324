package middleware

import (
	"net/http"
	"slices"
	"strings"

	"example.com/chatproduct/backend/internal/routing"
)

var (
	allowedMethods = strings.Join([]string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodOptions}, ", ")

	// What clients send beyond the headers that are always allowed.
	allowedHeaders = strings.Join([]string{
		"Authorization",
		"Content-Type",
		"Idempotency-Key",
		"If-None-Match",
		"X-Request-ID",
		"Upgrade",
		"Connection",
		"Sec-WebSocket-Protocol",
	}, ", ")

	// What scripts of another origin may read of an answer.
	exposedHeaders = strings.Join([]string{"ETag", "Retry-After", "X-Request-ID"}, ", ")
)

// CORS lets pages of the allowed origins use the API, and answers their preflights.
func CORS(origins []string) routing.Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Add("Vary", "Origin")
			origin := r.Header.Get("Origin")
			allowed := origin != "" && slices.Contains(origins, origin)
			if allowed {
				w.Header().Set("Access-Control-Allow-Origin", origin)
				w.Header().Set("Access-Control-Allow-Credentials", "true")
				w.Header().Set("Access-Control-Expose-Headers", exposedHeaders)
			}
			if r.Method != http.MethodOptions || r.Header.Get("Access-Control-Request-Method") == "" {
				next.ServeHTTP(w, r)
				return
			}
			if allowed {
				w.Header().Set("Access-Control-Allow-Methods", allowedMethods)
				w.Header().Set("Access-Control-Allow-Headers", allowedHeaders)
				w.Header().Set("Access-Control-Max-Age", "600")
			}
			w.WriteHeader(http.StatusNoContent)
		})
	}
}
