package ratelimit

import (
	"fmt"
	"testing"
	"time"
)

func TestBurstThenRate(t *testing.T) {
	now := time.Unix(0, 0)
	limiter := New(60, 3, func() time.Time { return now })

	for i := range 3 {
		if ok, _ := limiter.Allow("ada"); !ok {
			t.Fatalf("request %d of the burst was refused", i+1)
		}
	}
	ok, wait := limiter.Allow("ada")
	if ok || wait != time.Second {
		t.Fatalf("ok = %v, wait = %v", ok, wait)
	}
	if ok, _ := limiter.Allow("grace"); !ok {
		t.Error("one key's flood refused another key")
	}
	now = now.Add(wait)
	if ok, _ := limiter.Allow("ada"); !ok {
		t.Error("refused after the wait that was asked for")
	}
	if ok, _ := limiter.Allow("ada"); ok {
		t.Error("the wait gave more than one request")
	}
}

func TestTheBurstDoesNotGrow(t *testing.T) {
	now := time.Unix(0, 0)
	limiter := New(60, 2, func() time.Time { return now })
	limiter.Allow("ada")
	now = now.Add(time.Hour)
	for i := range 2 {
		if ok, _ := limiter.Allow("ada"); !ok {
			t.Fatalf("request %d was refused", i+1)
		}
	}
	if ok, _ := limiter.Allow("ada"); ok {
		t.Error("an hour of rest gave more than the burst")
	}
}

func TestAClockThatStepsBack(t *testing.T) {
	now := time.Unix(1000, 0)
	limiter := New(60, 1, func() time.Time { return now })
	limiter.Allow("ada")
	now = now.Add(-time.Minute)
	if ok, wait := limiter.Allow("ada"); ok || wait != time.Second {
		t.Errorf("ok = %v, wait = %v", ok, wait)
	}
}

func TestKeysAreForgotten(t *testing.T) {
	now := time.Unix(0, 0)
	limiter := New(60, 5, func() time.Time { return now })
	for i := range 10 * sweepEvery {
		limiter.Allow(fmt.Sprint(i))
		now = now.Add(100 * time.Millisecond)
	}
	if count := len(limiter.buckets); count > sweepEvery+10 {
		t.Errorf("%d buckets are kept", count)
	}
}
