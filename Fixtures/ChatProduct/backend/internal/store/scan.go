package store

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

const scanBuffer = 1 << 20

// scanner reads one frame after the other.
type scanner struct {
	input  *bufio.Reader
	offset int64
	frame  []byte
}

func newScanner(from io.ReaderAt, offset, size int64) *scanner {
	section := io.NewSectionReader(from, offset, size-offset)
	return &scanner{input: bufio.NewReaderSize(section, int(min(scanBuffer, size))), offset: offset}
}

// next returns a frame, valid until the next call: io.EOF behind the last one,
// errBadFrame where none begins, or the failure to read.
func (s *scanner) next() (header, []byte, error) {
	head, err := s.input.Peek(frameHeader)
	if err != nil && !errors.Is(err, io.EOF) {
		return header{}, nil, err
	}
	if len(head) == 0 {
		return header{}, nil, io.EOF
	}
	h, err := parseHeader(head)
	if err != nil {
		return header{}, nil, err
	}
	size := frameHeader + int(h.length)
	if cap(s.frame) < size {
		s.frame = make([]byte, size)
	}
	s.frame = s.frame[:size]
	if _, err := io.ReadFull(s.input, s.frame); errors.Is(err, io.ErrUnexpectedEOF) {
		return header{}, nil, errBadFrame
	} else if err != nil {
		return header{}, nil, err
	}
	h, payload, err := parseFrame(s.frame)
	if err == nil {
		s.offset += int64(size)
	}
	return h, payload, err
}

// findLater looks behind a bad record for a whole frame of a batch after the
// given one, and returns its offset, or -1.
func findLater(from io.ReaderAt, offset, size int64, batch uint64) (int64, error) {
	chunk := make([]byte, min(scanBuffer, size-offset))
	for offset < size {
		count, err := from.ReadAt(chunk[:min(int64(len(chunk)), size-offset)], offset)
		if err != nil && !errors.Is(err, io.EOF) {
			return -1, err
		}
		for start := 0; ; start++ {
			next := bytes.Index(chunk[start:count], frameMark[:])
			if next < 0 {
				break
			}
			start += next
			place := offset + int64(start)
			h, err := frameAt(from, place)
			if err == nil && h.batch > batch {
				return place, nil
			}
			if err != nil && !errors.Is(err, errBadFrame) {
				return -1, err
			}
		}
		// A mark may lie across the border of two chunks.
		offset += int64(max(count-len(frameMark)+1, 1))
	}
	return -1, nil
}

// frameAt returns the header of the whole frame that begins at the offset, or
// errBadFrame when none does.
func frameAt(from io.ReaderAt, offset int64) (header, error) {
	frame := make([]byte, frameHeader)
	if err := readAt(from, frame, offset); err != nil {
		return header{}, err
	}
	h, err := parseHeader(frame)
	if err != nil {
		return header{}, err
	}
	frame = make([]byte, frameHeader+int(h.length))
	if err := readAt(from, frame, offset); err != nil {
		return header{}, err
	}
	h, _, err = parseFrame(frame)
	return h, err
}

// readAt fills data; a file that ends before is errBadFrame.
func readAt(from io.ReaderAt, data []byte, offset int64) error {
	count, err := from.ReadAt(data, offset)
	if count == len(data) {
		return nil
	}
	if errors.Is(err, io.EOF) {
		return errBadFrame
	}
	return err
}
