package chat

import (
	"slices"
	"time"
)

// adminRole is the role that a shared session is shared with.
const adminRole = "admin"

// Session is a conversation.
type Session struct {
	ID           string    `json:"id"`
	Owner        string    `json:"owner"`
	ClientName   string    `json:"client_name"`
	Shared       bool      `json:"shared"`
	CreatedAt    time.Time `json:"created_at"`
	LastActivity time.Time `json:"last_activity"`
	MessageCount int       `json:"message_count"`
}

// Viewer is the person on whose behalf something is asked.
type Viewer struct {
	Name  string
	Roles []string
}

// admits reports whether the viewer may read and write the session: its owner
// always may, every administrator when it is shared.
func (s Session) admits(viewer Viewer) bool {
	return s.Owner == viewer.Name || s.Shared && slices.Contains(viewer.Roles, adminRole)
}

func (s Session) mustAdmit(viewer Viewer) error {
	if !s.admits(viewer) {
		return ErrForbidden
	}
	return nil
}
