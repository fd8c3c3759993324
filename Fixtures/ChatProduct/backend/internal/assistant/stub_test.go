package assistant

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"
)

func TestTheStubAnswers(t *testing.T) {
	cases := map[string]string{
		"Hello, anybody there?": "Hello! What can I do for you?",
		"hi":                    "Hello! What can I do for you?",
		"Thanks!":               "You are welcome.",
		" Where is the log? \n": "You ask: Where is the log? I do not know, but your colleagues can read it here.",
		"The disk is full":      "Noted: The disk is full",
	}
	for content, want := range cases {
		if got, err := NewStub(0).Reply(t.Context(), "session-0001", content); err != nil || got != want {
			t.Errorf("%q is answered with %q, %v", content, got, err)
		}
	}
}

func TestTheStubRepeatsLittle(t *testing.T) {
	reply, err := NewStub(0).Reply(t.Context(), "session-0001", strings.Repeat("é", 10_000))
	if err != nil || !utf8.ValidString(reply) || utf8.RuneCountInString(reply) > 100 {
		t.Errorf("%q, %v", reply, err)
	}
}

func TestTheStubThinksForItsDelay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		if _, err := NewStub(12*time.Second).Reply(t.Context(), "session-0001", "hello"); err != nil || time.Since(start) != 12*time.Second {
			t.Errorf("answered after %s, %v", time.Since(start), err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start = time.Now()
		if _, err := NewStub(time.Hour).Reply(ctx, "session-0001", "hello"); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Second {
			t.Errorf("cancelled after %s, %v", time.Since(start), err)
		}
	})
}
