//go:build ignore

// Run by hand against a started server, with the tokens of two administrators:
//
//	ADA_TOKEN=… GRACE_TOKEN=… go run test_websocket_integration.go localhost:8080
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

const (
	socketPath   = "/api/v1/admin/chat/ws"
	messagesPath = "/api/v1/admin/chat/messages"
	sessionsPath = "/api/v1/admin/chat/sessions"
)

type frame struct {
	Type      string          `json:"type"`
	SessionID string          `json:"session_id,omitempty"`
	Content   string          `json:"content,omitempty"`
	ClientID  string          `json:"client_id,omitempty"`
	Message   json.RawMessage `json:"message,omitempty"`
	Error     string          `json:"error,omitempty"`
}

type client struct {
	host, token, session string
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run test_websocket_integration.go HOST:PORT")
		os.Exit(2)
	}
	session := fmt.Sprintf("integration-%d", time.Now().Unix())
	ada := client{os.Args[1], os.Getenv("ADA_TOKEN"), session}
	grace := client{os.Args[1], os.Getenv("GRACE_TOKEN"), session}

	fmt.Println("WebSocket integration tests:")
	fmt.Println("  1. a token is asked for")
	fmt.Println("  2. a message is acknowledged")
	fmt.Println("  3. another administrator receives it")
	fmt.Println("  4. a message by HTTP is pushed to the socket")

	failed := false
	for _, test := range []struct {
		name string
		run  func() error
	}{
		{"token", func() error { return refusesWithoutToken(ada) }},
		{"acknowledgement", func() error { return acknowledges(ada) }},
		{"push", func() error { return pushes(ada, grace, ada.sendBySocket) }},
		{"push of HTTP", func() error { return pushes(ada, grace, ada.sendByHTTP) }},
	} {
		if err := test.run(); err != nil {
			failed = true
			fmt.Printf("FAIL %s: %v\n", test.name, err)
			continue
		}
		fmt.Printf("ok   %s\n", test.name)
	}
	if failed {
		os.Exit(1)
	}
}

func refusesWithoutToken(c client) error {
	c.token = ""
	socket, response, err := c.dial()
	if err == nil {
		socket.Close()
		return errors.New("the socket was opened")
	}
	if response == nil || response.StatusCode != http.StatusUnauthorized {
		return fmt.Errorf("refused otherwise: %w", err)
	}
	return nil
}

func acknowledges(c client) error {
	return c.sendBySocket("hello")
}

func pushes(ada, grace client, send func(content string) error) error {
	if err := ada.share(); err != nil {
		return err
	}
	socket, _, err := grace.dial()
	if err != nil {
		return err
	}
	defer socket.Close()
	if err := socket.WriteJSON(frame{Type: "subscribe", SessionID: grace.session}); err != nil {
		return err
	}
	if _, err := await(socket, "subscribed"); err != nil {
		return err
	}
	content := fmt.Sprintf("pushed at %d", time.Now().UnixNano())
	if err := send(content); err != nil {
		return err
	}
	pushed, err := await(socket, "message")
	if err == nil && !strings.Contains(string(pushed.Message), content) {
		err = fmt.Errorf("pushed %s", pushed.Message)
	}
	return err
}

func (c client) dial() (*websocket.Conn, *http.Response, error) {
	dialer := websocket.Dialer{HandshakeTimeout: 5 * time.Second}
	if c.token != "" {
		dialer.Subprotocols = []string{"bearer", c.token}
	}
	return dialer.Dial("ws://"+c.host+socketPath, nil)
}

func (c client) sendBySocket(content string) error {
	socket, _, err := c.dial()
	if err != nil {
		return err
	}
	defer socket.Close()
	if err := socket.WriteJSON(frame{Type: "message", SessionID: c.session, Content: content, ClientID: fmt.Sprint("c-", time.Now().UnixNano())}); err != nil {
		return err
	}
	_, err = await(socket, "ack")
	return err
}

func (c client) sendByHTTP(content string) error {
	return c.request(http.MethodPost, messagesPath, map[string]any{"session_id": c.session, "content": content})
}

func (c client) share() error {
	return c.request(http.MethodPut, sessionsPath+"/"+c.session+"/sharing", map[string]any{"shared": true})
}

func (c client) request(method, path string, body map[string]any) error {
	data, err := json.Marshal(body)
	if err != nil {
		return err
	}
	request, err := http.NewRequest(method, "http://"+c.host+path, strings.NewReader(string(data)))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+c.token)
	request.Header.Set("Content-Type", "application/json")
	response, err := (&http.Client{Timeout: 5 * time.Second}).Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %s", method, path, response.Status)
	}
	return nil
}

// await reads until a frame of the type comes.
func await(socket *websocket.Conn, kind string) (frame, error) {
	socket.SetReadDeadline(time.Now().Add(5 * time.Second))
	for {
		var next frame
		if err := socket.ReadJSON(&next); err != nil {
			return frame{}, fmt.Errorf("no %s came: %w", kind, err)
		}
		if next.Type == "error" {
			return frame{}, errors.New(next.Error)
		}
		if next.Type == kind {
			return next, nil
		}
	}
}
