package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
)

// A frame is one record as it stands in the log. All numbers are little-endian.
//
//	offset  0  4 bytes  frameMark
//	        4  4        length of the payload
//	        8  8        number of the batch that was written with one fsync
//	       16  4        how many frames of the same batch follow
//	       20  4        CRC-32C of bytes 4 to 19 and of the payload
//	       24  …        payload, see record.go
//
// The batch numbers tell an interrupted write from damage: only the last batch
// can be incomplete, whichever of its pages reached the disk.
const (
	frameHeader = 24
	maxPayload  = 1 << 20
)

// frameMark cannot occur in a message, since 0xFF is never part of UTF-8: no
// sender can make a text look like a frame.
var frameMark = [4]byte{0xFF, 'M', 'S', 0xFE}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

var errBadFrame = errors.New("not a whole frame")

// header is a frame's first bytes, understood.
type header struct {
	length   uint32
	batch    uint64
	rest     uint32
	checksum uint32
}

// beginFrame reserves the header's place; endFrame fills it in.
func beginFrame(data []byte) []byte {
	return append(data, make([]byte, frameHeader)...)
}

// endFrame completes the frame that fills data.
func endFrame(data []byte, batch uint64, rest uint32) {
	copy(data, frameMark[:])
	binary.LittleEndian.PutUint32(data[4:], uint32(len(data)-frameHeader))
	binary.LittleEndian.PutUint64(data[8:], batch)
	binary.LittleEndian.PutUint32(data[16:], rest)
	binary.LittleEndian.PutUint32(data[20:], frameChecksum(data))
}

// parseHeader returns errBadFrame unless data begins with a header.
func parseHeader(data []byte) (header, error) {
	if len(data) < frameHeader || !bytes.Equal(data[:4], frameMark[:]) {
		return header{}, errBadFrame
	}
	h := header{
		length:   binary.LittleEndian.Uint32(data[4:]),
		batch:    binary.LittleEndian.Uint64(data[8:]),
		rest:     binary.LittleEndian.Uint32(data[16:]),
		checksum: binary.LittleEndian.Uint32(data[20:]),
	}
	if h.length > maxPayload {
		return header{}, errBadFrame
	}
	return h, nil
}

// parseFrame returns the payload of a frame that fills data exactly.
func parseFrame(data []byte) (header, []byte, error) {
	h, err := parseHeader(data)
	if err != nil {
		return header{}, nil, err
	}
	if len(data) != frameHeader+int(h.length) || frameChecksum(data) != h.checksum {
		return header{}, nil, errBadFrame
	}
	return h, data[frameHeader:], nil
}

func frameChecksum(data []byte) uint32 {
	return crc32.Update(crc32.Checksum(data[4:20], castagnoli), castagnoli, data[frameHeader:])
}
