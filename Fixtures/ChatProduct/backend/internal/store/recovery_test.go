package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.com/chatproduct/backend/internal/chat"
)

// written makes a store with batches of the given sizes, and returns the log
// without its index, the messages, and where each batch ends.
func written(t *testing.T, sizes ...int) (log []byte, messages []chat.Message, ends []int) {
	t.Helper()
	dir := t.TempDir()
	store, _ := open(t, dir, Options{})
	for _, size := range sizes {
		last := len(messages)
		_, err := store.AppendMany(t.Context(), room, size, func(view chat.View) (chat.Change, error) {
			previous, _ := chat.ParseID(view.Last.ID)
			sequence := view.Last.Sequence + 1
			message := chat.Message{
				ID: chat.NewID(steady, previous).String(), SessionID: room, Type: chat.TypeUser, Status: chat.StatusDelivered,
				Author: "ada", Timestamp: steady.Add(time.Duration(sequence) * time.Microsecond), Sequence: sequence, Content: fmt.Sprint("message ", sequence),
			}
			messages = append(messages, message)
			change := chat.Change{Message: &message}
			if !view.Exists {
				change.Session = &chat.Session{ID: room, Owner: "ada", CreatedAt: steady}
			}
			return change, nil
		})
		if err != nil || len(messages) != last+size {
			t.Fatal(err)
		}
		ends = append(ends, int(store.Stats().Bytes))
	}
	closeStore(t, store)
	log, err := os.ReadFile(filepath.Join(dir, logName))
	if err != nil || len(log) != ends[len(ends)-1] {
		t.Fatalf("%d bytes, %v", len(log), err)
	}
	return log, messages, ends
}

// reopened opens a directory that holds the log alone.
func reopened(t *testing.T, log []byte) (*Store, error) {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, logName), log)
	return Open(dir, quiet)
}

func TestATornEndIsCutWhereverItTore(t *testing.T) {
	log, messages, ends := written(t, 2, 1, 2)
	whole := map[bool]int{true: 3, false: 2}
	for length := ends[0]; length < len(log); length++ {
		want := messages[:whole[length >= ends[1]]]
		tails := map[string][]byte{"nothing": nil}
		if length%8 == 0 {
			tails["zeros"], tails["noise"] = make([]byte, 100), []byte("\xFFMS\xFEnoise")
		}
		for name, tail := range tails {
			t.Run(fmt.Sprintf("%d bytes and %s", length, name), func(t *testing.T) {
				torn := append(bytes.Clone(log[:length]), tail...)
				store, err := reopened(t, torn)
				if err != nil {
					t.Fatal(err)
				}
				expect(t, store, want)
				checkAside(t, store, torn)
				closeStore(t, store)
			})
		}
	}
}

func TestTheLogGoesOnBehindACut(t *testing.T) {
	log, messages, ends := written(t, 2, 3)
	for length := ends[0] + 1; length < len(log); length += 20 {
		store, err := reopened(t, log[:length])
		if err != nil {
			t.Fatal(err)
		}
		next := send(t, chat.NewService(store, nil, chat.Options{}), chat.Draft{SessionID: room, Content: "next"})
		closeStore(t, store)
		remove(t, filepath.Join(store.dir, indexName))
		again, _ := open(t, store.dir, Options{})
		expect(t, again, append(messages[:2:2], next))
	}
}

// checkAside wants what was cut off in a file beside the log.
func checkAside(t *testing.T, store *Store, torn []byte) {
	t.Helper()
	end := store.Stats().Bytes
	if info, err := os.Stat(filepath.Join(store.dir, logName)); err != nil || info.Size() != end {
		t.Errorf("the log ends at %d and its file at %d, %v", end, info.Size(), err)
	}
	aside, err := os.ReadFile(filepath.Join(store.dir, fmt.Sprintf("%s.torn-%d", logName, end)))
	if cut := torn[end:]; len(cut) > 0 && (err != nil || !bytes.Equal(aside, cut)) || len(cut) == 0 && err == nil {
		t.Errorf("%d bytes cut, %d kept aside, %v", len(cut), len(aside), err)
	}
}

func TestPagesOfATornWriteMayArriveInAnyOrder(t *testing.T) {
	log, messages, ends := written(t, 2, 3)
	frame := (len(log) - ends[0]) / 3
	for missing := range 3 {
		torn := bytes.Clone(log)
		clear(torn[ends[0]+missing*frame : ends[0]+(missing+1)*frame])
		store, err := reopened(t, torn)
		if err != nil {
			t.Errorf("record %d of the last write did not arrive: %v", missing, err)
			continue
		}
		expect(t, store, messages[:2])
		closeStore(t, store)
	}
}

func TestDamageInFrontOfGoodRecordsStopsTheStart(t *testing.T) {
	log, _, ends := written(t, 2, 1, 1, 2)
	for at := range ends[2] {
		damaged := bytes.Clone(log)
		damaged[at] ^= 0x10
		store, err := reopened(t, damaged)
		if err == nil {
			t.Errorf("byte %d is flipped and nobody notices", at)
			closeStore(t, store)
			continue
		}
		var damage *DamageError
		if !errors.As(err, &damage) || !strings.HasSuffix(damage.File, logName) || !strings.Contains(err.Error(), damage.File) {
			t.Errorf("byte %d: %v", at, err)
			continue
		}
		if start := startOfBatch(at, ends); damage.Offset != start {
			t.Errorf("byte %d: damage reported at %d, want %d", at, damage.Offset, start)
		}
	}
}

