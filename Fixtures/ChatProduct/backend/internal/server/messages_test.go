package server_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestASentMessageIsListed(t *testing.T) {
	p := start(t, nil)
	token := p.token("ada")
	before := time.Now()
	id := p.send(token, session, "hi")

	list := p.ask("GET", messages+"?session_id="+session, token, "")
	message := list.object(t)["messages"].([]any)[0].(map[string]any)
	for key, want := range map[string]any{
		"id": id, "type": "user", "content": "hi", "session_id": session, "status": "delivered", "author": "ada",
	} {
		if message[key] != want {
			t.Errorf("%s = %v, want %v", key, message[key], want)
		}
	}
	stored, err := time.Parse(time.RFC3339Nano, message["timestamp"].(string))
	if err != nil || stored.Sub(before).Abs() > 2*time.Second {
		t.Errorf("timestamp = %v (%v)", message["timestamp"], err)
	}
	if list.object(t)["success"] != true || list.object(t)["has_more"] != false {
		t.Errorf("list: %s", list.body)
	}
}

func TestContentComesBackAsItWasSent(t *testing.T) {
	p := start(t, nil)
	token := p.token("ada")
	for _, content := range []string{
		`'; DROP TABLE x;-- {{7*7}} ${env} %00 "\`,
		`<b>&"'</b><script>alert(1)</script> javascript:1`,
		"a  b\nline2\ttab ", "nul \x00 byte", "e\u0301 is not \u00e9", "\u200f right to left",
		"👩‍👩‍👧‍👦", strings.Repeat("é", 10_000), strings.Repeat("👍", 10_000),
	} {
		p.send(token, session, content)
		list := p.ask("GET", messages+"?session_id="+session+"&limit=1000", token, "")
		all := list.object(t)["messages"].([]any)
		if got := all[len(all)-1].(map[string]any)["content"]; got != content {
			t.Errorf("sent %.40q, got %.40q", content, got)
		}
	}
}

func TestBodiesThatAreRefused(t *testing.T) {
	p := start(t, nil)
	token := p.token("ada")
	with := func(session, content string) string {
		body, _ := json.Marshal(map[string]string{"session_id": session, "content": content})
		return string(body)
	}
	cases := []struct {
		name, body, kind string
		status           int
		mentions         string
	}{
		{"empty content", with(session, ""), "application/json", 400, "content"},
		{"no content", `{"session_id":"` + session + `"}`, "application/json", 400, "content"},
		{"content null", `{"session_id":"` + session + `","content":null}`, "application/json", 400, "content"},
		{"content a number", `{"session_id":"` + session + `","content":5}`, "application/json", 400, "content"},
		{"blank content", with(session, "  \n"), "application/json", 400, "content"},
		{"long content", with(session, strings.Repeat("é", 10_001)), "application/json", 400, "content"},
		{"short session", with("123456789", "x"), "application/json", 400, "session_id"},
		{"long session", with(strings.Repeat("s", 101), "x"), "application/json", 400, "session_id"},
		{"no session", `{"content":"x"}`, "application/json", 400, "session_id"},
		{"path as session", with("../../../etc", "x"), "application/json", 400, "session_id"},
		{"newline in session", with("session\n0001", "x"), "application/json", 400, "session_id"},
		{"cut off", `{`, "application/json", 400, "JSON"},
		{"an array", `[]`, "application/json", 400, "JSON"},
		{"a string", `"x"`, "application/json", 400, "JSON"},
		{"two objects", with(session, "x") + with(session, "y"), "application/json", 400, "JSON"},
		{"plain text", with(session, "x"), "text/plain", 415, "application/json"},
		{"no type", with(session, "x"), "", 415, "application/json"},
		{"too large", with(session, strings.Repeat("x", 300<<10)), "application/json", 413, "large"},
	}
	for _, c := range cases {
		response := p.ask("POST", messages, token, c.body, "Content-Type", c.kind)
		object := response.object(t)
		text, _ := object["error"].(string)
		if response.status != c.status || object["success"] != false || !strings.Contains(text, c.mentions) {
			t.Errorf("%s: %d %s", c.name, response.status, response.body)
		}
	}
	if list := p.ask("GET", messages+"?session_id="+session, token, ""); list.contents(t) != "" {
		t.Errorf("something was stored: %s", list.body)
	}
}

func TestUnknownFieldsAreLeftAlone(t *testing.T) {
	p := start(t, nil)
	response := p.ask("POST", messages, p.token("ada"),
		`{"session_id":"`+session+`","content":"x","context":{},"quick_action":"y"}`,
		"Content-Type", "application/json; charset=utf-8")
	if response.status != 201 {
		t.Errorf("%d %s", response.status, response.body)
	}
}

