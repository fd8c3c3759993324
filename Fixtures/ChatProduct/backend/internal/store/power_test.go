package store

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"example.com/chatproduct/backend/internal/chat"
)

// sector is the unit in which a disk writes.
const sector = 512

var errPower = errors.New("the power is gone")

// volatileFile behaves as a file on a machine whose power fails at an operation
// counted down to: what was not synced by then may be lost, sector by sector.
type volatileFile struct {
	mu       sync.Mutex
	left     int // operations until the power fails
	contents []byte
	durable  []byte
	random   *rand.Rand
}

func (f *volatileFile) operation() error {
	if f.left--; f.left < 0 {
		return errPower
	}
	return nil
}

func (f *volatileFile) ReadAt(data []byte, offset int64) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return bytes.NewReader(f.contents).ReadAt(data, offset)
}

func (f *volatileFile) WriteAt(data []byte, offset int64) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.left < 0 {
		return 0, errPower
	}
	if grown := int(offset) + len(data) - len(f.contents); grown > 0 {
		f.contents = append(f.contents, make([]byte, grown)...)
	}
	return copy(f.contents[offset:], data), f.operation()
}

func (f *volatileFile) Sync() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.operation(); err != nil {
		return err
	}
	f.durable = bytes.Clone(f.contents)
	return nil
}

func (f *volatileFile) Truncate(size int64) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.contents = f.contents[:size]
	return f.operation()
}

func (f *volatileFile) Size() (int64, error) { return int64(len(f.contents)), nil }

func (f *volatileFile) Close() error { return nil }

// afterwards is what the disk holds when the power is back.
func (f *volatileFile) afterwards() []byte {
	disk := bytes.Clone(f.durable)
	length := len(f.durable)
	if unsynced := len(f.contents) - length; unsynced > 0 {
		length += f.random.IntN(unsynced + 1)
	}
	disk = append(disk, make([]byte, max(0, length-len(disk)))...)
	for start := 0; start < length; start += sector {
		if end := min(start+sector, length); f.random.IntN(2) == 0 {
			copy(disk[start:end], f.contents[min(start, len(f.contents)):min(end, len(f.contents))])
		}
	}
	return disk
}

func TestNothingConfirmedIsLostWithThePower(t *testing.T) {
	directories := 15
	if testing.Short() {
		directories = 2
	}
	cuts := 0
	for seed := range directories {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			cuts += failPowerRepeatedly(t, rand.New(rand.NewPCG(uint64(seed), 0)))
		})
	}
	if cuts == 0 {
		t.Error("no unfinished write was ever left: the test shows nothing")
	}
}

// failPowerRepeatedly returns after how many failures a write was cut off.
func failPowerRepeatedly(t *testing.T, random *rand.Rand) int {
	const writers, failures = 6, 12
	dir := t.TempDir()
	confirmed := make([][]chat.Message, writers)
	cuts := 0
	for failure := range failures {
		disk := &volatileFile{left: random.IntN(25), random: random}
		if store := openVolatile(t, dir, disk); store != nil {
			sendUntilPowerFails(t, chat.NewService(store, nil, chat.Options{}), confirmed)
			closeStore(t, store)
		}
		after := disk.afterwards()
		write(t, filepath.Join(dir, logName), after)

		again, err := Open(dir, quiet)
		if err != nil {
			t.Fatalf("after failure %d: %v", failure, err)
		}
		if again.Stats().Bytes < int64(len(after)) {
			cuts++
		}
		checkConfirmed(t, again, confirmed)
		closeStore(t, again)
		if t.Failed() {
			t.Fatalf("after failure %d", failure)
		}
	}
	return cuts
}

func TestWhatAKilledProcessDidNotSyncIsSyncedAtTheStart(t *testing.T) {
	log, messages, ends := written(t, 2, 1)
	dir := t.TempDir()
	write(t, filepath.Join(dir, logName), log)
	disk := &volatileFile{left: 100, contents: log, durable: bytes.Clone(log[:ends[0]])}
	options := quiet
	options.open = func(string) (file, error) { return disk, nil }
	store, _ := open(t, dir, options)
	expect(t, store, messages)
	if !bytes.Equal(disk.durable, log) {
		t.Errorf("%d of %d bytes are durable that readers see", len(disk.durable), len(log))
	}
}

// openVolatile opens the directory with its log on the disk that will fail; nil
// when it fails before the store is open.
func openVolatile(t *testing.T, dir string, disk *volatileFile) *Store {
	t.Helper()
	options := quiet
	options.CheckpointEvery = 20
	options.open = func(path string) (file, error) {
		data, err := os.ReadFile(path)
		disk.contents, disk.durable = data, bytes.Clone(data)
		return disk, err
	}
	store, err := Open(dir, options)
	if err != nil && !errors.Is(err, errPower) {
		t.Fatal(err)
	}
	return store
}

// sendUntilPowerFails lets each writer begin with its first message that was not
// confirmed before, with the key that it had then.
func sendUntilPowerFails(t *testing.T, service *chat.Service, confirmed [][]chat.Message) {
	var group sync.WaitGroup
	for writer := range confirmed {
		group.Go(func() {
			for {
				number := len(confirmed[writer])
				message, _, err := service.Send(t.Context(), ada, numbered(writer, number))
				if err != nil {
					if !errors.Is(err, errPower) {
						t.Error(err)
					}
					return
				}
				confirmed[writer] = append(confirmed[writer], message)
			}
		})
	}
	group.Wait()
}

// numbered is a writer's message; odd and even writers share a session each.
func numbered(writer, number int) chat.Draft {
	name := fmt.Sprintf("%d-%d", writer, number)
	return chat.Draft{SessionID: []string{room, other}[writer%2], Content: name, IdempotencyKey: name}
}

// checkConfirmed wants each confirmed message once, and of the others at most
// the one that each writer was waiting for.
func checkConfirmed(t *testing.T, store *Store, confirmed [][]chat.Message) {
	t.Helper()
	byContent := make(map[string]chat.Message)
	for _, message := range everything(t, store) {
		if twin, twice := byContent[message.Content]; twice {
			t.Errorf("%s is stored as %s and as %s", message.Content, twin.ID, message.ID)
		}
		byContent[message.Content] = message
	}
	for writer, messages := range confirmed {
		var last uint64
		for number, message := range messages {
			content := numbered(writer, number).Content
			if got := byContent[content]; got != message {
				t.Errorf("%s was confirmed as %+v and is %+v", content, message, got)
			}
			if message.Sequence <= last {
				t.Errorf("%s stands at %d, the one before at %d", content, message.Sequence, last)
			}
			last = message.Sequence
			delete(byContent, content)
		}
		delete(byContent, numbered(writer, len(messages)).Content)
	}
	for content := range byContent {
		t.Errorf("%s was never sent", content)
	}
}
