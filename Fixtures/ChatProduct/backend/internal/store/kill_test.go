package store

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.com/chatproduct/backend/internal/chat"
)

// killedDir tells this program to be the one that TestKill kills.
const killedDir = "CHAT_STORE_KILLED_DIR"

const killWriters = 4

func TestMain(m *testing.M) {
	if dir := os.Getenv(killedDir); dir != "" {
		if err := sendUntilKilled(dir, os.Args[1:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// sendUntilKilled lets each writer send from the number in the arguments on, and
// prints a line for each confirmation.
func sendUntilKilled(dir string, next []string) error {
	options := quiet
	options.CheckpointEvery = 25 // so that kills hit the writing of the index too
	store, err := Open(dir, options)
	if err != nil {
		return err
	}
	service := chat.NewService(store, nil, chat.Options{})
	failed := make(chan error)
	for writer, text := range next {
		first, err := strconv.Atoi(text)
		if err != nil {
			return err
		}
		go func() {
			for number := first; ; number++ {
				message, _, err := service.Send(context.Background(), ada, numbered(writer, number))
				if err != nil {
					failed <- err
					return
				}
				// One write, so that a line is whole or not there.
				line := fmt.Sprintf("%d %d %s %d\n", writer, number, message.ID, message.Sequence)
				if _, err := os.Stdout.WriteString(line); err != nil {
					failed <- err
					return
				}
			}
		}()
	}
	return <-failed
}

// confirmation is what the killed program was told about a message.
type confirmation struct {
	id       string
	sequence uint64
}

// TestKill kills a writing program again and again. Each time the next one sends
// what was not confirmed once more, with the keys it had.
func TestKill(t *testing.T) {
	rounds := 100
	if testing.Short() {
		rounds = 5
	}
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(9, 9))
	confirmed := make([][]confirmation, killWriters)
	for round := range rounds {
		// Every tenth dies while it starts, the others while they write.
		lines, pause := random.IntN(30), time.Duration(random.IntN(2000))*time.Microsecond
		if round%10 == 9 {
			lines, pause = 0, time.Duration(random.IntN(20))*time.Millisecond
		}
		killOnce(t, dir, confirmed, lines, pause)
		if t.Failed() {
			t.Fatalf("in round %d", round)
		}
	}
	store, _ := open(t, dir, quiet)
	checkKilled(t, store, confirmed)
}

// killOnce starts the program, waits for some lines and a moment, and kills it.
func killOnce(t *testing.T, dir string, confirmed [][]confirmation, lines int, pause time.Duration) {
	t.Helper()
	var arguments []string
	for _, own := range confirmed {
		// The last confirmed message is repeated too: it must not come twice.
		arguments = append(arguments, strconv.Itoa(max(0, len(own)-1)))
	}
	command := exec.Command(os.Args[0], arguments...)
	command.Env = append(os.Environ(), killedDir+"="+dir)
	var problems bytes.Buffer
	command.Stderr = &problems
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	reader := bufio.NewReader(output)
	for range lines {
		readConfirmation(t, reader, confirmed)
	}
	time.Sleep(pause) // a random instant, nothing is waited for
	if err := command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for readConfirmation(t, reader, confirmed) {
	}
	err = command.Wait()
	if status, ok := command.ProcessState.Sys().(syscall.WaitStatus); !ok || status.Signal() != syscall.SIGKILL {
		t.Errorf("ended by itself: %v, %s", err, problems.String())
	}
}

// readConfirmation returns false when the program has nothing more to say.
func readConfirmation(t *testing.T, reader *bufio.Reader, confirmed [][]confirmation) bool {
	t.Helper()
	line, err := reader.ReadString('\n')
	if err != nil {
		if err != io.EOF || line != "" {
			t.Errorf("read %q: %v", line, err)
		}
		return false
	}
	var writer, number int
	var got confirmation
	if _, err := fmt.Sscan(line, &writer, &number, &got.id, &got.sequence); err != nil {
		t.Fatalf("%q: %v", strings.TrimSpace(line), err)
	}
	switch own := confirmed[writer]; {
	case number == len(own):
		confirmed[writer] = append(own, got)
	case number > len(own) || own[number] != got:
		t.Errorf("message %d of writer %d is confirmed as %+v; %d were before", number, writer, got, len(own))
	}
	return true
}

// checkKilled wants each confirmed message once, and of the others at most the
// one that each writer was waiting for.
func checkKilled(t *testing.T, store *Store, confirmed [][]confirmation) {
	t.Helper()
	all := everything(t, store)
	messages := make([][]chat.Message, len(confirmed))
	count := 0
	for writer, own := range confirmed {
		for number, c := range own {
			message := all[c.id]
			if message.Content != numbered(writer, number).Content || message.Sequence != c.sequence {
				t.Errorf("message %d of writer %d was confirmed as %+v and is %+v", number, writer, c, message)
			}
			messages[writer] = append(messages[writer], message)
			count++
		}
		if len(own) == 0 {
			t.Errorf("writer %d never got a confirmation", writer)
		}
	}
	checkConfirmed(t, store, messages)
	t.Logf("%d messages confirmed, %d stored", count, len(all))
}
