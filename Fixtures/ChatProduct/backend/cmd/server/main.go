// Command server answers the chat administration's requests.
package main

import (
	"log"
	"net/http"

	"example.com/chatproduct/backend/internal/chat"
	"example.com/chatproduct/backend/internal/config"
	"example.com/chatproduct/backend/internal/server"
)

func main() {
	settings := config.Load()
	handler := server.New(settings, chat.NewStore())
	log.Printf("listening on %s", settings.Address)
	log.Fatal(http.ListenAndServe(settings.Address, handler))
}
