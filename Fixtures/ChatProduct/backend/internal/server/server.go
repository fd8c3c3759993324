// Package server puts the product together: routes, their middleware, their handlers.
package server

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"example.com/chatproduct/backend/internal/auth"
	"example.com/chatproduct/backend/internal/chat"
	"example.com/chatproduct/backend/internal/config"
	"example.com/chatproduct/backend/internal/handlers"
	"example.com/chatproduct/backend/internal/logging"
	"example.com/chatproduct/backend/internal/metrics"
	"example.com/chatproduct/backend/internal/middleware"
	"example.com/chatproduct/backend/internal/ratelimit"
	"example.com/chatproduct/backend/internal/routing"
)

// Somebody who tries passwords gets ten at once and then one every six seconds.
const (
	loginsPerMinute = 10
	loginBurst      = 10
)

// Time limits of a connection. A socket has its own once it is open.
const (
	headerTimeout = 5 * time.Second
	readTimeout   = 15 * time.Second
	writeTimeout  = 15 * time.Second
	idleTimeout   = time.Minute
	maxHeaderSize = 16 << 10
)

// Server is the whole API.
type Server struct {
	settings config.Config
	chat     *handlers.ChatHandler
	http     *http.Server
}

// Parts are what a server stands on.
type Parts struct {
	Settings config.Config
	Service  *chat.Service
	Store    handlers.StoreHealth
	Metrics  *metrics.Collector
	Logger   *logging.Logger
}

// New makes a server that does not listen yet.
func New(parts Parts) *Server {
	mode := handlers.NewModeSwitch(parts.Settings.Chat.Mode)
	reportMode(mode, parts.Metrics)
	server := &Server{
		settings: parts.Settings,
		chat:     handlers.NewChatHandler(parts.Service, parts.Settings, mode, parts.Metrics, parts.Logger),
	}
	server.http = &http.Server{
		Addr:              parts.Settings.Address,
		Handler:           server.handler(parts, mode),
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderSize,
		ErrorLog:          slog.NewLogLogger(parts.Logger.Handler(), slog.LevelWarn),
	}
	return server
}

func (s *Server) handler(parts Parts, mode *handlers.ModeSwitch) http.Handler {
	router := routing.New()
	s.registerHealth(router, parts, mode)
	s.registerAPI(router, parts, mode)
	if parts.Settings.StaticDir != "" {
		router.Fallback(handlers.NewStaticHandler(parts.Settings.StaticDir))
	}

	var handler http.Handler = middleware.Compress(router.Handler())
	handler = middleware.CORS(parts.Settings.AllowedOrigins)(handler)
	handler = middleware.Recover(parts.Logger)(handler)
	return middleware.RequestLog(parts.Logger, parts.Metrics)(handler)
}

func (s *Server) registerHealth(router *routing.Router, parts Parts, mode *handlers.ModeSwitch) {
	health := handlers.NewHealthHandler(parts.Store, s.chat, mode, parts.Settings.WebSocket, parts.Metrics)

	group := router.Group(healthPrefix)
	group.GET("", health.Health)
	group.GET(readyPath, health.Ready)
	group.GET(socketHealthPath, health.WebSocketHealth)
	group.GET(socketHealthPath+configPath, health.WebSocketConfig)

	router.Group(metricsPath).GET("", health.Metrics)
}

func (s *Server) registerAPI(router *routing.Router, parts Parts, mode *handlers.ModeSwitch) {
	settings := parts.Settings
	tokens := auth.NewTokens(settings.Auth.Secret, settings.Auth.TokenTTL, time.Now)
	limit := func(kind string, perMinute, burst int, key func(*http.Request) string) routing.Middleware {
		return middleware.RateLimit(kind, ratelimit.New(perMinute, burst, time.Now), key, parts.Metrics)
	}
	polls := limit("poll", settings.Limits.PollsPerMinute, settings.Limits.PollBurst, middleware.ByIdentity)
	sends := limit("send", settings.Limits.SendsPerMinute, settings.Limits.SendBurst, middleware.ByIdentity)
	logins := limit("login", loginsPerMinute, loginBurst, middleware.ByAddress)

	api := router.Group(apiPrefix, middleware.BodyLimit(settings.MaxBodyBytes))
	login := handlers.NewAuthHandler(auth.NewUsers(settings.Auth.Users), tokens)
	api.POST(loginPath, login.Login, logins)

	admin := api.Group(chatPrefix, middleware.Authenticate(tokens))
	admin.POST(messagesPath, s.chat.SendMessage, sends)
	admin.GET(messagesPath, s.chat.GetMessages, polls)

	sessions := handlers.NewSessionHandler(parts.Service)
	admin.GET(sessionsPath, sessions.ListSessions, polls)
	admin.POST(sessionsPath, sessions.CreateSession, sends)
	admin.GET(sessionPath, sessions.GetSession, polls)
	admin.GET(historyPath, sessions.GetHistory, polls)
	admin.PUT(sharingPath, sessions.PutSharing, sends)

	configuration := handlers.NewConfigHandler(settings, mode, SocketURL, parts.Metrics, parts.Logger)
	admin.GET(configPath, configuration.GetConfig, polls)
	admin.PUT(configPath, configuration.PutConfig, sends)
	admin.GET(performancePath, configuration.GetPerformance, polls)
	admin.POST(eventsPath, configuration.PostEvent, sends)

	// A browser's handshake brings its token elsewhere than in the header.
	socket := api.Group(chatPrefix, middleware.AuthenticateWebSocket(tokens))
	socket.GET(socketPath, s.chat.HandleWebSocket, polls)
	s.registerDebug(socket)
}

func reportMode(mode *handlers.ModeSwitch, collector *metrics.Collector) {
	all := []string{string(config.ModeWebSocket), string(config.ModePolling), string(config.ModeAuto)}
	collector.ModeChanged(string(mode.Mode()), all)
	mode.OnChange(func(_, to config.ChatMode) { collector.ModeChanged(string(to), all) })
}

// Handler serves the API without a listener, for tests.
func (s *Server) Handler() http.Handler {
	return s.http.Handler
}

// ListenAndServe answers requests until Shutdown.
func (s *Server) ListenAndServe() error {
	if err := s.http.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// Shutdown takes no new requests, lets those under way finish and closes the sockets, all
// at the same time: a socket that ends slowly takes nothing from the others' grace.
func (s *Server) Shutdown(ctx context.Context) error {
	sockets := make(chan error, 1)
	go func() { sockets <- s.chat.Shutdown(ctx) }()
	return errors.Join(s.http.Shutdown(ctx), <-sockets)
}
