package middleware

import (
	"fmt"
	"net/http"
	"runtime/debug"

	"example.com/chatproduct/backend/internal/logging"
	"example.com/chatproduct/backend/internal/respond"
	"example.com/chatproduct/backend/internal/routing"
)

// Recover answers 500 when a handler panics. The stack goes into the log only.
func Recover(logger *logging.Logger) routing.Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			defer func() {
				problem := recover()
				if problem == nil {
					return
				}
				// The server's own way to break a connection off.
				if problem == http.ErrAbortHandler {
					panic(problem)
				}
				logger.Error("panic", "path", r.URL.Path, "problem", fmt.Sprint(problem), "stack", string(debug.Stack()))
				respond.Error(w, http.StatusInternalServerError, "internal", "something went wrong on our side")
			}()
			next.ServeHTTP(w, r)
		})
	}
}
