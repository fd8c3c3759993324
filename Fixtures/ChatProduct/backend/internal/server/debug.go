//go:build chatdebug

package server

import "example.com/chatproduct/backend/internal/routing"

// registerDebug shows the open sockets at the socket's own address.
func (s *Server) registerDebug(socket *routing.Group) {
	socket.GET(socketPath+"/debug", s.chat.DebugConnections)
}
