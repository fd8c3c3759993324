// Package ratelimit bounds how often somebody may do something.
package ratelimit

import (
	"math"
	"sync"
	"time"
)

// sweepEvery is after how many calls buckets that are full again are forgotten. It
// bounds the memory by those who were active lately.
const sweepEvery = 1024

// Limiter is a token bucket for each key: burst at once, perMinute in the long run.
type Limiter struct {
	perSecond float64
	burst     float64
	now       func() time.Time

	mu      sync.Mutex
	buckets map[string]bucket
	calls   int
}

type bucket struct {
	tokens float64
	at     time.Time
}

// New makes a limiter. now is time.Now outside of tests.
func New(perMinute, burst int, now func() time.Time) *Limiter {
	return &Limiter{
		perSecond: float64(perMinute) / 60,
		burst:     float64(burst),
		now:       now,
		buckets:   make(map[string]bucket),
	}
}

// Allow takes a token. Without one, it says how long to wait for the next.
func (l *Limiter) Allow(key string) (ok bool, wait time.Duration) {
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sweep(now)

	tokens := l.tokens(key, now)
	if tokens < 1 {
		return false, time.Duration(math.Ceil((1 - tokens) / l.perSecond * float64(time.Second)))
	}
	l.buckets[key] = bucket{tokens: tokens - 1, at: now}
	return true, 0
}

func (l *Limiter) tokens(key string, now time.Time) float64 {
	last, known := l.buckets[key]
	if !known {
		return l.burst
	}
	// A clock that was set back gives nothing, and takes nothing.
	elapsed := max(0, now.Sub(last.at).Seconds())
	return min(l.burst, last.tokens+elapsed*l.perSecond)
}

func (l *Limiter) sweep(now time.Time) {
	l.calls++
	if l.calls%sweepEvery != 0 {
		return
	}
	for key := range l.buckets {
		if l.tokens(key, now) >= l.burst {
			delete(l.buckets, key)
		}
	}
}
