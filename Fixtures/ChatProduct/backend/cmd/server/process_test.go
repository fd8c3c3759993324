package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"example.com/chatproduct/backend/internal/auth"
	"example.com/chatproduct/backend/internal/server"
)

const (
	secret   = "0123456789abcdef0123456789abcdef"
	session  = "session-0001"
	messages = "/api/v1/admin/chat/messages"
)

// In a child process the test binary is the server itself.
func TestMain(m *testing.M) {
	if os.Getenv("RUN_AS_SERVER") == "yes" {
		main()
		return
	}
	os.Exit(m.Run())
}

// process is a server of its own, as operators run it.
type process struct {
	t       *testing.T
	command *exec.Cmd
	address string
	token   string
	output  *bytes.Buffer
	ended   chan error
}

// launch starts a server on the data directory and waits until it is ready.
func launch(t *testing.T, data string, variables ...string) *process {
	t.Helper()
	p := &process{t: t, address: freeAddress(t), output: &bytes.Buffer{}, ended: make(chan error, 1)}
	p.command = exec.Command(os.Args[0])
	p.command.Env = append([]string{
		"RUN_AS_SERVER=yes", "ADDRESS=" + p.address, "DATA_DIR=" + data, "JWT_SECRET=" + secret,
		"ASSISTANT_ENABLED=false", "SEND_RATE_BURST=100000", "POLL_RATE_BURST=100000",
	}, variables...)
	p.command.Stderr = p.output
	if err := p.command.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { p.ended <- p.command.Wait() }()
	t.Cleanup(func() { p.command.Process.Kill() })

	token, _, err := auth.NewTokens(secret, time.Hour, time.Now).Sign(auth.Identity{Name: "ada", Roles: []string{auth.RoleAdmin}})
	if err != nil {
		t.Fatal(err)
	}
	p.token = token
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		response, err := http.Get("http://" + p.address + "/health/ready")
		if err == nil {
			response.Body.Close()
			return p
		}
		select {
		case err := <-p.ended:
			t.Fatalf("the server ended early: %v\n%s", err, p.output)
		default:
		}
		if time.Now().After(deadline) {
			t.Fatalf("the server is not ready: %v", err)
		}
	}
}

func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

func (p *process) ask(method, path, body string) (status int, text string, err error) {
	request, err := http.NewRequest(method, "http://"+p.address+path, strings.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	request.Header.Set("Authorization", "Bearer "+p.token)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	return response.StatusCode, string(data), err
}

func (p *process) send(content string) (status int, err error) {
	status, _, err = p.ask("POST", messages, fmt.Sprintf(`{"session_id":%q,"content":%q}`, session, content))
	return status, err
}

// list is the session as text, all of it.
func (p *process) list() string {
	p.t.Helper()
	status, text, err := p.ask("GET", messages+"?limit=1000&session_id="+session, "")
	if err != nil || status != 200 {
		p.t.Fatalf("list: %d %v", status, err)
	}
	return text
}

// end asks the process to end and returns how it did.
func (p *process) end(signal os.Signal) error {
	p.t.Helper()
	if err := p.command.Process.Signal(signal); err != nil {
		p.t.Fatal(err)
	}
	select {
	case err := <-p.ended:
		return err
	case <-time.After(20 * time.Second):
		p.t.Fatal("the server does not end")
		return nil
	}
}

func TestMessagesOutliveTheProcess(t *testing.T) {
	data := t.TempDir()
	for round, signal := range []os.Signal{syscall.SIGTERM, syscall.SIGKILL, syscall.SIGINT} {
		p := launch(t, data)
		if status, err := p.send(fmt.Sprintf("round %d", round)); status != 201 {
			t.Fatalf("send: %d %v", status, err)
		}
		if err := p.end(signal); (err == nil) != (signal != syscall.SIGKILL) {
			t.Errorf("%v: %v\n%s", signal, err, p.output)
		}
	}
	all := launch(t, data).list()
	for round := range 3 {
		if count := strings.Count(all, fmt.Sprintf("round %d", round)); count != 1 {
			t.Errorf("the message of round %d is there %d times", round, count)
		}
	}
}

func TestWhatIsAcknowledgedWhileEndingIsKept(t *testing.T) {
	data := t.TempDir()
	p := launch(t, data)
	var mu sync.Mutex
	var acknowledged []string
	var group sync.WaitGroup
	begun := make(chan struct{}, 20)
	for writer := range 20 {
		group.Go(func() {
			for i := 0; ; i++ {
				content := fmt.Sprintf("writer %d message %d.", writer, i)
				status, err := p.send(content)
				if err != nil {
					return
				}
				if status != 201 {
					t.Errorf("status = %d", status)
					return
				}
				mu.Lock()
				acknowledged = append(acknowledged, content)
				mu.Unlock()
				if i == 0 {
					begun <- struct{}{}
				}
			}
		})
	}
	for range 20 {
		<-begun
	}
	if err := p.end(syscall.SIGTERM); err != nil {
		t.Errorf("%v\n%s", err, p.output)
	}
	group.Wait()

	again := launch(t, data)
	var all strings.Builder
	for offset := 0; ; offset += 1000 {
		_, page, err := again.ask("GET", fmt.Sprintf("%s?limit=1000&offset=%d&session_id=%s", messages, offset, session), "")
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(page)
		if strings.Contains(page, `"has_more":false`) {
			break
		}
	}
	for _, content := range acknowledged {
		if strings.Count(all.String(), content) != 1 {
			t.Errorf("acknowledged and not kept: %s", content)
		}
	}
}

func TestSocketsThatComeBackDoNotHoldTheEndUp(t *testing.T) {
	p := launch(t, t.TempDir(), "SHUTDOWN_GRACE=5s", "WS_MAX_CONNECTIONS_PER_USER=100")
	var group sync.WaitGroup
	open := make(chan struct{}, 1000)
	for range 40 {
		group.Go(func() {
			// Until the server is gone, at once and again and again.
			for {
				socket, response, err := websocket.DefaultDialer.Dial("ws://"+p.address+server.SocketURL,
					http.Header{"Authorization": {"Bearer " + p.token}})
				if err != nil {
					if response == nil {
						return
					}
					continue
				}
				select {
				case open <- struct{}{}:
				default:
				}
				socket.ReadMessage()
				socket.Close()
			}
		})
	}
	for range 40 {
		<-open
	}
	started := time.Now()
	if err := p.end(syscall.SIGTERM); err != nil || time.Since(started) > 4*time.Second {
		t.Errorf("%v after %v\n%s", err, time.Since(started), p.output)
	}
	group.Wait()
}

func TestTheAssistantHoldsNobodyUp(t *testing.T) {
	release := make(chan struct{})
	var failing, slow http.HandlerFunc
	failing = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }
	slow = func(w http.ResponseWriter, _ *http.Request) {
		<-release
		io.WriteString(w, `{"reply":"at last"}`)
	}
	for name, handler := range map[string]http.HandlerFunc{"failing": failing, "slow": slow} {
		t.Run(name, func(t *testing.T) {
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			go http.Serve(listener, handler)
			t.Cleanup(func() { listener.Close() })

			p := launch(t, t.TempDir(), "ASSISTANT_ENABLED=true", "ASSISTANT_URL=http://"+listener.Addr().String())
			started := time.Now()
			if status, err := p.send("hello"); status != 201 || time.Since(started) > 2*time.Second {
				t.Fatalf("%d %v after %v", status, err, time.Since(started))
			}
			if got := strings.Count(p.list(), `"type":"user"`); got != 1 {
				t.Errorf("%d messages are stored", got)
			}
			if name == "failing" {
				return
			}
			close(release)
			for deadline := time.Now().Add(10 * time.Second); !strings.Contains(p.list(), "at last"); {
				if time.Now().After(deadline) {
					t.Fatal("the reply never comes")
				}
				time.Sleep(5 * time.Millisecond)
			}
		})
	}
}

