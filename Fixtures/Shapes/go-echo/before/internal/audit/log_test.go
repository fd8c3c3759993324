package audit

import (
	"strings"
	"testing"
	"time"

	"example.com/library/internal/lending"
)

func TestSend(t *testing.T) {
	l := NewLog("owner@example.com")
	var sent string
	l.deliver = func(to string, text []byte) error {
		sent = string(text)
		return nil
	}
	l.Note(lending.Change{When: time.Now(), What: "lent", Book: lending.Book{Title: "One"}})
	if err := l.Send(); err != nil || !strings.Contains(sent, "One: lent") {
		t.Errorf("sent %q, %v", sent, err)
	}
	if len(l.Pending()) != 0 {
		t.Error("it would be sent again")
	}
}
