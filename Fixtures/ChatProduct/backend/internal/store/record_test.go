package store

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"example.com/chatproduct/backend/internal/chat"
)

func sample() record {
	return record{
		sessionID: room,
		session:   &chat.Session{ID: room, Owner: "ada", ClientName: "console", Shared: true, CreatedAt: steady},
		message: &chat.Message{
			ID: chat.NewID(steady, chat.RawID{}).String(), SessionID: room, Type: chat.TypeAssistant, Status: chat.StatusDelivered,
			Author: "ada", ReplyTo: "msg_x", Timestamp: steady, Sequence: 300, Content: "a\x00b é 👍 e\u0301\n",
		},
		key: "key-1",
	}
}

func TestRecordsAreReadAsWritten(t *testing.T) {
	whole := sample()
	description, message := whole, whole
	description.message, description.key = nil, ""
	message.session = nil
	long := whole
	longest := *whole.message
	longest.Content = strings.Repeat("👍", chat.MaxContent)
	long.message = &longest
	for name, want := range map[string]record{"both": whole, "session": description, "message": message, "long": long} {
		t.Run(name, func(t *testing.T) {
			data, err := appendRecord(nil, want)
			if err != nil {
				t.Fatal(err)
			}
			got, err := decodeRecord(data)
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("got %+v, %v, want %+v", got, err, want)
			}
		})
	}
}

func TestACutRecordIsNotRead(t *testing.T) {
	data, err := appendRecord(nil, sample())
	if err != nil {
		t.Fatal(err)
	}
	for length := range data {
		if _, err := decodeRecord(data[:length]); err == nil {
			t.Errorf("%d of %d bytes are read as a record", length, len(data))
		}
	}
	if _, err := decodeRecord(append(data, 0)); err == nil {
		t.Error("a byte too many is overlooked")
	}
}

func TestEveryFlippedByteOfAFrameIsNoticed(t *testing.T) {
	frame, err := appendRecord(beginFrame(nil), sample())
	if err != nil {
		t.Fatal(err)
	}
	endFrame(frame, 7, 3)
	if h, _, err := parseFrame(frame); err != nil || h.batch != 7 || h.rest != 3 {
		t.Fatalf("%+v, %v", h, err)
	}
	for at := range frame {
		for bit := range 8 {
			frame[at] ^= 1 << bit
			if _, _, err := parseFrame(frame); err == nil {
				t.Errorf("bit %d of byte %d may change", bit, at)
			}
			frame[at] ^= 1 << bit
		}
	}
}

// FuzzDecoding checks that whatever is on the disk, reading it ends with a
// result or an error.
func FuzzDecoding(f *testing.F) {
	data, err := appendRecord(nil, sample())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add(data[:20])
	f.Add([]byte{})
	f.Add(bytes.Repeat([]byte{0xFF}, 64))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := decodeRecord(data)
		if err != nil || r.message == nil {
			return
		}
		again, err := appendRecord(nil, r)
		if err != nil {
			t.Fatalf("%+v cannot be written: %v", r, err)
		}
		if back, err := decodeRecord(again); err != nil || !reflect.DeepEqual(back, r) {
			t.Errorf("%+v is read as %+v, %v", r, back, err)
		}
	})
}