func TestARepeatIsStoredOnce(t *testing.T) {
	p := start(t, nil)
	token := p.token("ada")
	body := `{"session_id":"` + session + `","content":"once"}`
	first := p.ask("POST", messages, token, body, "Idempotency-Key", "k-1")
	again := p.ask("POST", messages, token, body, "Idempotency-Key", "k-1")
	inBody := p.ask("POST", messages, token, `{"session_id":"`+session+`","content":"once","idempotency_key":"k-1"}`)
	for name, response := range map[string]answer{"again": again, "in the body": inBody} {
		if response.status != 200 || response.object(t)["message_id"] != first.object(t)["message_id"] {
			t.Errorf("%s: %d %s", name, response.status, response.body)
		}
	}
	other := p.ask("POST", messages, token, `{"session_id":"`+session+`","content":"other"}`, "Idempotency-Key", "k-1")
	if other.status != http.StatusUnprocessableEntity {
		t.Errorf("another message under the key: %d", other.status)
	}
	if got := p.ask("GET", messages+"?session_id="+session, token, "").contents(t); got != "once" {
		t.Errorf("stored: %q", got)
	}
}

func TestPages(t *testing.T) {
	p := start(t, nil)
	token := p.token("ada")
	ids := make([]string, 5)
	for i, content := range []string{"1", "2", "3", "4", "5"} {
		ids[i] = p.send(token, session, content)
	}
	otherID := p.send(token, "session-0002", "other")
	all := p.ask("GET", messages+"?session_id="+session, token, "").object(t)["messages"].([]any)
	third, err := time.Parse(time.RFC3339Nano, all[2].(map[string]any)["timestamp"].(string))
	if err != nil {
		t.Fatal(err)
	}
	abroad := third.In(time.FixedZone("", 2*3600)).Format(time.RFC3339Nano)

	cases := []struct {
		query    string
		status   int
		contents string
		more     bool
	}{
		{"", 200, "1 2 3 4 5", false},
		{"&limit=2", 200, "1 2", true},
		{"&limit=2&offset=4", 200, "5", false},
		{"&limit=5", 200, "1 2 3 4 5", false},
		{"&offset=10000", 200, "", false},
		{"&since=" + ids[2], 200, "4 5", false},
		{"&since=" + ids[2] + "&limit=1", 200, "4", true},
		{"&since=" + ids[4], 200, "", false},
		{"&since=" + third.Format(time.RFC3339Nano), 200, "4 5", false},
		{"&since=" + url.QueryEscape(abroad), 200, "4 5", false},
		{"&since=" + strings.ReplaceAll(abroad, "+", "%20"), 200, "4 5", false},
		{"&since=946684800", 200, "1 2 3 4 5", false},
		{"&since=not-a-thing", 400, "", false},
		{"&since=" + otherID, 400, "", false},
		{"&limit=0", 400, "", false}, {"&limit=1001", 400, "", false}, {"&limit=-1", 400, "", false},
		{"&limit=abc", 400, "", false}, {"&limit=", 400, "", false}, {"&limit=1e3", 400, "", false},
		{"&limit=99999999999", 400, "", false},
		{"&offset=-1", 400, "", false}, {"&offset=abc", 400, "", false},
	}
	for _, c := range cases {
		response := p.ask("GET", messages+"?session_id="+session+c.query, token, "")
		if response.status != c.status {
			t.Errorf("%s: status %d, %s", c.query, response.status, response.body)
			continue
		}
		if c.status == 200 && (response.contents(t) != c.contents || response.object(t)["has_more"] != c.more) {
			t.Errorf("%s: %s", c.query, response.body)
		}
	}
	for _, bad := range []string{"", "?session_id=123456789", "?session_id=" + strings.Repeat("s", 101)} {
		if response := p.ask("GET", messages+bad, token, ""); response.status != 400 {
			t.Errorf("%q: status %d", bad, response.status)
		}
	}
	unknown := p.ask("GET", messages+"?session_id=never-used-0001", token, "")
	if unknown.status != 200 || !strings.Contains(unknown.body, `"messages":[]`) {
		t.Errorf("a session that nobody used: %d %s", unknown.status, unknown.body)
	}
}

func TestOtherMethodsAndPaths(t *testing.T) {
	p := start(t, nil)
	token := p.token("ada")
	for _, method := range []string{"PUT", "DELETE", "PATCH"} {
		response := p.ask(method, messages, token, "")
		allow := response.header.Get("Allow")
		if response.status != 405 || !strings.Contains(allow, "GET") || !strings.Contains(allow, "POST") {
			t.Errorf("%s: %d, Allow = %q", method, response.status, allow)
		}
	}
	for _, method := range []string{"INVENTED", "get"} {
		if response := p.ask(method, messages, token, ""); response.status != 405 {
			t.Errorf("%s: %d", method, response.status)
		}
	}
	if text := p.ask("GET", "/metrics", "", "").body; strings.Contains(text, "INVENTED") || strings.Contains(text, `"get"`) {
		t.Error("a client can invent series of metrics")
	}
	if response := p.ask("GET", "/api/v1/admin/chat/nothing", token, ""); response.status != 404 || response.object(t)["success"] != false {
		t.Errorf("unknown path: %d %s", response.status, response.body)
	}
	if response := p.ask("HEAD", messages+"?session_id="+session, token, ""); response.status != 200 || response.body != "" {
		t.Errorf("HEAD: %d %q", response.status, response.body)
	}
}
