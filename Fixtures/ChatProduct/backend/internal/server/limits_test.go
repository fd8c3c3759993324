package server_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestAFloodIsRefusedAndHarmsNobodyElse(t *testing.T) {
	p := start(t, map[string]string{
		"POLL_RATE_PER_MINUTE": "60", "POLL_RATE_BURST": "20",
		"SEND_RATE_PER_MINUTE": "60", "SEND_RATE_BURST": "20",
	})
	ada, grace := p.token("ada"), p.token("grace")
	list := messages + "?session_id=" + session

	var refusal answer
	refused := 0
	for range 100 {
		response := p.ask("GET", list, ada, "")
		if response.status == http.StatusTooManyRequests {
			refused++
			refusal = response
		} else if response.status != 200 {
			t.Fatalf("status = %d", response.status)
		}
	}
	if refused < 70 {
		t.Errorf("%d of 100 polls were refused", refused)
	}
	wait, err := strconv.Atoi(refusal.header.Get("Retry-After"))
	if err != nil || wait < 1 || wait > 3600 || refusal.object(t)["success"] != false {
		t.Errorf("Retry-After = %q, body = %s", refusal.header.Get("Retry-After"), refusal.body)
	}
	if response := p.ask("GET", list, grace, ""); response.status != 200 {
		t.Errorf("somebody else: %d", response.status)
	}
	// Sends are counted apart from polls.
	p.send(ada, session, "still here")
}

func TestTenMinutesOfNormalPollingAreNeverRefused(t *testing.T) {
	// What an active client needs for ten minutes at once: 300 polls and 30 sends.
	p := start(t, map[string]string{
		"POLL_RATE_PER_MINUTE": "", "POLL_RATE_BURST": "",
		"SEND_RATE_PER_MINUTE": "", "SEND_RATE_BURST": "",
	})
	token := p.token("ada")
	for i := range 30 {
		p.send(token, session, fmt.Sprint(i))
	}
	for i := range 300 {
		if response := p.ask("GET", messages+"?session_id="+session, token, ""); response.status != 200 {
			t.Fatalf("poll %d: %d", i, response.status)
		}
	}
}

// endless is a body without a length that never ends.
type endless struct{ sent atomic.Int64 }

func (e *endless) Read(data []byte) (int, error) {
	for i := range data {
		data[i] = 'x'
	}
	e.sent.Add(int64(len(data)))
	return len(data), nil
}

func TestABodyWithoutEndIsCutOff(t *testing.T) {
	p := start(t, nil)
	body := &endless{}
	request, err := http.NewRequest("POST", p.server.URL+messages, struct{ io.Reader }{io.MultiReader(
		strings.NewReader(`{"session_id":"`+session+`","content":"`), body)})
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+p.token("ada"))
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultTransport.RoundTrip(request)
	if err == nil {
		response.Body.Close()
		if response.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("status = %d", response.StatusCode)
		}
	}
	// What the system's buffers hold comes on top of the limit.
	if sent := body.sent.Load(); sent > 16<<20 {
		t.Errorf("%d bytes were taken", sent)
	}
}

func TestADeclaredLengthIsRefusedBeforeItIsRead(t *testing.T) {
	p := start(t, nil)
	connection, err := net.Dial("tcp", strings.TrimPrefix(p.server.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	fmt.Fprintf(connection, "POST %s HTTP/1.1\r\nHost: chat\r\nAuthorization: Bearer %s\r\n"+
		"Content-Type: application/json\r\nContent-Length: 67108864\r\n\r\n", messages, p.token("ada"))
	connection.SetReadDeadline(time.Now().Add(5 * time.Second))
	response, err := http.ReadResponse(bufio.NewReader(connection), nil)
	if err != nil || response.StatusCode != http.StatusRequestEntityTooLarge {
		t.Fatalf("response = %v, error = %v", response, err)
	}
}

func TestTwentyWritersInOneSession(t *testing.T) {
	p := start(t, map[string]string{"CHAT_SESSION_SHARING": "admins"})
	const writers, each = 20, 25
	var group sync.WaitGroup
	for writer := range writers {
		token := p.token(fmt.Sprint("admin-", writer))
		group.Go(func() {
			for i := range each {
				response := p.ask("POST", messages, token,
					fmt.Sprintf(`{"session_id":"%s","content":"%d-%d"}`, session, writer, i))
				if response.status != http.StatusCreated {
					t.Errorf("writer %d: %d %s", writer, response.status, response.body)
				}
			}
		})
	}
	group.Wait()

	seen := map[string]int{}
	for offset := 0; ; offset += 100 {
		page := p.ask("GET", fmt.Sprintf("%s?session_id=%s&limit=100&offset=%d", messages, session, offset), p.token("admin-0"), "")
		for text := range strings.FieldsSeq(page.contents(t)) {
			seen[text]++
		}
		if page.object(t)["has_more"] == false {
			break
		}
	}
	if len(seen) != writers*each {
		t.Errorf("%d different messages instead of %d", len(seen), writers*each)
	}
	for text, count := range seen {
		if count != 1 {
			t.Errorf("%s is there %d times", text, count)
		}
	}
}

func TestAReaderWhoPollsMissesNothing(t *testing.T) {
	p := start(t, nil)
	token := p.token("ada")
	const count = 200
	p.send(token, session, "first")

	var group sync.WaitGroup
	group.Go(func() {
		for i := range count {
			p.send(token, session, fmt.Sprint(i))
		}
	})
	var got, want []string
	for i := range count {
		want = append(want, fmt.Sprint(i))
	}
	first := p.ask("GET", messages+"?session_id="+session+"&limit=1", token, "").object(t)
	last := first["messages"].([]any)[0].(map[string]any)["id"].(string)
	for deadline := time.Now().Add(30 * time.Second); len(got) < count && time.Now().Before(deadline); {
		page := p.ask("GET", messages+"?session_id="+session+"&since="+last, token, "").object(t)
		for _, item := range page["messages"].([]any) {
			message := item.(map[string]any)
			got = append(got, message["content"].(string))
			last = message["id"].(string)
		}
	}
	group.Wait()
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("the reader has %d messages: %v", len(got), got)
	}
}

func TestSessionsDoNotMix(t *testing.T) {
	p := start(t, nil)
	var group sync.WaitGroup
	for user := range 5 {
		token := p.token(fmt.Sprint("admin-", user))
		group.Go(func() {
			for i := range 20 {
				p.send(token, fmt.Sprintf("session-%d-%03d", user, i), fmt.Sprintf("%d-%d", user, i))
			}
		})
	}
	group.Wait()
	for user := range 5 {
		token := p.token(fmt.Sprint("admin-", user))
		for i := range 20 {
			list := p.ask("GET", fmt.Sprintf("%s?session_id=session-%d-%03d", messages, user, i), token, "")
			if want := fmt.Sprintf("%d-%d", user, i); list.contents(t) != want {
				t.Errorf("session %d of %d holds %q", i, user, list.contents(t))
			}
		}
	}
}
