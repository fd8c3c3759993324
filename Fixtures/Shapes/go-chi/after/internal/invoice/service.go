package invoice

import (
	"errors"
	"time"
)

// ErrPaid tells that an invoice was paid before.
var ErrPaid = errors.New("already paid")

// Service does what can be done with invoices.
type Service struct {
	store    Store
	currency string
	now      func() time.Time
}

// NewService makes a service over a store.
func NewService(store Store, currency string) *Service {
	return &Service{store: store, currency: currency, now: time.Now}
}

// Currency is what all amounts are in.
func (s *Service) Currency() string { return s.currency }

// Get finds an invoice.
func (s *Service) Get(id string) (Invoice, error) { return s.store.Get(id) }

// List gives the first invoices.
func (s *Service) List(limit int) []Invoice {
	list := s.store.List()
	if len(list) > limit {
		list = list[:limit]
	}
	return list
}

// Create adds a draft.
func (s *Service) Create(id, customer string, lines []Line) (Invoice, error) {
	one := Invoice{ID: id, Customer: customer, Lines: lines, Created: s.now()}
	return one, s.store.Save(one)
}

// Pay marks an invoice as paid.
func (s *Service) Pay(id string) (Invoice, error) {
	one, err := s.store.Get(id)
	if err != nil {
		return Invoice{}, err
	}
	if one.Status == Paid {
		return one, ErrPaid
	}
	one.Status = Paid
	if err := s.store.Save(one); err != nil {
		return Invoice{}, err
	}
	return one, nil
}
