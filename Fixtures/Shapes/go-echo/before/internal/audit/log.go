// Package audit tells whoever runs the library what happened.
package audit

import (
	"bytes"
	"context"
	_ "embed"
	"sync"
	"text/template"
	"time"

	"example.com/library/internal/lending"
)

//go:embed mail.tmpl
var mailText string

var mailTemplate = template.Must(template.New("mail").Parse(mailText))

// Log gathers what happened since the last mail.
type Log struct {
	to      string
	deliver func(to string, text []byte) error

	mu      sync.Mutex
	changes []lending.Change
}

// NewLog makes an empty log.
func NewLog(to string) *Log { return &Log{to: to, deliver: deliver} }

// Note adds a change.
func (l *Log) Note(c lending.Change) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.changes = append(l.changes, c)
}

// Pending are the changes that the next mail tells.
func (l *Log) Pending() []lending.Change {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]lending.Change(nil), l.changes...)
}

// Send sends what there is to tell.
func (l *Log) Send() error {
	pending := l.Pending()
	if len(pending) == 0 {
		return nil
	}
	var text bytes.Buffer
	if err := mailTemplate.Execute(&text, pending); err != nil {
		return err
	}
	if err := l.deliver(l.to, text.Bytes()); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.changes = l.changes[len(pending):]
	return nil
}

// SendEvery sends until the context ends.
func (l *Log) SendEvery(ctx context.Context, pause time.Duration) {
	ticker := time.NewTicker(pause)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			l.Send()
		}
	}
}
