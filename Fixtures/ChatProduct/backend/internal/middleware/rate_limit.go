package middleware

import (
	"math"
	"net"
	"net/http"
	"strconv"
	"time"

	"example.com/chatproduct/backend/internal/auth"
	"example.com/chatproduct/backend/internal/metrics"
	"example.com/chatproduct/backend/internal/ratelimit"
	"example.com/chatproduct/backend/internal/respond"
	"example.com/chatproduct/backend/internal/routing"
)

// RateLimit refuses requests past the limit of their key, and says when to come back.
// kind names the limit in the metrics.
func RateLimit(kind string, limiter *ratelimit.Limiter, key func(*http.Request) string, collector *metrics.Collector) routing.Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			ok, wait := limiter.Allow(key(r))
			if !ok {
				collector.RateLimited(kind)
				w.Header().Set("Retry-After", retryAfter(wait))
				respond.Error(w, http.StatusTooManyRequests, "rate_limited", "too many requests: wait a moment")
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// retryAfter is in whole seconds, rounded up: a client that obeys is let in.
func retryAfter(wait time.Duration) string {
	return strconv.Itoa(max(1, int(math.Ceil(wait.Seconds()))))
}

// ByIdentity keys by who asks. It belongs behind an authentication.
func ByIdentity(r *http.Request) string {
	identity, _ := auth.IdentityFrom(r.Context())
	return identity.Name
}

// ByAddress keys by the client's address, for requests of nobody yet. Our own proxies
// stand in private networks and pass the address on in X-Real-IP.
func ByAddress(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	if peer := net.ParseIP(host); peer != nil && (peer.IsPrivate() || peer.IsLoopback()) {
		if real := net.ParseIP(r.Header.Get("X-Real-IP")); real != nil {
			return real.String()
		}
	}
	return host
}
