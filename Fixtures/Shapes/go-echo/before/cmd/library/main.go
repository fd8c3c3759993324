// Command library lends books.
package main

import (
	"context"
	"fmt"
	"os"

	"example.com/library/internal/audit"
	"example.com/library/internal/lending"
	"example.com/library/internal/settings"
	"example.com/library/internal/web"
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "library:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	s, err := settings.Read(os.Getenv)
	if err != nil {
		return err
	}
	desk := lending.NewDesk(s.Limit)
	desk.Add("1", "A Tale of Two Cities")
	desk.Add("2", "Middlemarch")

	var log *audit.Log
	if s.Audit == settings.AuditMail {
		log = audit.NewLog(s.AuditTo)
		desk.OnChange(log.Note)
		if err := startAudit(ctx, log, s); err != nil {
			return fmt.Errorf("audit: %w", err)
		}
	}

	fmt.Println("library at", s.Address)
	return web.New(desk, log).Start(s.Address)
}

// startAudit sends the first mail and then one every now and then.
func startAudit(ctx context.Context, log *audit.Log, s settings.Settings) error {
	if err := log.Send(); err != nil {
		return err
	}
	go log.SendEvery(ctx, s.AuditEvery)
	fmt.Println("audit mail for", s.AuditTo)
	return nil
}
