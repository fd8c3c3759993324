// Package settings reads what the library is told.
package settings

import (
	"fmt"
	"strconv"
)

// Settings are what the library was told.
type Settings struct {
	Address string
	Limit   int
}

// Read reads the settings from an environment.
func Read(get func(string) string) (Settings, error) {
	s := Settings{Address: get("LIBRARY_ADDRESS"), Limit: 3}
	if s.Address == "" {
		s.Address = ":8080"
	}
	if text := get("LIBRARY_LIMIT"); text != "" {
		limit, err := strconv.Atoi(text)
		if err != nil {
			return s, fmt.Errorf("LIBRARY_LIMIT: %w", err)
		}
		s.Limit = limit
	}
	return s, nil
}
