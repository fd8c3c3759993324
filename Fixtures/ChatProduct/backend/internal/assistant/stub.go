// Package assistant answers the administrators' messages.
package assistant

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// quoted is how much of a message the stub repeats, in code points.
const quoted = 60

// Stub is the built-in assistant. It knows nothing, but it answers, so that the
// chat can be used and tried without a service behind it.
type Stub struct {
	delay time.Duration
}

// NewStub makes a stub that thinks for a while before it answers.
func NewStub(delay time.Duration) *Stub {
	return &Stub{delay: delay}
}

// Reply answers; the same content always gets the same answer.
func (s *Stub) Reply(ctx context.Context, _, content string) (string, error) {
	select {
	case <-time.After(s.delay):
		return answer(strings.TrimSpace(content)), nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func answer(content string) string {
	switch first, _, _ := strings.Cut(strings.ToLower(content), " "); strings.Trim(first, ",.!?") {
	case "hello", "hi", "hey":
		return "Hello! What can I do for you?"
	case "thanks", "thank":
		return "You are welcome."
	}
	if strings.HasSuffix(content, "?") {
		return fmt.Sprintf("You ask: %s I do not know, but your colleagues can read it here.", shorten(content))
	}
	return fmt.Sprintf("Noted: %s", shorten(content))
}

// shorten cuts a text between two code points.
func shorten(text string) string {
	if utf8.RuneCountInString(text) <= quoted {
		return text
	}
	return string([]rune(text)[:quoted]) + "…"
}
