//go:build chatdebug

package handlers

import (
	"net/http"
	"slices"
	"strings"

	"example.com/chatproduct/backend/internal/respond"
)

// DebugConnection describes an open socket.
type DebugConnection struct {
	ID       string   `json:"id"`
	User     string   `json:"user"`
	Sessions []string `json:"sessions"`
	Waiting  int      `json:"waiting_frames"`
	Pending  int      `json:"pending_acks"`
}

// DebugConnections lists the open sockets. It is built in with the tag chatdebug only.
func (h *ChatHandler) DebugConnections(w http.ResponseWriter, r *http.Request) {
	connections := []DebugConnection{}
	for _, connection := range h.pool.all() {
		connections = append(connections, connection.describe())
	}
	slices.SortFunc(connections, func(a, b DebugConnection) int { return strings.Compare(a.ID, b.ID) })
	respond.JSON(w, http.StatusOK, connections)
}

func (c *socketConnection) describe() DebugConnection {
	c.mu.Lock()
	defer c.mu.Unlock()
	sessions := []string{}
	for session := range c.following {
		sessions = append(sessions, session)
	}
	slices.Sort(sessions)
	return DebugConnection{
		ID: c.id, User: c.viewer.Name, Sessions: sessions, Waiting: len(c.outgoing), Pending: c.acks.count(),
	}
}
