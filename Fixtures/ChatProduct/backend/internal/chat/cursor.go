package chat

import (
	"strconv"
	"strings"
	"time"
)

// Cursor is a place in a session: behind a message or behind an instant.
type Cursor struct {
	// MessageID is empty when the cursor is an instant.
	MessageID string
	At        time.Time
}

// lastUnixSecond is the end of the year 9999, the last that RFC 3339 can name.
const lastUnixSecond = 253402300799

// ParseCursor reads a message id, an RFC 3339 time, or seconds since 1970 with
// or without a fraction. Anything else is ErrUnknownCursor.
func ParseCursor(text string) (Cursor, error) {
	if _, ok := ParseID(text); ok {
		return Cursor{MessageID: text}, nil
	}
	if at, ok := parseUnixSeconds(text); ok {
		return Cursor{At: at}, nil
	}
	if at, err := time.Parse(time.RFC3339Nano, restorePlus(text)); err == nil {
		return Cursor{At: at}, nil
	}
	return Cursor{}, ErrUnknownCursor
}

// restorePlus undoes what a query string makes of a time zone whose + was not
// escaped: "12:00:00 02:00".
func restorePlus(text string) string {
	const zone = len("+02:00")
	if sign := len(text) - zone; sign >= 0 && text[sign] == ' ' {
		return text[:sign] + "+" + text[sign+1:]
	}
	return text
}

// parseUnixSeconds keeps nine digits of the fraction; a float would keep six.
func parseUnixSeconds(text string) (time.Time, bool) {
	whole, fraction, hasPoint := strings.Cut(text, ".")
	if !digitsOnly(whole) || hasPoint && !digitsOnly(fraction) {
		return time.Time{}, false
	}
	seconds, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || seconds > lastUnixSecond {
		return time.Time{}, false
	}
	nanos, err := strconv.ParseInt((fraction + "000000000")[:9], 10, 64)
	return time.Unix(seconds, nanos).UTC(), err == nil
}

func digitsOnly(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}
