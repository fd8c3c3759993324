// Package config reads what the service is told by its environment.
package config

import (
	"errors"
	"os"
	"strconv"
)

// The most workers that make sense on one machine.
const maxPDFWorkers = 16

// Config is what the service was told.
type Config struct {
	Address    string
	Currency   string
	AdminToken string
	PageSize   int

	// Documents.
	PDFEnabled bool
	PDFWorkers int
	PDFFooter  string
}

// ErrPageSize tells that no page can be that small.
var ErrPageSize = errors.New("PAGE_SIZE must be at least 1")

// ErrWorkers tells that there are too few workers, or too many.
var ErrWorkers = errors.New("PDF_WORKERS must be between 1 and 16")

// Load reads the environment.
func Load() (Config, error) {
	cfg := Config{
		Address:    getEnv("ADDRESS", ":8080"),
		Currency:   getEnv("CURRENCY", "EUR"),
		AdminToken: getEnv("ADMIN_TOKEN", ""),
		PageSize:   getEnvAsInt("PAGE_SIZE", 20),
		PDFEnabled: getEnvAsBool("PDF_ENABLED", false),
		PDFWorkers: getEnvAsInt("PDF_WORKERS", 2),
		PDFFooter:  getEnv("PDF_FOOTER", ""),
	}
	return cfg, cfg.validate()
}

func (c Config) validate() error {
	if c.PageSize < 1 {
		return ErrPageSize
	}
	if c.PDFWorkers < 1 || c.PDFWorkers > maxPDFWorkers {
		return ErrWorkers
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

func getEnvAsBool(key string, fallback bool) bool {
	value, err := strconv.ParseBool(getEnv(key, ""))
	if err != nil {
		return fallback
	}
	return value
}
