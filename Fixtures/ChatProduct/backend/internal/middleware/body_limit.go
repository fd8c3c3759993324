package middleware

import (
	"net/http"

	"example.com/chatproduct/backend/internal/respond"
	"example.com/chatproduct/backend/internal/routing"
)

// BodyLimit refuses bodies of more than limit bytes: at once where the length is
// declared, else as soon as it is passed.
func BodyLimit(limit int) routing.Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.ContentLength > int64(limit) {
				w.Header().Set("Connection", "close")
				respond.Error(w, http.StatusRequestEntityTooLarge, "too_large", "the body is too large")
				return
			}
			r.Body = http.MaxBytesReader(w, r.Body, int64(limit))
			next.ServeHTTP(w, r)
		})
	}
}
