// Package settings reads what the library is told.
package settings

import (
	"fmt"
	"strconv"
	"time"
)

// Audit tells whether mails are sent.
type Audit string

// What can be done with what happened.
const (
	AuditOff  Audit = "off"
	AuditMail Audit = "mail"
)

// Settings are what the library was told.
type Settings struct {
	Address    string
	Limit      int
	Audit      Audit
	AuditTo    string
	AuditEvery time.Duration
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
	var err error
	if s.Audit, err = parseAudit(get("AUDIT_MODE")); err != nil {
		return s, err
	}
	s.AuditTo = get("AUDIT_TO")
	if s.AuditEvery, err = duration(get("AUDIT_EVERY"), 24*time.Hour); err != nil {
		return s, fmt.Errorf("AUDIT_EVERY: %w", err)
	}
	return s, nil
}

func parseAudit(text string) (Audit, error) {
	switch a := Audit(text); a {
	case "":
		return AuditOff, nil
	case AuditOff, AuditMail:
		return a, nil
	default:
		return "", fmt.Errorf("AUDIT_MODE: %q is neither off nor mail", text)
	}
}

func duration(text string, fallback time.Duration) (time.Duration, error) {
	if text == "" {
		return fallback, nil
	}
	return time.ParseDuration(text)
}
