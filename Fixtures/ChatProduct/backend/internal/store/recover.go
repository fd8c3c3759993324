package store

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
)

// located is a record with its place in the log.
type located struct {
	record record
	offset int64
	size   int
}

// replay checks the whole log and takes into the index what it does not know
// yet. It returns where the last whole batch ends.
//
// Even what the index knows is read again, though not decoded: damage is to be
// found at the start, when somebody looks, rather than months later.
func replay(l *messageLog, x *index, size int64) (int64, error) {
	known := x.end
	frames := newScanner(l.file, logHeader, size)
	end, batch := logHeader, uint64(0)
	var pending []located
	var rest uint32
	for {
		offset := frames.offset
		h, payload, err := frames.next()
		if errors.Is(err, io.EOF) || errors.Is(err, errBadFrame) {
			break
		}
		if err != nil {
			return 0, fmt.Errorf("read %s: %w", l.path, err)
		}
		if h.batch != batch+1 || len(pending) > 0 && h.rest != rest-1 {
			break
		}
		rest = h.rest
		found := located{offset: offset, size: frameHeader + len(payload)}
		if offset >= known {
			if found.record, err = decodeRecord(payload); err != nil {
				return 0, &DamageError{l.path, offset, "the record " + err.Error()}
			}
		}
		pending = append(pending, found)
		if h.rest > 0 {
			continue
		}
		if offset >= known {
			if err := x.addAll(pending, l.path); err != nil {
				return 0, err
			}
		}
		pending = pending[:0]
		end, batch = frames.offset, h.batch
	}
	x.end, x.batch = max(end, known), max(batch, x.batch)
	return end, nil
}

func (x *index) addAll(records []located, path string) error {
	for _, found := range records {
		if err := x.add(found.record, found.offset, found.size); err != nil {
			return &DamageError{path, found.offset, err.Error()}
		}
	}
	return nil
}

// settleTail deals with what stands behind the last whole batch. A write that
// was interrupted leaves part of one batch, which nobody was promised; it is
// cut off and kept aside. Anything else is damage.
func settleTail(l *messageLog, end, size, known int64, batch uint64, logger *slog.Logger) error {
	if end < known {
		return &DamageError{l.path, end, fmt.Sprintf(
			"records up to offset %d were whole when %s was written; restore the data directory from a backup",
			known, indexName)}
	}
	if end == size {
		// A process that was killed between its write and its fsync leaves whole
		// batches that are not durable yet. They are about to be shown to readers.
		return l.file.Sync()
	}
	later, err := findLater(l.file, end, size, batch+1)
	if err != nil {
		return fmt.Errorf("read %s: %w", l.path, err)
	}
	if later >= 0 {
		return &DamageError{l.path, end, fmt.Sprintf(
			"a bad record is followed by a good one at offset %d; restore the data directory from a backup", later)}
	}
	aside := fmt.Sprintf("%s.torn-%d", l.path, end)
	if err := copyTail(l.file, end, size, aside); err != nil {
		return fmt.Errorf("keep the torn end of %s aside: %w", l.path, err)
	}
	logger.Warn("cut an unfinished write off the message log",
		"file", l.path, "offset", end, "bytes", size-end, "kept_as", aside)
	if err := l.file.Truncate(end); err != nil {
		return err
	}
	return l.file.Sync()
}

func copyTail(from io.ReaderAt, start, end int64, path string) error {
	aside, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(aside, io.NewSectionReader(from, start, end-start))
	if err == nil {
		err = aside.Sync()
	}
	return errors.Join(err, aside.Close())
}
