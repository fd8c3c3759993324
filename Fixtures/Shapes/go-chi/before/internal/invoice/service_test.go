package invoice

import (
	"errors"
	"testing"
)

type recorder struct{ paid []string }

func (r *recorder) InvoicePaid(one Invoice) { r.paid = append(r.paid, one.ID) }

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
	r := &recorder{}
	s.Observe(r)
	one, err := s.Pay("1")
	if err != nil || one.Status != Paid {
		t.Fatalf("got %v, %v", one, err)
	}
	if _, err := s.Pay("1"); !errors.Is(err, ErrPaid) {
		t.Errorf("paid twice: %v", err)
	}
	if len(r.paid) != 1 {
		t.Errorf("observed %v", r.paid)
	}
}

func TestTotal(t *testing.T) {
	one, _ := newTestService(t).Get("1")
	if one.Total() != 7 {
		t.Errorf("total is %d", one.Total())
	}
}

func TestFileName(t *testing.T) {
	if got := (Invoice{ID: "7"}).FileName(); got != "invoice-7.pdf" {
		t.Errorf("got %q", got)
	}
}
