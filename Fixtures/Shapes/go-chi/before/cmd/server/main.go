// Command server answers questions about invoices.
package main

import (
	"context"
	"errors"
	"log"
	"net/http"
	"os"
	"os/signal"
	"time"

	"example.com/invoices/internal/api"
	"example.com/invoices/internal/config"
	"example.com/invoices/internal/export"
	"example.com/invoices/internal/invoice"
)

func main() {
	cfg, err := config.Load()
	if err != nil {
		log.Fatalf("config: %v", err)
	}
	log.Printf("listening at %s", cfg.Address)
	if cfg.PDFEnabled {
		log.Printf("making documents with %d workers", cfg.PDFWorkers)
	}

	store := invoice.NewMemoryStore()
	service := invoice.NewService(store, cfg.Currency)

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()

	var queue *export.Queue
	if cfg.PDFEnabled {
		queue = export.NewQueue(export.NewRenderer(cfg.PDFFooter), cfg.PDFWorkers)
		service.Observe(queue)
		go queue.Run(ctx)
	}

	server := &http.Server{
		Addr:              cfg.Address,
		Handler:           api.New(cfg, service, queue).Routes(),
		ReadHeaderTimeout: 5 * time.Second,
	}
	go func() {
		<-ctx.Done()
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := server.Shutdown(ctx); err != nil {
			log.Printf("shutdown: %v", err)
		}
	}()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err)
	}
	if queue != nil {
		queue.Wait()
	}
}
