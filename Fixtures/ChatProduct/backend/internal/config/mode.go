package config

import "fmt"

// ChatMode says which transport the clients are to use.
type ChatMode string

const (
	// ModeWebSocket: the socket, whatever happens.
	ModeWebSocket ChatMode = "websocket"
	// ModePolling: HTTP polling; no socket is opened.
	ModePolling ChatMode = "polling"
	// ModeAuto: the socket first, polling when it fails.
	ModeAuto ChatMode = "auto"
)

// ParseChatMode reads a mode by its name.
func ParseChatMode(name string) (ChatMode, error) {
	switch mode := ChatMode(name); mode {
	case ModeWebSocket, ModePolling, ModeAuto:
		return mode, nil
	default:
		return "", fmt.Errorf("unknown mode %q: must be websocket, polling or auto", name)
	}
}

// AllowsWebSocket says whether a socket may be opened in this mode.
func (m ChatMode) AllowsWebSocket() bool {
	return m != ModePolling
}
