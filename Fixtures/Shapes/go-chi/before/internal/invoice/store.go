package invoice

import (
	"errors"
	"sort"
	"sync"
)

// ErrNotFound tells that there is no such invoice.
var ErrNotFound = errors.New("no such invoice")

// Store keeps invoices.
type Store interface {
	Get(id string) (Invoice, error)
	List() []Invoice
	Save(Invoice) error
}

// MemoryStore forgets everything when the program ends.
type MemoryStore struct {
	mu       sync.RWMutex
	invoices map[string]Invoice
}

// NewMemoryStore makes an empty store.
func NewMemoryStore() *MemoryStore {
	return &MemoryStore{invoices: map[string]Invoice{}}
}

// Get finds an invoice.
func (m *MemoryStore) Get(id string) (Invoice, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	found, ok := m.invoices[id]
	if !ok {
		return Invoice{}, ErrNotFound
	}
	return found, nil
}

// List gives all invoices in order of their ids.
func (m *MemoryStore) List() []Invoice {
	m.mu.RLock()
	defer m.mu.RUnlock()
	list := make([]Invoice, 0, len(m.invoices))
	for _, one := range m.invoices {
		list = append(list, one)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].ID < list[j].ID })
	return list
}

// Save adds or replaces an invoice.
func (m *MemoryStore) Save(one Invoice) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.invoices[one.ID] = one
	return nil
}
