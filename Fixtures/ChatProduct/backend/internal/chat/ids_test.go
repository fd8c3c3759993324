package chat_test

import (
	"testing"
	"time"

	"example.com/chatproduct/backend/internal/chat"
)

func TestIDsSortByTimeAndWithinAMillisecond(t *testing.T) {
	at := time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)
	var previous chat.RawID
	for _, step := range []time.Duration{0, 0, time.Microsecond, time.Millisecond, -time.Hour, 0, time.Second} {
		at = at.Add(step)
		id := chat.NewID(at, previous)
		if id.String() <= previous.String() {
			t.Errorf("%s after %s", id, previous)
		}
		previous = id
	}
}

func TestAnIDCarriesOver(t *testing.T) {
	var full chat.RawID
	for i := range full[1:] {
		full[i+1] = 0xFF
	}
	if id := chat.NewID(time.Unix(0, 0), full); id != (chat.RawID{1}) {
		t.Errorf("%x follows %x", id[:], full[:])
	}
}

func TestOnlyTheOneWritingOfAnIDIsRead(t *testing.T) {
	id := chat.NewID(time.Now(), chat.RawID{})
	text := id.String()
	if read, ok := chat.ParseID(text); !ok || read != id {
		t.Fatalf("%s read as %s, %t", text, read, ok)
	}
	if len(text) != len("msg_")+26 {
		t.Errorf("%s has %d characters", text, len(text))
	}
	// The last character's lowest bit is always 0.
	for _, bad := range []string{
		"", "msg_", text[1:], text[:len(text)-1], text + "0", "ses_" + text[4:],
		text[:len(text)-1] + "Z", text[:len(text)-1] + "U", text[:10] + "\n" + text[10:],
	} {
		if _, ok := chat.ParseID(bad); ok {
			t.Errorf("%q is read as an id", bad)
		}
	}
}