func TestAMissingBatchStopsTheStart(t *testing.T) {
	dir := t.TempDir()
	store, service := open(t, dir, Options{})
	var ends []int64
	for _, session := range []string{room, other, room, other} {
		send(t, service, chat.Draft{SessionID: session, Content: "hello"})
		ends = append(ends, store.Stats().Bytes)
	}
	closeStore(t, store)
	log, err := os.ReadFile(filepath.Join(dir, logName))
	if err != nil {
		t.Fatal(err)
	}
	// Each session by itself has no gap then.
	without := append(bytes.Clone(log[:ends[1]]), log[ends[2]:]...)
	var damage *DamageError
	if store, err := reopened(t, without); !errors.As(err, &damage) || damage.Offset != ends[1] {
		t.Errorf("opened with %v", err)
		if err == nil {
			closeStore(t, store)
		}
	}
}

func TestABatchWithAHoleIsNotTaken(t *testing.T) {
	log, _, _ := written(t, 1)
	b := newBatch(newIndex(time.Hour), nil)
	service := chat.NewService(chat.NewMemoryStore(), nil, chat.Options{})
	for _, session := range []string{"session-0001", "session-0002", "session-0003"} {
		message := send(t, service, chat.Draft{SessionID: session, Content: "hello"})
		_, err := b.take(session, func(chat.View) (chat.Change, error) {
			return chat.Change{Session: &chat.Session{ID: session, Owner: ada.Name}, Message: &message}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	data, hole := b.seal(1), b.records[1]
	torn := append(bytes.Clone(log[:logHeader]), data[:hole.offset]...)
	torn = append(torn, data[hole.offset+int64(hole.size):]...)
	store, err := reopened(t, torn)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, store, nil)
	checkAside(t, store, torn)
	closeStore(t, store)
}

// startOfBatch is where the batch of a byte begins, 0 for the log's header.
func startOfBatch(at int, ends []int) int64 {
	start := int64(0)
	if at >= int(logHeader) {
		start = logHeader
	}
	for _, end := range ends {
		if at >= end {
			start = int64(end)
		}
	}
	return start
}

func TestDamageInTheLastRecordIsCutLikeATornWrite(t *testing.T) {
	log, messages, ends := written(t, 2, 1)
	for at := ends[0]; at < len(log); at++ {
		damaged := bytes.Clone(log)
		damaged[at] ^= 0x10
		store, err := reopened(t, damaged)
		if err != nil {
			t.Errorf("byte %d: %v", at, err)
			continue
		}
		expect(t, store, messages[:2])
		checkAside(t, store, damaged)
		closeStore(t, store)
	}
}

func TestTheIndexVouchesForTheLog(t *testing.T) {
	dir := t.TempDir()
	store, service := open(t, dir, Options{})
	messages := fill(t, service, 3)
	closeStore(t, store)
	path := filepath.Join(dir, logName)
	log, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	expectDamage := func(what string) {
		t.Helper()
		var damage *DamageError
		if store, err := Open(dir, quiet); !errors.As(err, &damage) {
			t.Errorf("%s: opened with %v", what, err)
			if err == nil {
				closeStore(t, store)
			}
		}
	}
	for at := range log {
		log[at] ^= 0x10
		write(t, path, log)
		expectDamage(fmt.Sprintf("byte %d flipped", at))
		log[at] ^= 0x10
		write(t, path, log[:at])
		expectDamage(fmt.Sprintf("cut at %d", at))
	}
	remove(t, path)
	expectDamage("log removed")
	write(t, path, log)
	again, _ := open(t, dir, Options{})
	expect(t, again, messages)
}

func TestALaterRecordIsFoundAcrossReads(t *testing.T) {
	frame, err := appendRecord(beginFrame(nil), sample())
	if err != nil {
		t.Fatal(err)
	}
	endFrame(frame, 5, 0)
	for _, place := range []int{0, 1, scanBuffer - 3, scanBuffer - 1, scanBuffer, 2*scanBuffer - 5} {
		data := bytes.Repeat([]byte{0xFF}, place)
		data = append(append(data, frame...), "rest"...)
		for batch, want := range map[uint64]int64{4: int64(place), 5: -1} {
			found, err := findLater(bytes.NewReader(data), 0, int64(len(data)), batch)
			if err != nil || found != want {
				t.Errorf("a frame of batch 5 at %d: found behind batch %d at %d, %v", place, batch, found, err)
			}
		}
	}
}

func TestARecordThatChangesWhileTheStoreIsOpenIsNotServed(t *testing.T) {
	store, service := open(t, t.TempDir(), Options{})
	messages := fill(t, service, 3)
	e := store.entries(room, 1, 1)[0]
	opened, err := os.OpenFile(filepath.Join(store.dir, logName), os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	if _, err := opened.WriteAt([]byte("?"), e.offset+int64(e.size)-1); err != nil {
		t.Fatal(err)
	}
	var damage *DamageError
	if _, err := service.Messages(t.Context(), ada, chat.Query{SessionID: room}); !errors.As(err, &damage) || damage.Offset != e.offset {
		t.Errorf("read: %v", err)
	}
	page, err := service.Messages(t.Context(), ada, chat.Query{SessionID: room, Limit: 1})
	if err != nil || page.Messages[0] != messages[0] {
		t.Errorf("the message in front of it: %+v, %v", page, err)
	}
}

func TestNoMessageCanPassForARecord(t *testing.T) {
	frame, err := appendRecord(beginFrame(nil), sample())
	if err != nil {
		t.Fatal(err)
	}
	endFrame(frame, 99, 0)
	if err := chat.CheckContent(string(frame)); err == nil {
		t.Error("a message may hold a whole frame")
	}
}
