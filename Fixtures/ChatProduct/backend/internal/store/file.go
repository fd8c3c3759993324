package store

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// Names below the data directory.
const (
	logName   = "messages.log"
	indexName = "messages.idx"
	lockName  = "lock"
)

// file is what the log needs of a file. Tests put files in its place that fail
// or that forget what was not synced.
type file interface {
	io.ReaderAt
	io.WriterAt
	Size() (int64, error)
	Sync() error
	Truncate(size int64) error
	Close() error
}

type osFile struct{ *os.File }

func openFile(path string) (file, error) {
	opened, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	return osFile{opened}, nil
}

// Size implements file.
func (f osFile) Size() (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// writeWhole puts a file in place so that after a crash either the old one or
// the whole new one is there.
func writeWhole(path string, data []byte) error {
	unfinished := path + ".new"
	created, err := os.OpenFile(unfinished, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = created.Write(data)
	if err == nil {
		err = created.Sync()
	}
	if err = errors.Join(err, created.Close()); err != nil {
		return errors.Join(err, os.Remove(unfinished))
	}
	if err := os.Rename(unfinished, path); err != nil {
		return err
	}
	return syncDirectory(filepath.Dir(path))
}

// makeDirectory makes a directory that survives a crash, unless it is there.
func makeDirectory(path string) error {
	if !missing(path) {
		return nil
	}
	if err := os.MkdirAll(path, 0o700); err != nil {
		return err
	}
	return syncDirectory(filepath.Dir(path))
}

// syncDirectory makes names durable that were made or changed in a directory.
func syncDirectory(path string) error {
	directory, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(directory.Sync(), directory.Close())
}
