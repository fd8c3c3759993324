package chat_test

import (
	"errors"
	"testing"
	"time"

	"example.com/chatproduct/backend/internal/chat"
)

func TestCursors(t *testing.T) {
	instant := time.Date(2024, 5, 1, 12, 30, 0, 0, time.UTC)
	cases := []struct {
		text string
		at   time.Time
	}{
		{"2024-05-01T12:30:00Z", instant},
		{"2024-05-01T12:30:00.123456789Z", instant.Add(123456789)},
		{"2024-05-01T14:30:00+02:00", instant},
		{"2024-05-01T14:30:00 02:00", instant},
		{"2024-05-01T14:30:00.5 02:00", instant.Add(time.Second / 2)},
		{"2024-05-01T09:00:00-03:30", instant},
		{"1714566600", instant},
		{"1714566600.000001", instant.Add(time.Microsecond)},
		{"1714566600.1234567891", instant.Add(123456789)},
		{"0", time.Unix(0, 0)},
		{"9999-12-31T23:59:59Z", time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)},
	}
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			cursor, err := chat.ParseCursor(c.text)
			if err != nil || cursor.MessageID != "" || !cursor.At.Equal(c.at) {
				t.Errorf("%+v, %v, want %s", cursor, err, c.at)
			}
		})
	}
}

func TestAMessageIDIsACursor(t *testing.T) {
	text := chat.NewID(time.Now(), chat.RawID{}).String()
	if cursor, err := chat.ParseCursor(text); err != nil || cursor.MessageID != text {
		t.Errorf("%+v, %v", cursor, err)
	}
}

func TestWhatIsNoCursor(t *testing.T) {
	for _, text := range []string{
		"not-a-thing", "msg_0", "2024-05-01", "2024-05-01T12:30:00", "2024-05-01 12:30:00Z", "2024-13-01T12:30:00Z",
		"2024-05-01T14:30:00  02:00", "-1", "1e9", "1.", ".5", "1.2.3", " 1", "+1", "253402300800", "99999999999999999999",
	} {
		if cursor, err := chat.ParseCursor(text); !errors.Is(err, chat.ErrUnknownCursor) {
			t.Errorf("%q is read as %+v, %v", text, cursor, err)
		}
	}
}
