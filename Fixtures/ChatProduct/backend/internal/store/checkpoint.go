package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"maps"
	"os"
	"slices"
	"time"

	"example.com/chatproduct/backend/internal/chat"
)

const indexMark = "CHATIDX1"

// encodeIndex writes the index as a file that belongs to the log with that id.
func encodeIndex(x *index, id logID) []byte {
	data := append([]byte(indexMark), id[:]...)
	data = binary.AppendVarint(data, x.end)
	data = binary.AppendUvarint(data, x.batch)
	data = binary.AppendUvarint(data, uint64(len(x.threads)))
	for _, sessionID := range slices.Sorted(maps.Keys(x.threads)) {
		data = appendThread(appendText(data, sessionID), x.threads[sessionID])
	}
	data = binary.AppendUvarint(data, uint64(len(x.keys.queue)))
	for _, from := range x.keys.queue {
		data = appendSent(data, from, x.keys.sent[from])
	}
	return binary.LittleEndian.AppendUint32(data, crc32.Checksum(data, castagnoli))
}

func appendThread(data []byte, t *thread) []byte {
	data = appendSession(data, t.session)
	data = binary.AppendUvarint(data, uint64(len(t.entries)))
	for _, e := range t.entries {
		data = append(data, e.id[:]...)
		data = binary.AppendVarint(data, e.nanos)
		data = binary.AppendVarint(data, e.offset)
		data = binary.AppendUvarint(data, uint64(e.size))
	}
	return data
}

func appendSent(data []byte, from sender, sent chat.Sent) []byte {
	data = appendText(data, from.session)
	data = appendText(data, from.author)
	data = appendText(data, from.key)
	data = binary.AppendUvarint(data, sent.Sequence)
	data = appendTime(data, sent.Timestamp)
	return append(data, sent.Digest[:]...)
}

// decodeIndex reads what encodeIndex wrote. An error means that the index has
// to be made anew.
func decodeIndex(data []byte, id logID, keyLifetime time.Duration) (*index, error) {
	body, sum := data[:max(len(data)-4, 0)], data[max(len(data)-4, 0):]
	if len(sum) < 4 || binary.LittleEndian.Uint32(sum) != crc32.Checksum(body, castagnoli) {
		return nil, errors.New("its checksum is wrong")
	}
	rest, found := bytes.CutPrefix(body, append([]byte(indexMark), id[:]...))
	if !found {
		return nil, errors.New("it belongs to another log")
	}
	d := decoder{rest: rest}
	x := newIndex(keyLifetime)
	x.end = d.varint()
	x.batch = d.uvarint()
	for range d.uvarint() {
		sessionID := d.text()
		t := decodeThread(&d, sessionID)
		if d.err != nil {
			return nil, d.err
		}
		x.threads[sessionID] = t
		x.messages += len(t.entries)
	}
	for range d.uvarint() {
		from := sender{d.text(), d.text(), d.text()}
		sent := chat.Sent{Sequence: d.uvarint(), Timestamp: d.time()}
		copy(sent.Digest[:], d.bytes(uint64(len(sent.Digest))))
		if d.err != nil {
			return nil, d.err
		}
		x.keys.add(from, sent)
	}
	return x, d.end()
}

func decodeThread(d *decoder, sessionID string) *thread {
	t := &thread{session: decodeSession(d)}
	t.session.ID = sessionID
	for range d.uvarint() {
		e := entry{id: decodeID(d), nanos: d.varint(), offset: d.varint(), size: uint32(d.uvarint())}
		if d.err != nil {
			break
		}
		t.entries = append(t.entries, e)
	}
	return t
}

// loadIndex returns the index that was written last, or an empty one with the
// reason why that one cannot be used.
func loadIndex(path string, id logID, keyLifetime time.Duration) (*index, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return newIndex(keyLifetime), nil
	}
	if err != nil {
		return newIndex(keyLifetime), err
	}
	x, err := decodeIndex(data, id, keyLifetime)
	if err != nil {
		return newIndex(keyLifetime), fmt.Errorf("%s is of no use: %w", path, err)
	}
	return x, nil
}
