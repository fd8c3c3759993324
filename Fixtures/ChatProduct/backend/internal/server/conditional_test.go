package server_test

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestAPollWithoutNewsCostsNothing(t *testing.T) {
	p := start(t, nil)
	token := p.token("ada")
	p.send(token, session, "1")
	list := messages + "?session_id=" + session
	tag := p.ask("GET", list, token, "").header.Get("ETag")
	if tag == "" {
		t.Fatal("there is no ETag")
	}
	for _, header := range []string{tag, `"x", ` + tag, strings.TrimPrefix(tag, "W/"), "*"} {
		response := p.ask("GET", list, token, "", "If-None-Match", header)
		if response.status != 304 || response.body != "" || response.header.Get("ETag") != tag {
			t.Errorf("If-None-Match %s: %d %q", header, response.status, response.body)
		}
		if response.header.Get("Cache-Control") != "private, no-cache" {
			t.Errorf("Cache-Control = %q", response.header.Get("Cache-Control"))
		}
	}
	p.send(token, session, "2")
	if response := p.ask("GET", list, token, "", "If-None-Match", tag); response.status != 200 || response.contents(t) != "1 2" {
		t.Errorf("after news: %d %s", response.status, response.body)
	}
}

func TestATagNeverHidesNews(t *testing.T) {
	p := start(t, nil)
	token := p.token("ada")
	list := messages + "?session_id=" + session + "&limit=1000"
	tag := p.ask("GET", list, token, "").header.Get("ETag")
	for i := range 200 {
		p.send(token, session, fmt.Sprint(i))
		response := p.ask("GET", list, token, "", "If-None-Match", tag)
		if response.status != 200 {
			t.Fatalf("message %d is hidden: status %d", i, response.status)
		}
		tag = response.header.Get("ETag")
	}
}

func TestATagHoldsForOneList(t *testing.T) {
	p := start(t, nil)
	token := p.token("ada")
	first := p.send(token, session, "1")
	second := p.send(token, session, "2")
	p.send(token, "session-0002", "1")
	p.send(token, "session-0002", "2")
	list := messages + "?session_id=" + session
	pairs := [][2]string{
		{list + "&limit=10", list + "&limit=100"},
		{list, messages + "?session_id=session-0002"},
		{list + "&since=" + first, list + "&since=" + second},
		{list + "&offset=0", list + "&offset=1"},
	}
	for _, pair := range pairs {
		tag := p.ask("GET", pair[0], token, "").header.Get("ETag")
		if response := p.ask("GET", pair[1], token, "", "If-None-Match", tag); response.status != 200 {
			t.Errorf("the tag of %s holds for %s: status %d", pair[0], pair[1], response.status)
		}
	}
}

func TestAConditionHidesNoMistake(t *testing.T) {
	p := start(t, nil)
	token := p.token("ada")
	p.send(token, session, "1")
	hers := p.send(token, "session-0002", "1")
	for _, since := range []string{"not-a-thing", hers} {
		response := p.ask("GET", messages+"?session_id="+session+"&since="+since, token, "", "If-None-Match", "*")
		if response.status != http.StatusBadRequest {
			t.Errorf("since %s: %d", since, response.status)
		}
	}
}

func TestTimesCountOnceTheirSecondIsOver(t *testing.T) {
	p := start(t, nil)
	token := p.token("ada")
	p.send(token, session, "1")
	list := messages + "?session_id=" + session
	// The header comes as soon as the second of the last change has passed.
	var modified string
	for deadline := time.Now().Add(5 * time.Second); modified == ""; {
		if time.Now().After(deadline) {
			t.Fatal("Last-Modified never comes")
		}
		modified = p.ask("GET", list, token, "").header.Get("Last-Modified")
	}
	stamp, err := http.ParseTime(modified)
	if err != nil || time.Since(stamp) > 10*time.Second || !strings.HasSuffix(modified, "GMT") {
		t.Fatalf("Last-Modified = %q (%v)", modified, err)
	}
	cases := []struct {
		since, tag string
		status     int
	}{
		{modified, "", 304},
		{stamp.Add(-time.Second).Format(http.TimeFormat), "", 200},
		{"yesterday", "", 200},
		{modified, `"another"`, 200},
	}
	for _, c := range cases {
		headers := []string{"If-Modified-Since", c.since}
		if c.tag != "" {
			headers = append(headers, "If-None-Match", c.tag)
		}
		response := p.ask("GET", list, token, "", headers...)
		if response.status != c.status {
			t.Errorf("since %q, tag %q: %d", c.since, c.tag, response.status)
		}
	}
	p.send(token, session, "2")
	if response := p.ask("GET", list, token, "", "If-Modified-Since", modified); response.status != 200 {
		t.Errorf("news within the second are hidden: %d", response.status)
	}
}

