package chat

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of what a request may hold. Lengths count code points.
const (
	MaxContent        = 10_000
	MinSessionID      = 10
	MaxSessionID      = 100
	MaxClientName     = 200
	MaxIdempotencyKey = 200
	DefaultLimit      = 50
	MaxLimit          = 1000
)

// CheckContent returns a *ValidationError unless the text can be a message.
func CheckContent(content string) error {
	if !utf8.ValidString(content) {
		return &ValidationError{"content", "must be valid UTF-8"}
	}
	if length := utf8.RuneCountInString(content); length < 1 || length > MaxContent {
		return &ValidationError{"content", fmt.Sprintf("must have 1 to %d characters", MaxContent)}
	}
	if strings.TrimFunc(content, unicode.IsSpace) == "" {
		return &ValidationError{"content", "must not be blank"}
	}
	return nil
}

// CheckSessionID returns a *ValidationError unless the text can name a session.
func CheckSessionID(id string) error {
	if len(id) < MinSessionID || len(id) > MaxSessionID || strings.ContainsFunc(id, foreignToSessionID) {
		return &ValidationError{"session_id", fmt.Sprintf(
			"must have %d to %d characters, each a letter, a digit, _ or -", MinSessionID, MaxSessionID)}
	}
	return nil
}

func foreignToSessionID(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '_', r == '-':
		return false
	}
	return true
}

func checkClientName(name string) error {
	if !utf8.ValidString(name) || utf8.RuneCountInString(name) > MaxClientName {
		return &ValidationError{"client_name", fmt.Sprintf("must have at most %d characters", MaxClientName)}
	}
	return nil
}

func checkIdempotencyKey(key string) error {
	invisible := func(r rune) bool { return r <= ' ' || r > '~' }
	if len(key) > MaxIdempotencyKey || strings.ContainsFunc(key, invisible) {
		return &ValidationError{"idempotency_key", fmt.Sprintf(
			"must have 1 to %d visible ASCII characters", MaxIdempotencyKey)}
	}
	return nil
}

// check looks at everything but the idempotency key's absence: without a key a
// repeat is a second message.
func (d Draft) check() error {
	if err := CheckSessionID(d.SessionID); err != nil {
		return err
	}
	if err := CheckContent(d.Content); err != nil {
		return err
	}
	if err := checkClientName(d.ClientName); err != nil {
		return err
	}
	return checkIdempotencyKey(d.IdempotencyKey)
}

// checkLimit returns the limit to use.
func checkLimit(limit int) (int, error) {
	if limit == 0 {
		return DefaultLimit, nil
	}
	if limit < 0 || limit > MaxLimit {
		return 0, &ValidationError{"limit", fmt.Sprintf("must be 1 to %d", MaxLimit)}
	}
	return limit, nil
}
