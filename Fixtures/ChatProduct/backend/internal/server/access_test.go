package server_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestTokensAreAskedFor(t *testing.T) {
	p := start(t, nil)
	valid := p.token("ada")
	body := `{"session_id":"` + session + `","content":"hi"}`
	cases := []struct {
		name, authorization, query string
	}{
		{"none", "", ""},
		{"another scheme", "Basic " + valid, ""},
		{"no token", "Bearer", ""},
		{"empty token", "Bearer ", ""},
		{"not a token", "Bearer x.y.z", ""},
		{"in the query", "", "?token=" + valid},
	}
	for _, c := range cases {
		for _, method := range []string{"GET", "POST"} {
			response := p.ask(method, messages+c.query, "", body, "Authorization", c.authorization)
			if response.status != http.StatusUnauthorized || response.object(t)["success"] != false ||
				response.object(t)["error"] == "" {
				t.Errorf("%s, %s: %d %s", c.name, method, response.status, response.body)
			}
			if !strings.HasPrefix(response.header.Get("WWW-Authenticate"), "Bearer") {
				t.Errorf("%s, %s: WWW-Authenticate = %q", c.name, method, response.header.Get("WWW-Authenticate"))
			}
		}
	}
	if list := p.ask("GET", messages+"?session_id="+session, valid, ""); list.contents(t) != "" {
		t.Errorf("something was stored: %s", list.body)
	}
	if response := p.ask("GET", messages+"?session_id="+session, "", "", "Authorization", "bearer "+valid); response.status != 200 {
		t.Errorf("the scheme's case matters: %d", response.status)
	}
}

func TestOnlyAdministratorsComeIn(t *testing.T) {
	p := start(t, nil)
	response := p.ask("GET", messages+"?session_id="+session, p.token("eve", "customer"), "")
	if response.status != http.StatusForbidden {
		t.Errorf("status = %d", response.status)
	}
}

func TestTokensStayOutOfTheLog(t *testing.T) {
	p := start(t, nil)
	token := p.token("ada")
	p.ask("GET", messages+"?token="+token, "", "")
	p.ask("GET", messages+"?session_id="+session, token+"x", "")
	p.ask("GET", messages+"?session_id="+session, token, "")
	if _, response, err := p.open("?token=" + token + "x"); err == nil || response.StatusCode != http.StatusUnauthorized {
		t.Errorf("a broken token opened a socket: %v", err)
	}
	logs := p.logs.String()
	if !strings.Contains(logs, messages) {
		t.Fatalf("nothing was logged: %q", logs)
	}
	for part := range strings.SplitSeq(token, ".") {
		if strings.Contains(logs, part[:12]) {
			t.Errorf("the log holds a part of the token: %s", part)
		}
	}
}

func TestASessionBelongsToItsOwnerUntilShared(t *testing.T) {
	p := start(t, nil)
	ada, grace := p.token("ada"), p.token("grace")
	p.send(ada, session, "secret")
	list := messages + "?session_id=" + session
	post := `{"session_id":"` + session + `","content":"mine too"}`

	for name, response := range map[string]answer{
		"list":    p.ask("GET", list, grace, ""),
		"send":    p.ask("POST", messages, grace, post),
		"session": p.ask("GET", "/api/v1/admin/chat/sessions/"+session, grace, ""),
		"history": p.ask("GET", "/api/v1/admin/chat/sessions/"+session+"/history", grace, ""),
		"sharing": p.ask("PUT", "/api/v1/admin/chat/sessions/"+session+"/sharing", grace, `{"shared":true}`),
	} {
		if response.status != http.StatusForbidden || strings.Contains(response.body, "secret") {
			t.Errorf("%s: %d %s", name, response.status, response.body)
		}
	}

	if response := p.ask("PUT", "/api/v1/admin/chat/sessions/"+session+"/sharing", ada, `{"shared":true}`); response.status != 200 {
		t.Fatalf("sharing: %d %s", response.status, response.body)
	}
	if response := p.ask("POST", messages, grace, post); response.status != 201 {
		t.Errorf("send when shared: %d %s", response.status, response.body)
	}
	if got := p.ask("GET", list, ada, "").contents(t); got != "secret mine too" {
		t.Errorf("the owner sees %q", got)
	}
	if got := p.ask("GET", "/api/v1/admin/chat/sessions", grace, ""); !strings.Contains(got.body, session) {
		t.Errorf("the shared session is not listed: %s", got.body)
	}

	p.ask("PUT", "/api/v1/admin/chat/sessions/"+session+"/sharing", ada, `{"shared":false}`)
	if response := p.ask("GET", list, grace, ""); response.status != http.StatusForbidden {
		t.Errorf("list when closed again: %d", response.status)
	}
}

func TestSessionsAndHistoryTakeTheSameToken(t *testing.T) {
	p := start(t, map[string]string{"CHAT_SESSION_SHARING": "admins"})
	login := p.ask("POST", "/api/v1/auth/login", "", `{"username":"ada","password":"lovelace"}`)
	if login.status != 200 {
		t.Fatalf("login: %d %s", login.status, login.body)
	}
	token := login.object(t)["token"].(string)
	for _, content := range []string{"one", "two", "three"} {
		p.send(token, session, content)
	}
	history := "/api/v1/admin/chat/sessions/" + session + "/history"
	latest := p.ask("GET", history+"?limit=2", token, "")
	if latest.contents(t) != "two three" || latest.object(t)["has_more"] != true {
		t.Errorf("latest: %s", latest.body)
	}
	id := latest.object(t)["messages"].([]any)[0].(map[string]any)["id"].(string)
	older := p.ask("GET", history+"?before="+id, token, "")
	if older.contents(t) != "one" || older.object(t)["has_more"] != false {
		t.Errorf("older: %s", older.body)
	}
	if response := p.ask("GET", history, p.token("grace"), ""); response.contents(t) != "one two three" {
		t.Errorf("sessions are not shared by default: %s", response.body)
	}
}

func TestSessionsCanBeMadeEmpty(t *testing.T) {
	p := start(t, nil)
	created := p.ask("POST", "/api/v1/admin/chat/sessions", p.token("ada"), `{"client_name":"console"}`)
	made := created.object(t)["session"].(map[string]any)
	if created.status != 201 || made["owner"] != "ada" || made["client_name"] != "console" {
		t.Fatalf("created: %d %s", created.status, created.body)
	}
	list := p.ask("GET", messages+"?session_id="+made["id"].(string), p.token("ada"), "")
	if list.status != 200 || !strings.Contains(list.body, `"messages":[]`) {
		t.Errorf("list: %d %s", list.status, list.body)
	}
}

func TestPasswordsAreNotGuessedQuickly(t *testing.T) {
	p := start(t, nil)
	refused := 0
	for range 15 {
		response := p.ask("POST", "/api/v1/auth/login", "", `{"username":"ada","password":"byron"}`)
		if response.status == http.StatusTooManyRequests {
			refused++
		} else if response.status != http.StatusUnauthorized {
			t.Fatalf("status = %d", response.status)
		}
	}
	if refused < 4 {
		t.Errorf("%d of 15 guesses were refused", refused)
	}
}
