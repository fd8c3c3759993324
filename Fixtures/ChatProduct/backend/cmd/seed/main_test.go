package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"example.com/chatproduct/backend/internal/chat"
	"example.com/chatproduct/backend/internal/store"
)

const room = "session-0001"

// execute runs the command and returns its status and what it wrote.
func execute(arguments ...string) (status int, out, problems string) {
	var stdout, stderr bytes.Buffer
	status = run(arguments, &stdout, &stderr)
	return status, stdout.String(), stderr.String()
}

// messages returns what a service would serve of the session.
func messages(t *testing.T, dir string) (chat.Session, []chat.Message) {
	t.Helper()
	kept, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	session, _ := kept.Session(room)
	stored, err := kept.Read(t.Context(), room, 0, session.MessageCount)
	if err != nil {
		t.Fatal(err)
	}
	return session, stored
}

func TestSeed(t *testing.T) {
	for _, same := range []bool{false, true} {
		t.Run(fmt.Sprintf("same timestamp %t", same), func(t *testing.T) {
			dir := t.TempDir()
			arguments := []string{"-data", dir, "-session", room, "-owner", "ada", "-count", "1500", "-shared", "-content-bytes", "100", fmt.Sprintf("-same-timestamp=%t", same)}
			// Twice: the second run continues the session.
			for range 2 {
				if status, out, problems := execute(arguments...); status != 0 || !strings.Contains(out, "1500") || problems != "" {
					t.Fatalf("status %d, %q, %q", status, out, problems)
				}
			}
			session, stored := messages(t, dir)
			if session.Owner != "ada" || !session.Shared || len(stored) != 3000 {
				t.Fatalf("%+v with %d messages", session, len(stored))
			}
			seen := make(map[string]bool)
			for i, message := range stored {
				if len(message.Content) != 100 || seen[message.Content] || message.Author != "ada" {
					t.Errorf("message %d: %+v", i, message)
				}
				seen[message.Content] = true
				if i > 0 && i != 1500 && message.Timestamp.Equal(stored[i-1].Timestamp) != same {
					t.Errorf("message %d comes at %s, the one before at %s", i, message.Timestamp, stored[i-1].Timestamp)
				}
			}
		})
	}
}

func TestNobodyAnswersPreparedMessages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		if status, _, problems := execute("-data", dir, "-session", room, "-owner", "ada", "-count", "3"); status != 0 {
			t.Fatal(problems)
		}
		kept, err := store.Open(dir, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		service := chat.NewService(kept, shouting{t}, chat.Options{})
		synctest.Wait()
		if err := service.Close(t.Context()); err != nil {
			t.Error(err)
		}
		if err := kept.Close(); err != nil {
			t.Error(err)
		}
	})
}

// shouting is an assistant that must not be asked.
type shouting struct{ t *testing.T }

func (s shouting) Reply(context.Context, string, string) (string, error) {
	s.t.Error("the assistant was asked")
	return "yes", nil
}

func TestBadArguments(t *testing.T) {
	good := []string{"-data", "DIR", "-session", room, "-owner", "ada", "-count", "1"}
	with := func(more ...string) []string { return append(good[:len(good):len(good)], more...) }
	cases := []struct {
		name, problem string
		arguments     []string
	}{
		{"nothing", "-data is missing", nil},
		{"no owner", "-owner is missing", with("-owner", "")},
		{"no session", "-session", with("-session", "")},
		{"short session", "10 to 100", with("-session", "short")},
		{"no messages", "-count", with("-count", "0")},
		{"not a number", "-count", with("-count", "many")},
		{"content too long", "-content-bytes", with("-content-bytes", "10001")},
		{"unknown flag", "-sharde", with("-sharde")},
		{"something more", "extra", with("extra")},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			arguments := c.arguments
			for i, argument := range arguments {
				arguments[i] = strings.Replace(argument, "DIR", dir, 1)
			}
			status, out, problems := execute(arguments...)
			if status != 2 || out != "" || !strings.Contains(problems, c.problem) || !strings.Contains(problems, "Usage of seed") {
				t.Errorf("status %d, %q, %q", status, out, problems)
			}
			if _, stored := messages(t, dir); len(stored) > 0 {
				t.Errorf("%d messages stored", len(stored))
			}
		})
	}
}

func TestTheServerMustNotRun(t *testing.T) {
	dir := t.TempDir()
	kept, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	status, _, problems := execute("-data", dir, "-session", room, "-owner", "ada", "-count", "1")
	if status != 1 || !strings.Contains(problems, "Stop the server first") {
		t.Errorf("status %d, %q", status, problems)
	}
	if err := kept.Close(); err != nil {
		t.Error(err)
	}
}

func TestASessionKeepsItsOwner(t *testing.T) {
	dir := t.TempDir()
	if status, _, problems := execute("-data", dir, "-session", room, "-owner", "ada", "-count", "1"); status != 0 {
		t.Fatal(problems)
	}
	if status, _, problems := execute("-data", dir, "-session", room, "-owner", "grace", "-count", "1"); status != 1 || !strings.Contains(problems, "belongs to ada") {
		t.Errorf("status %d, %q", status, problems)
	}
}
