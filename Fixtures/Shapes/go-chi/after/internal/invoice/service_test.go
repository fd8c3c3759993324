package invoice

import (
	"errors"
	"testing"
)

func newTestService(t *testing.T) *Service {
	t.Helper()
	s := NewService(NewMemoryStore(), "EUR")
	if _, err := s.Create("1", "Ann", []Line{{"work", 3}, {"more work", 4}}); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestPay(t *testing.T) {
	s := newTestService(t)
	one, err := s.Pay("1")
	if err != nil || one.Status != Paid {
		t.Fatalf("got %v, %v", one, err)
	}
	if _, err := s.Pay("1"); !errors.Is(err, ErrPaid) {
		t.Errorf("paid twice: %v", err)
	}
}
