package handlers

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"example.com/chatproduct/backend/internal/chat"
)

func TestEntityTags(t *testing.T) {
	base := chat.Query{SessionID: session, Since: "", Limit: 50, Offset: 0}
	tag := entityTag(base, 7)
	if tag != entityTag(base, 7) {
		t.Error("the same list has two tags")
	}
	others := map[string]string{
		"revision": entityTag(base, 8),
		"session":  entityTag(chat.Query{SessionID: "session-0002", Limit: 50}, 7),
		"since":    entityTag(chat.Query{SessionID: session, Since: "msg_1", Limit: 50}, 7),
		"limit":    entityTag(chat.Query{SessionID: session, Limit: 51}, 7),
		"offset":   entityTag(chat.Query{SessionID: session, Limit: 50, Offset: 1}, 7),
		"shift":    entityTag(chat.Query{SessionID: session + "m", Since: "sg_1", Limit: 50}, 7),
	}
	seen := map[string]string{tag: "base"}
	for name, other := range others {
		if first, taken := seen[other]; taken {
			t.Errorf("%s has the tag of %s", name, first)
		}
		seen[other] = name
	}
}

func TestNotModified(t *testing.T) {
	changed := time.Date(2025, 3, 1, 12, 0, 0, 700e6, time.UTC)
	second := changed.Truncate(time.Second).Format(http.TimeFormat)
	cases := []struct {
		name        string
		match, date string
		now         time.Time
		want        bool
	}{
		{"nothing asked", "", "", changed.Add(time.Minute), false},
		{"the tag", `W/"a"`, "", changed, true},
		{"another tag, the time", `"b"`, second, changed.Add(time.Minute), false},
		{"the time", "", second, changed.Add(time.Minute), true},
		{"the time, within its second", "", second, changed.Add(200 * time.Millisecond), false},
		{"the time, while a message of it may still be stored", "", second, changed.Add(time.Second), false},
		{"a later time", "", changed.Add(time.Hour).Format(http.TimeFormat), changed.Add(time.Minute), true},
		{"an earlier time", "", changed.Add(-time.Minute).Format(http.TimeFormat), changed.Add(time.Minute), false},
		{"not a time", "", "soon", changed.Add(time.Minute), false},
	}
	for _, c := range cases {
		r := httptest.NewRequest("GET", "/", nil)
		if c.match != "" {
			r.Header.Set("If-None-Match", c.match)
		}
		if c.date != "" {
			r.Header.Set("If-Modified-Since", c.date)
		}
		if got := notModified(r, `W/"a"`, changed, c.now); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
