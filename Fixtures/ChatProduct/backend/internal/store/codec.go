package store

import (
	"encoding/binary"
	"errors"
	"time"
)

var errShort = errors.New("ends too early")

func appendText(data []byte, text string) []byte {
	data = binary.AppendUvarint(data, uint64(len(text)))
	return append(data, text...)
}

func appendTime(data []byte, at time.Time) []byte {
	return binary.AppendVarint(data, at.UnixNano())
}

func appendBool(data []byte, value bool) []byte {
	if value {
		return append(data, 1)
	}
	return append(data, 0)
}

// decoder reads what the append functions wrote. The first failure sticks, so
// that callers ask for it once, at the end.
type decoder struct {
	rest []byte
	err  error
}

func (d *decoder) bytes(count uint64) []byte {
	if d.err == nil && count > uint64(len(d.rest)) {
		d.err = errShort
	}
	if d.err != nil {
		return nil
	}
	taken := d.rest[:count]
	d.rest = d.rest[count:]
	return taken
}

func (d *decoder) byte() byte {
	if taken := d.bytes(1); taken != nil {
		return taken[0]
	}
	return 0
}

func (d *decoder) bool() bool { return d.byte() != 0 }

func (d *decoder) uvarint() uint64 {
	value, size := binary.Uvarint(d.rest)
	if !d.skip(size) {
		return 0
	}
	return value
}

func (d *decoder) varint() int64 {
	value, size := binary.Varint(d.rest)
	if !d.skip(size) {
		return 0
	}
	return value
}

// skip passes a number of that size; a number that was not there has none.
func (d *decoder) skip(size int) bool {
	if d.err == nil && size <= 0 {
		d.err = errShort
	}
	if d.err != nil {
		return false
	}
	d.rest = d.rest[size:]
	return true
}

func (d *decoder) text() string { return string(d.bytes(d.uvarint())) }

func (d *decoder) time() time.Time { return time.Unix(0, d.varint()).UTC() }

// end returns the first failure; bytes left over are one too.
func (d *decoder) end() error {
	if d.err == nil && len(d.rest) > 0 {
		return errors.New("goes on behind its end")
	}
	return d.err
}
