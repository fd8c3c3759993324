// Command server answers the chat of the administration, over HTTP polling and over the
// WebSocket.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"example.com/chatproduct/backend/internal/assistant"
	"example.com/chatproduct/backend/internal/chat"
	"example.com/chatproduct/backend/internal/config"
	"example.com/chatproduct/backend/internal/logging"
	"example.com/chatproduct/backend/internal/metrics"
	"example.com/chatproduct/backend/internal/server"
	"example.com/chatproduct/backend/internal/store"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "server:", err)
		os.Exit(1)
	}
}

func run() (err error) {
	settings, err := config.Load(os.LookupEnv)
	if err != nil {
		return err
	}
	logger, err := logging.New(os.Stderr, settings.Logging.Level, settings.Logging.Format)
	if err != nil {
		return err
	}
	messages, err := store.Open(settings.DataDir, store.Options{
		KeyLifetime: settings.Chat.IdempotencyWindow, Logger: logger.Logger,
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, messages.Close()) }()

	collector := metrics.NewCollector(time.Now)
	service := chat.NewService(messages, newReplier(settings.Assistant), chat.Options{
		IdempotencyWindow: settings.Chat.IdempotencyWindow,
		ShareNewSessions:  settings.Chat.ShareNewSessions,
		Logger:            logger.Logger,
		Observer:          collector,
	})
	api := server.New(server.Parts{
		Settings: settings, Service: service, Store: messages, Metrics: collector, Logger: logger,
	})
	return serve(api, service, settings, logger)
}

// newReplier is nil where nobody is to answer.
func newReplier(settings config.AssistantConfig) chat.Replier {
	switch {
	case !settings.Enabled:
		return nil
	case settings.URL != "":
		return assistant.NewClient(settings.URL, settings.Timeout)
	default:
		return assistant.NewStub(settings.Delay)
	}
}

// serve answers until the process is asked to end, and then ends in order: no new
// requests, those under way, sockets, replies.
func serve(api *server.Server, service *chat.Service, settings config.Config, logger *logging.Logger) error {
	asked, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()

	served := make(chan error, 1)
	go func() { served <- api.ListenAndServe() }()
	logger.Info("listening", "address", settings.Address, "mode", string(settings.Chat.Mode))

	var err error
	select {
	case err = <-served:
	case <-asked.Done():
	}
	// A second signal ends the process at once.
	stop()
	logger.Info("shutting down", "grace", settings.ShutdownGrace.String())
	grace, cancel := context.WithTimeout(context.Background(), settings.ShutdownGrace)
	defer cancel()
	err = errors.Join(err, api.Shutdown(grace))
	if cut := service.Close(grace); cut != nil {
		logger.Warn("replies were cut short; the next start takes them up again", "error", cut)
	}
	return err
}
