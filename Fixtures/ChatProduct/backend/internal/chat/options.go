package chat

import (
	"log/slog"
	"time"
)

// Options are what a Service may be told; what is left out has a default.
type Options struct {
	// Clock tells the time; default time.Now.
	Clock func() time.Time
	// IdempotencyWindow is how long a key is remembered; default 24 h.
	IdempotencyWindow time.Duration
	// ShareNewSessions opens new sessions to all administrators.
	ShareNewSessions bool
	// ReplyQueue is how many messages may wait for the assistant; default 1000.
	ReplyQueue int
	// ReplyWorkers is how many replies are made at a time; default 16.
	ReplyWorkers int
	// SubscriptionBuffer is how many messages a subscriber may lag behind
	// before it is dropped; default 64.
	SubscriptionBuffer int
	// Logger is where failures go that no caller sees; default slog.Default.
	Logger *slog.Logger
	// Observer is told what happens; default nobody.
	Observer Observer
}

func (o Options) withDefaults() Options {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.IdempotencyWindow <= 0 {
		o.IdempotencyWindow = 24 * time.Hour
	}
	if o.ReplyQueue <= 0 {
		o.ReplyQueue = 1000
	}
	if o.ReplyWorkers <= 0 {
		o.ReplyWorkers = 16
	}
	if o.SubscriptionBuffer <= 0 {
		o.SubscriptionBuffer = 64
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	if o.Observer == nil {
		o.Observer = NoObserver{}
	}
	return o
}
