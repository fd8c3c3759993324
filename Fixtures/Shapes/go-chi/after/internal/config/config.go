// Package config reads what the service is told by its environment.
package config

import (
	"errors"
	"os"
	"strconv"
)

// Config is what the service was told.
type Config struct {
	Address    string
	Currency   string
	AdminToken string
	PageSize   int
}

// ErrPageSize tells that no page can be that small.
var ErrPageSize = errors.New("PAGE_SIZE must be at least 1")

// Load reads the environment.
func Load() (Config, error) {
	cfg := Config{
		Address:    getEnv("ADDRESS", ":8080"),
		Currency:   getEnv("CURRENCY", "EUR"),
		AdminToken: getEnv("ADMIN_TOKEN", ""),
		PageSize:   getEnvAsInt("PAGE_SIZE", 20),
	}
	return cfg, cfg.validate()
}

func (c Config) validate() error {
	if c.PageSize < 1 {
		return ErrPageSize
	}
	return nil
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