func TestAReplyThatTakesLongIsNoFailureOfTheEnd(t *testing.T) {
	data := t.TempDir()
	p := launch(t, data, "ASSISTANT_ENABLED=true", "ASSISTANT_DELAY=1h", "SHUTDOWN_GRACE=1s")
	if status, err := p.send("hello"); status != 201 {
		t.Fatalf("send: %d %v", status, err)
	}
	// A connection without a request yet would count as one under way.
	http.DefaultClient.CloseIdleConnections()
	if err := p.end(syscall.SIGTERM); err != nil {
		t.Errorf("%v\n%s", err, p.output)
	}
	// The next start takes the question up again.
	p = launch(t, data, "ASSISTANT_ENABLED=true", "ASSISTANT_DELAY=0s")
	for deadline := time.Now().Add(10 * time.Second); strings.Count(p.list(), `"type":"assistant"`) != 1; {
		if time.Now().After(deadline) {
			t.Fatal("the reply never comes")
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func TestSlowHeadersAreCutOff(t *testing.T) {
	p := launch(t, t.TempDir())
	connection, err := net.Dial("tcp", p.address)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	if _, err := io.WriteString(connection, "GET /health HTTP/1.1\r\nHost: chat\r\nX-Slow: "); err != nil {
		t.Fatal(err)
	}
	// The rest never comes: the server's limit is 5 s.
	connection.SetReadDeadline(time.Now().Add(15 * time.Second))
	if _, err := io.ReadAll(connection); err != nil {
		t.Errorf("the connection stays open: %v", err)
	}
}

func TestASecondServerStaysOut(t *testing.T) {
	data := t.TempDir()
	launch(t, data)
	second := exec.Command(os.Args[0])
	second.Env = []string{"RUN_AS_SERVER=yes", "ADDRESS=" + freeAddress(t), "DATA_DIR=" + data, "JWT_SECRET=" + secret}
	output, err := second.CombinedOutput()
	if err == nil || second.ProcessState.ExitCode() != 1 {
		t.Errorf("exit %d: %s", second.ProcessState.ExitCode(), output)
	}
}

func TestSettingsThatAreWrong(t *testing.T) {
	command := exec.Command(os.Args[0])
	command.Env = []string{"RUN_AS_SERVER=yes", "JWT_SECRET=short", "CHAT_MODE=pigeon", "POLL_RATE_BURST=x"}
	output, _ := command.CombinedOutput()
	if command.ProcessState.ExitCode() != 1 {
		t.Errorf("exit %d", command.ProcessState.ExitCode())
	}
	for _, key := range []string{"JWT_SECRET", "CHAT_MODE", "POLL_RATE_BURST"} {
		if !strings.Contains(string(output), key) {
			t.Errorf("%s is not named: %s", key, output)
		}
	}
}
