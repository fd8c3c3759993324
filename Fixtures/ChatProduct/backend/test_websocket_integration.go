//go:build ignore

// Run by hand against a started server: go run test_websocket_integration.go
package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

func main() {
	base := "localhost:8080"
	token := os.Getenv("ADMIN_TOKEN")
	url := "ws://" + base + "/api/v1/admin/chat/ws?session_id=session-0001&token=" + token
	header := http.Header{"Origin": []string{"http://localhost:3000"}}
	socket, _, err := websocket.DefaultDialer.Dial(url, header)
	if err != nil {
		log.Fatalf("dial: %v", err)
	}
	defer socket.Close()

	body := strings.NewReader(`{"content":"integration","session_id":"session-0001"}`)
	request, err := http.NewRequest(http.MethodPost, "http://"+base+"/api/v1/admin/chat/messages", body)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	if _, err := http.DefaultClient.Do(request); err != nil {
		log.Fatalf("post: %v", err)
	}

	socket.SetReadDeadline(time.Now().Add(5 * time.Second))
	_, text, err := socket.ReadMessage()
	if err != nil {
		log.Fatalf("read: %v", err)
	}
	fmt.Printf("received over the WebSocket: %s\n", text)
}
