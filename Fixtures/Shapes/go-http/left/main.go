package main

import (
	"cmp"
	"log/slog"
	"net/http"
	"os"
	"strconv"
)

func main() {
	file := cmp.Or(os.Getenv("NOTES_FILE"), "notes.json")
	versions := 5
	if text := os.Getenv("NOTES_VERSIONS"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			slog.Error("NOTES_VERSIONS is no number", "value", text)
			os.Exit(1)
		}
		versions = n
	}

	store, err := openStore(file)
	if err != nil {
		slog.Error("cannot read the notes", "file", file, "error", err)
		os.Exit(1)
	}
	slog.Info("ready", "notes", len(store.notes), "versions", versions)

	address := cmp.Or(os.Getenv("NOTES_ADDRESS"), ":8080")
	if err := http.ListenAndServe(address, newServer(store)); err != nil {
		slog.Error("stopped", "error", err)
		os.Exit(1)
	}
}
