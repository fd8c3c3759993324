package store

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"example.com/chatproduct/backend/internal/chat"
)

// The log begins with its mark, its own id, and the checksum of both. The id
// tells whether an index belongs to it.
const (
	logMark   = "CHATLOG1"
	logHeader = int64(len(logMark) + len(logID{}) + 4)
)

type logID [16]byte

// messageLog is the file that holds all records, one batch behind the other.
type messageLog struct {
	file file
	path string
	id   logID
	end  int64
}

// openLog opens the log and makes it when there is none yet.
func openLog(dir string, open func(string) (file, error)) (*messageLog, error) {
	path := filepath.Join(dir, logName)
	if missing(path) {
		if !missing(filepath.Join(dir, indexName)) {
			return nil, &DamageError{File: path, Problem: "it is missing, though its index is there"}
		}
		if err := createLog(path); err != nil {
			return nil, err
		}
	}
	opened, err := open(path)
	if err != nil {
		return nil, err
	}
	l := &messageLog{file: opened, path: path, end: logHeader}
	if err := l.readHeader(); err != nil {
		return nil, errors.Join(err, opened.Close())
	}
	return l, nil
}

func missing(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}

func createLog(path string) error {
	head := []byte(logMark)
	var id logID
	rand.Read(id[:]) // never fails
	head = append(head, id[:]...)
	head = binary.LittleEndian.AppendUint32(head, crc32.Checksum(head, castagnoli))
	return writeWhole(path, head)
}

func (l *messageLog) readHeader() error {
	head := make([]byte, logHeader)
	if _, err := l.file.ReadAt(head, 0); err != nil && err != io.EOF {
		return err
	}
	body, sum := head[:logHeader-4], head[logHeader-4:]
	if !bytes.HasPrefix(body, []byte(logMark)) || binary.LittleEndian.Uint32(sum) != crc32.Checksum(body, castagnoli) {
		return &DamageError{File: l.path, Problem: "it does not begin as a message log"}
	}
	copy(l.id[:], body[len(logMark):])
	return nil
}

// append makes a batch durable. After an error it is unknown what the file
// holds behind the end, and nothing must be appended any more.
func (l *messageLog) append(batch []byte) error {
	if _, err := l.file.WriteAt(batch, l.end); err != nil {
		return err
	}
	if err := l.file.Sync(); err != nil {
		return err
	}
	l.end += int64(len(batch))
	return nil
}

// message reads a session's message. It is checked again: what the disk gives
// back now need not be what it gave when the log was opened.
func (l *messageLog) message(e entry, sessionID string, sequence uint64) (chat.Message, error) {
	frame := make([]byte, e.size)
	if _, err := l.file.ReadAt(frame, e.offset); err != nil {
		return chat.Message{}, fmt.Errorf("read %s at offset %d: %w", l.path, e.offset, err)
	}
	_, payload, err := parseFrame(frame)
	if err != nil {
		return chat.Message{}, &DamageError{l.path, e.offset, "a record changed after it was written"}
	}
	r, err := decodeRecord(payload)
	if err != nil {
		return chat.Message{}, &DamageError{l.path, e.offset, "the record " + err.Error()}
	}
	if r.message == nil || r.sessionID != sessionID || r.message.Sequence != sequence {
		return chat.Message{}, &DamageError{l.path, e.offset, "another record stands where the index points"}
	}
	return *r.message, nil
}