func TestLargeListsTravelCompressed(t *testing.T) {
	p := start(t, nil)
	token := p.token("ada")
	for range 200 {
		p.send(token, session, strings.Repeat("text ", 200))
	}
	list := messages + "?session_id=" + session + "&limit=1000"
	plain := p.ask("GET", list, token, "")
	if coding := plain.header.Get("Content-Encoding"); coding != "" {
		t.Errorf("nobody asked for %s", coding)
	}
	for header, compressed := range map[string]bool{
		"gzip": true, "deflate, GZIP;q=0.5": true, "*": true,
		"identity": false, "gzip;q=0": false, "*;q=0.1, gzip;q=0": false, "br": false,
	} {
		response := p.ask("GET", list, token, "", "Accept-Encoding", header)
		if (response.header.Get("Content-Encoding") == "gzip") != compressed {
			t.Errorf("%q: Content-Encoding = %q", header, response.header.Get("Content-Encoding"))
			continue
		}
		if !strings.Contains(strings.Join(response.header.Values("Vary"), ","), "Accept-Encoding") {
			t.Errorf("%q: Vary = %q", header, response.header.Values("Vary"))
		}
		if !compressed {
			continue
		}
		if len(response.body)*2 > len(plain.body) {
			t.Errorf("%d bytes instead of %d", len(response.body), len(plain.body))
		}
		reader, err := gzip.NewReader(strings.NewReader(response.body))
		if err != nil {
			t.Fatal(err)
		}
		if text, err := io.ReadAll(reader); err != nil || string(text) != plain.body {
			t.Errorf("the unpacked list differs: %v", err)
		}
	}
	short := p.ask("GET", "/health/ready", "", "", "Accept-Encoding", "gzip")
	if coding := short.header.Get("Content-Encoding"); coding != "" {
		t.Errorf("a short answer came as %s", coding)
	}
}

func TestOrigins(t *testing.T) {
	p := start(t, nil)
	token := p.token("ada")
	preflight := p.ask("OPTIONS", messages, "", "", "Origin", origin,
		"Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization,content-type")
	if preflight.status != 204 {
		t.Errorf("preflight: %d", preflight.status)
	}
	allowed := strings.ToLower(preflight.header.Get("Access-Control-Allow-Headers"))
	for _, name := range []string{"authorization", "content-type", "if-none-match", "idempotency-key"} {
		if !strings.Contains(allowed, name) {
			t.Errorf("%s is not allowed: %s", name, allowed)
		}
	}
	list := p.ask("GET", messages+"?session_id="+session, token, "", "Origin", origin)
	exposed := list.header.Get("Access-Control-Expose-Headers")
	if list.header.Get("Access-Control-Allow-Origin") != origin || !strings.Contains(exposed, "ETag") ||
		!strings.Contains(exposed, "Retry-After") {
		t.Errorf("headers: %v", list.header)
	}
	for _, other := range []string{"https://evil.example", "null", origin + ".evil.example"} {
		response := p.ask("GET", messages+"?session_id="+session, token, "", "Origin", other)
		if got := response.header.Get("Access-Control-Allow-Origin"); got != "" {
			t.Errorf("%s may read: %s", other, got)
		}
		if !strings.Contains(strings.Join(response.header.Values("Vary"), ","), "Origin") {
			t.Errorf("Vary = %q", response.header.Values("Vary"))
		}
	}
}
