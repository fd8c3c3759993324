package shop

import (
	"encoding/json"
	"net/http"
	"strconv"
	"sync"

	"github.com/gorilla/mux"
)

type order struct {
	ID      int    `json:"id"`
	Item    string `json:"item"`
	Price   string `json:"price"`
	Shipped bool   `json:"shipped"`
	// Whom to call when it ships.
	Callback string `json:"callback,omitempty"`
}

type orderBook struct {
	mu   sync.Mutex
	last int
	byID map[int]*order
}

func newOrderBook() *orderBook { return &orderBook{byID: map[int]*order{}} }

func (b *orderBook) place(item, price, callback string) order {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.last++
	o := &order{ID: b.last, Item: item, Price: price, Callback: callback}
	b.byID[o.ID] = o
	return *o
}

func (b *orderBook) all() []order {
	b.mu.Lock()
	defer b.mu.Unlock()
	list := []order{}
	for id := 1; id <= b.last; id++ {
		list = append(list, *b.byID[id])
	}
	return list
}

func (b *orderBook) ship(id int) (order, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	o, ok := b.byID[id]
	switch {
	case !ok:
		return order{}, errNoOrder
	case o.Shipped:
		return order{}, errShipped
	}
	o.Shipped = true
	return *o, nil
}

func (a *App) listOrders(w http.ResponseWriter, r *http.Request) {
	writeJSON(w, http.StatusOK, a.orders.all())
}

func (a *App) placeOrder(w http.ResponseWriter, r *http.Request) {
	var request struct {
		Item     string `json:"item"`
		Cents    int    `json:"cents"`
		Callback string `json:"callback"`
	}
	if err := json.NewDecoder(r.Body).Decode(&request); err != nil {
		a.refuse(w, errBadRequest)
		return
	}
	price := strconv.Itoa(request.Cents) + " " + a.currency
	o := a.orders.place(request.Item, price, request.Callback)
	a.note(orderPlaced{o})
	writeJSON(w, http.StatusCreated, o)
}

func (a *App) shipOrder(w http.ResponseWriter, r *http.Request) {
	id, _ := strconv.Atoi(mux.Vars(r)["id"])
	o, err := a.orders.ship(id)
	if err != nil {
		a.refuse(w, err)
		return
	}
	a.note(orderShipped{o})
	if a.hooks != nil && o.Callback != "" {
		if err := a.hooks.add(hook{partner: o.Callback, order: o}); err != nil {
			a.note(hookFailed{o.Callback, err})
		}
	}
	writeJSON(w, http.StatusOK, o)
}
