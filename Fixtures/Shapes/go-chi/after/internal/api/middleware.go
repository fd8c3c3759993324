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
