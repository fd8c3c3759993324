// Package config reads the settings from the environment.
package config

import (
	"os"
	"strconv"
	"strings"
	"time"
)

// Settings are what the environment decides.
type Settings struct {
	Address        string
	AdminToken     string
	AllowedOrigins []string
	ChatMode       string
	RequestsPerMin int

	// For the WebSocket only.
	WebSocketPingInterval time.Duration
	WebSocketReadLimit    int
}

// Load reads the environment; what is not set has a default.
func Load() Settings {
	return Settings{
		Address:               getEnv("ADDRESS", ":8080"),
		AdminToken:            getEnv("ADMIN_TOKEN", ""),
		AllowedOrigins:        strings.Split(getEnv("ALLOWED_ORIGINS", "http://localhost:3000"), ","),
		ChatMode:              getEnv("CHAT_MODE", "auto"),
		RequestsPerMin:        getEnvAsInt("REQUESTS_PER_MINUTE", 120),
		WebSocketPingInterval: getEnvAsSeconds("WEBSOCKET_PING_SECONDS", 25),
		WebSocketReadLimit:    getEnvAsInt("WEBSOCKET_READ_LIMIT", 65536),
	}
}

func getEnv(key, fallback string) string {
	if value, ok := os.LookupEnv(key); ok {
		return value
	}
	return fallback
}

func getEnvAsInt(key string, fallback int) int {
	value, err := strconv.Atoi(getEnv(key, ""))
	if err != nil {
		return fallback
	}
	return value
}

func getEnvAsSeconds(key string, fallback int) time.Duration {
	return time.Duration(getEnvAsInt(key, fallback)) * time.Second
}
