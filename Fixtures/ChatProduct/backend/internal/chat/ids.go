package chat

import (
	"bytes"
	"crypto/rand"
	"encoding/base32"
	"encoding/binary"
	"strings"
	"time"
)

const (
	messagePrefix = "msg_"
	sessionPrefix = "ses_"
)

// RawID is a message's id without its dress: 48 bits of milliseconds since
// 1970, then 80 random bits.
type RawID [16]byte

// crockford writes ids so that their order as text is their order as numbers.
// It leaves out I, L, O and U, which are easily misread.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// NewID makes an id for a message of that time which sorts behind the previous
// one of its session; previous is the zero value for the first.
func NewID(at time.Time, previous RawID) RawID {
	var id RawID
	binary.BigEndian.PutUint64(id[:8], uint64(at.UnixMilli())<<16)
	rand.Read(id[6:]) // never fails
	if bytes.Compare(id[:], previous[:]) > 0 {
		return id
	}
	// The same millisecond, or a clock that went back.
	id = previous
	for i := len(id) - 1; i >= 0; i-- {
		id[i]++
		if id[i] != 0 {
			break
		}
	}
	return id
}

// String writes the id as the API shows it.
func (id RawID) String() string {
	return messagePrefix + crockford.EncodeToString(id[:])
}

// ParseID reads what String wrote, and nothing else.
func ParseID(text string) (RawID, bool) {
	var id RawID
	digits, found := strings.CutPrefix(text, messagePrefix)
	if !found || len(digits) != crockford.EncodedLen(len(id)) {
		return id, false
	}
	if _, err := crockford.Decode(id[:], []byte(digits)); err != nil {
		return RawID{}, false
	}
	// The last character has two bits to spare: only one writing is the id's.
	return id, id.String() == text
}

// newSessionID makes an id for a session whose maker did not name one.
func newSessionID(at time.Time) string {
	id := NewID(at, RawID{})
	return sessionPrefix + crockford.EncodeToString(id[:])
}
