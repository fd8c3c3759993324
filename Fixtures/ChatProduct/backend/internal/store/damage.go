package store

import "fmt"

// DamageError: the log does not hold what was written to it.
type DamageError struct {
	File string
	// Offset is where the first bad record begins, in bytes from 0.
	Offset  int64
	Problem string
}

func (e *DamageError) Error() string {
	return fmt.Sprintf("%s is damaged at offset %d: %s", e.File, e.Offset, e.Problem)
}
