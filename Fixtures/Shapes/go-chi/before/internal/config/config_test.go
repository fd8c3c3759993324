package config

import (
	"errors"
	"testing"
)

func TestDefaults(t *testing.T) {
	cfg, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if cfg.Address != ":8080" || cfg.PageSize != 20 {
		t.Errorf("defaults are %+v", cfg)
	}
	if cfg.PDFEnabled {
		t.Error("documents are not for everybody")
	}
	if cfg.PDFWorkers != 2 {
		t.Errorf("%d workers", cfg.PDFWorkers)
	}
}

func TestValidation(t *testing.T) {
	tests := []struct {
		name, key, value string
		want             error
	}{
		{"page size", "PAGE_SIZE", "0", ErrPageSize},
		{"no worker", "PDF_WORKERS", "0", ErrWorkers},
		{"too many workers", "PDF_WORKERS", "17", ErrWorkers},
		{"no number", "PAGE_SIZE", "many", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv(test.key, test.value)
			if _, err := Load(); !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
		})
	}
}
