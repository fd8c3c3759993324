package store

import (
	"errors"
	"fmt"
	"testing"

	"example.com/chatproduct/backend/internal/chat"
)

var errDisk = errors.New("no space left on device")

// faultyFile fails once, at the write or the sync that is counted down to.
type faultyFile struct {
	file
	writes, syncs int
	// reaches is how many bytes of the failing write get to the disk.
	reaches int
}

func (f *faultyFile) WriteAt(data []byte, offset int64) (int, error) {
	if f.writes--; f.writes != 0 {
		return f.file.WriteAt(data, offset)
	}
	count, err := f.file.WriteAt(data[:min(f.reaches, len(data))], offset)
	return count, errors.Join(errDisk, err)
}

func (f *faultyFile) Sync() error {
	if f.syncs--; f.syncs != 0 {
		return f.file.Sync()
	}
	return errDisk
}

func TestAfterAFailureTheStoreRefusesUntilItIsOpenedAgain(t *testing.T) {
	type fault struct {
		name                   string
		writes, syncs, reaches int
	}
	// The start has a sync of its own.
	faults := []fault{{name: "third sync", syncs: 1 + 3}, {name: "first sync", syncs: 1 + 1}, {name: "first write", writes: 1}}
	for reaches := 0; reaches < 400; reaches += 9 {
		faults = append(faults, fault{name: fmt.Sprintf("third write after %d bytes", reaches), writes: 3, reaches: reaches})
	}
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			dir := t.TempDir()
			options := quiet
			options.open = func(path string) (file, error) {
				opened, err := openFile(path)
				return &faultyFile{file: opened, writes: f.writes, syncs: f.syncs, reaches: f.reaches}, err
			}
			store, service := open(t, dir, options)
			confirmed, failed := sendUntilFailure(t, service)
			if store.Err() == nil {
				t.Error("the store does not say that it refuses")
			}
			expect(t, store, confirmed)
			refuses(t, service, draft(100))
			refuses(t, service, failed)
			for i, message := range confirmed {
				// What is stored can be confirmed again: nothing has to be written.
				if again, repeated, err := service.Send(t.Context(), ada, draft(i)); err != nil || !repeated || again != message {
					t.Errorf("repeat %d: %+v, %t, %v", i, again, repeated, err)
				}
			}
			closeStore(t, store)

			reopened, service := open(t, dir, quiet)
			message, _, err := service.Send(t.Context(), ada, failed)
			if err != nil {
				t.Fatalf("the failed message sent again: %v", err)
			}
			expect(t, reopened, append(confirmed, message))
		})
	}
}

func draft(number int) chat.Draft {
	return chat.Draft{SessionID: room, Content: fmt.Sprint("message ", number), IdempotencyKey: fmt.Sprint("key-", number)}
}

// sendUntilFailure returns what was confirmed, and the draft that was not.
func sendUntilFailure(t *testing.T, service *chat.Service) ([]chat.Message, chat.Draft) {
	t.Helper()
	var confirmed []chat.Message
	for i := range 5 {
		message, _, err := service.Send(t.Context(), ada, draft(i))
		if err == nil {
			confirmed = append(confirmed, message)
			continue
		}
		if !errors.Is(err, chat.ErrUnavailable) || !errors.Is(err, errDisk) {
			t.Errorf("message %d: %v", i, err)
		}
		return confirmed, draft(i)
	}
	t.Fatal("nothing failed")
	return nil, chat.Draft{}
}

func refuses(t *testing.T, service *chat.Service, draft chat.Draft) {
	t.Helper()
	if _, _, err := service.Send(t.Context(), ada, draft); !errors.Is(err, chat.ErrUnavailable) {
		t.Errorf("%s after the failure: %v", draft.Content, err)
	}
}
