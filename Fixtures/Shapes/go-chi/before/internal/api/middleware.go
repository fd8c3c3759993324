package api

import (
	"crypto/subtle"
	"net/http"
)

// onlyAdmins refuses everybody who has no token.
func (a *API) onlyAdmins(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		given := []byte(r.Header.Get("X-Admin-Token"))
		if a.cfg.AdminToken == "" || subtle.ConstantTimeCompare(given, []byte(a.cfg.AdminToken)) != 1 {
			fail(w, http.StatusForbidden, "not for you")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// withDocuments refuses everybody while documents are switched off.
func (a *API) withDocuments(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if a.queue == nil {
			fail(w, http.StatusNotImplemented, "there are no documents")
			return
		}
		next.ServeHTTP(w, r)
	})
}
