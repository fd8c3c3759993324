package middleware

import (
	"net/http"

	"github.com/gorilla/websocket"

	"example.com/chatproduct/backend/internal/auth"
	"example.com/chatproduct/backend/internal/routing"
)

// TokenProtocol announces that the next subprotocol of a handshake is a token.
const TokenProtocol = "bearer"

// AuthenticateWebSocket is Authenticate for handshakes. A browser's WebSocket cannot set
// headers, so the token may also come as a subprotocol, or in the query from old clients.
func AuthenticateWebSocket(tokens *auth.Tokens) routing.Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			admit(w, r, next, tokens, handshakeToken(r))
		})
	}
}

func handshakeToken(r *http.Request) string {
	if token := bearerToken(r.Header.Get("Authorization")); token != "" {
		return token
	}
	protocols := websocket.Subprotocols(r)
	if len(protocols) >= 2 && protocols[0] == TokenProtocol {
		return protocols[1]
	}
	return r.URL.Query().Get("token")
}
