// Command library lends books.
package main

import (
	"fmt"
	"os"

	"example.com/library/internal/lending"
	"example.com/library/internal/settings"
	"example.com/library/internal/web"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "library:", err)
		os.Exit(1)
	}
}

func run() error {
	s, err := settings.Read(os.Getenv)
	if err != nil {
		return err
	}
	desk := lending.NewDesk(s.Limit)
	desk.Add("1", "A Tale of Two Cities")
	desk.Add("2", "Middlemarch")

	fmt.Println("library at", s.Address)
	return web.New(desk).Start(s.Address)
}
