package main

import (
	"cmp"
	"log/slog"
	"net/http"
	"os"
)

func main() {
	file := cmp.Or(os.Getenv("NOTES_FILE"), "notes.json")

	store, err := openStore(file)
	if err != nil {
		slog.Error("cannot read the notes", "file", file, "error", err)
		os.Exit(1)
	}
	slog.Info("ready", "notes", len(store.notes))

	address := cmp.Or(os.Getenv("NOTES_ADDRESS"), ":8080")
	if err := http.ListenAndServe(address, newServer(store)); err != nil {
		slog.Error("stopped", "error", err)
		os.Exit(1)
	}
}
