package lending

import "sync"

// table keeps values by their ids.
type table[T any] struct {
	mu    sync.Mutex
	order []string
	byID  map[string]T
}

func (t *table[T]) put(id string, value T) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.byID == nil {
		t.byID = map[string]T{}
	}
	if _, ok := t.byID[id]; !ok {
		t.order = append(t.order, id)
	}
	t.byID[id] = value
}

func (t *table[T]) get(id string) (T, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	value, ok := t.byID[id]
	return value, ok
}

func (t *table[T]) all() []T {
	t.mu.Lock()
	defer t.mu.Unlock()
	list := make([]T, 0, len(t.order))
	for _, id := range t.order {
		list = append(list, t.byID[id])
	}
	return list
}
