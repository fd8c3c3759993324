package lending

import (
	"errors"
	"testing"
)

func TestLend(t *testing.T) {
	d := NewDesk(1)
	d.Add("1", "One")
	d.Add("2", "Two")
	steps := []struct {
		id, reader string
		want       error
	}{
		{"1", "ann", nil},
		{"1", "ben", ErrLent},
		{"2", "ann", ErrLimit},
		{"3", "ann", ErrNoBook},
	}
	for _, step := range steps {
		if _, err := d.Lend(step.id, step.reader); !errors.Is(err, step.want) {
			t.Errorf("%s for %s: %v", step.id, step.reader, err)
		}
	}
	if err := d.Return("1"); err != nil {
		t.Error(err)
	}
}
