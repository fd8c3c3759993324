// Package config reads the settings from the environment, once, at the start.
package config

import (
	"errors"
	"fmt"
	"time"
)

// minSecretBytes is what HMAC with SHA-256 asks of a key (RFC 7518, section 3.2).
const minSecretBytes = 32

// Config is everything that the environment decides.
type Config struct {
	Address        string
	DataDir        string
	StaticDir      string
	AllowedOrigins []string
	ShutdownGrace  time.Duration
	MaxBodyBytes   int

	Logging   LoggingConfig
	Auth      AuthConfig
	Limits    LimitsConfig
	Assistant AssistantConfig
	Chat      ChatConfig
	WebSocket WebSocketConfig
}

// LoggingConfig says what is logged, and how.
type LoggingConfig struct {
	Level  string
	Format string
}

// AuthConfig says who may sign in and how long a token holds.
type AuthConfig struct {
	Secret   string
	TokenTTL time.Duration
	// Users maps a name to its password.
	Users map[string]string
}

// LimitsConfig bounds what one identity may ask for. Polls and sends are counted
// apart, so that a reader who polls too much can still write.
type LimitsConfig struct {
	PollsPerMinute int
	PollBurst      int
	SendsPerMinute int
	SendBurst      int
}

// AssistantConfig is the automatic reply to an administrator's message.
type AssistantConfig struct {
	Enabled bool
	// URL of a real assistant; empty for the built-in one.
	URL     string
	Delay   time.Duration
	Timeout time.Duration
}

// ChatConfig is what both transports share, and the flag that chooses between them.
type ChatConfig struct {
	Mode              ChatMode
	ShareNewSessions  bool
	IdempotencyWindow time.Duration
	PollingInterval   time.Duration

	// In mode auto a client changes to polling after this many failed attempts to
	// open the socket, and after this delay.
	FallbackEnabled      bool
	FallbackDelay        time.Duration
	MaxReconnectAttempts int
}

// WebSocketConfig is for the WebSocket transport only.
type WebSocketConfig struct {
	PingInterval          time.Duration
	PongTimeout           time.Duration
	ReadLimit             int64
	MaxConnections        int
	MaxConnectionsPerUser int
	FramesPerMinute       int
	Compression           bool
}

// Load reads the settings by lookup, as os.LookupEnv does. What is not set has a
// default; the error names every variable that is missing or cannot be read.
func Load(lookup func(key string) (string, bool)) (Config, error) {
	env := &environment{lookup: lookup}
	config := Config{
		Address:        env.getEnv("ADDRESS", ":8080"),
		DataDir:        env.getEnv("DATA_DIR", "./data"),
		StaticDir:      env.getEnv("STATIC_DIR", ""),
		AllowedOrigins: env.getEnvAsList("ALLOWED_ORIGINS", "http://localhost:3000"),
		ShutdownGrace:  env.getEnvAsDuration("SHUTDOWN_GRACE", 10*time.Second),
		MaxBodyBytes:   env.getEnvAsInt("MAX_BODY_BYTES", 256<<10),
		Logging: LoggingConfig{
			Level:  env.getEnv("LOG_LEVEL", "info"),
			Format: env.getEnv("LOG_FORMAT", "json"),
		},
		Auth: AuthConfig{
			Secret:   env.getEnv("JWT_SECRET", ""),
			TokenTTL: env.getEnvAsDuration("TOKEN_TTL", 12*time.Hour),
			Users:    env.getEnvAsPairs("ADMIN_USERS"),
		},
		Limits: LimitsConfig{
			PollsPerMinute: env.getEnvAsInt("POLL_RATE_PER_MINUTE", 120),
			PollBurst:      env.getEnvAsInt("POLL_RATE_BURST", 300),
			SendsPerMinute: env.getEnvAsInt("SEND_RATE_PER_MINUTE", 60),
			SendBurst:      env.getEnvAsInt("SEND_RATE_BURST", 60),
		},
		Assistant: AssistantConfig{
			Enabled: env.getEnvAsBool("ASSISTANT_ENABLED", true),
			URL:     env.getEnv("ASSISTANT_URL", ""),
			Delay:   env.getEnvAsDuration("ASSISTANT_DELAY", time.Second),
			Timeout: env.getEnvAsDuration("ASSISTANT_TIMEOUT", 30*time.Second),
		},
		Chat:      loadChat(env),
		WebSocket: loadWebSocket(env),
	}
	if len(config.Auth.Secret) < minSecretBytes {
		env.refuse("JWT_SECRET", fmt.Sprintf("must have %d bytes or more", minSecretBytes))
	}
	return config, errors.Join(env.problems...)
}

func loadChat(env *environment) ChatConfig {
	mode, err := ParseChatMode(env.getEnv("CHAT_MODE", string(ModeAuto)))
	if err != nil {
		env.refuse("CHAT_MODE", err.Error())
	}
	sharing := env.getEnv("CHAT_SESSION_SHARING", "private")
	if sharing != "private" && sharing != "admins" {
		env.refuse("CHAT_SESSION_SHARING", "must be private or admins")
	}
	return ChatConfig{
		Mode:                 mode,
		ShareNewSessions:     sharing == "admins",
		IdempotencyWindow:    env.getEnvAsDuration("IDEMPOTENCY_WINDOW", 24*time.Hour),
		PollingInterval:      env.getEnvAsDuration("CHAT_POLLING_INTERVAL", 3*time.Second),
		FallbackEnabled:      env.getEnvAsBool("CHAT_FALLBACK_ENABLED", true),
		FallbackDelay:        env.getEnvAsDuration("CHAT_FALLBACK_DELAY", 5*time.Second),
		MaxReconnectAttempts: env.getEnvAsInt("CHAT_MAX_RECONNECT_ATTEMPTS", 3),
	}
}

func loadWebSocket(env *environment) WebSocketConfig {
	config := WebSocketConfig{
		PingInterval:          env.getEnvAsDuration("WEBSOCKET_PING_INTERVAL", 25*time.Second),
		PongTimeout:           env.getEnvAsDuration("WEBSOCKET_PONG_TIMEOUT", time.Minute),
		ReadLimit:             env.getEnvAsBytes("WEBSOCKET_READ_LIMIT", 64<<10),
		MaxConnections:        env.getEnvAsInt("WEBSOCKET_MAX_CONNECTIONS", 500),
		MaxConnectionsPerUser: env.getEnvAsInt("WS_MAX_CONNECTIONS_PER_USER", 5),
		FramesPerMinute:       env.getEnvAsInt("WEBSOCKET_FRAMES_PER_MINUTE", 120),
		Compression:           env.getEnvAsBool("WEBSOCKET_COMPRESSION", false),
	}
	if config.PingInterval == 0 {
		env.refuse("WEBSOCKET_PING_INTERVAL", "must be longer than 0s")
	}
	// A peer that is silent for one ping only must not be cut off.
	if config.PongTimeout <= config.PingInterval {
		env.refuse("WEBSOCKET_PONG_TIMEOUT", "must be longer than WEBSOCKET_PING_INTERVAL")
	}
	return config
}
