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
}

type orderBook struct {
	mu   sync.Mutex
	last int
	byID map[int]*order
}

func newOrderBook() *orderBook { return &orderBook{byID: map[int]*order{}} }

func (b *orderBook) place(item, price string) order {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.last++
	o := &order{ID: b.last, Item: item, Price: price}
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
		Item  string `json:"item"`
		Cents int    `json:"cents"`
	}
	if err := json.NewDecoder(r.Body).Decode(&request); err != nil {
		a.refuse(w, errBadRequest)
		return
	}
	price := strconv.Itoa(request.Cents) + " " + a.currency
	o := a.orders.place(request.Item, price)
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
	writeJSON(w, http.StatusOK, o)
}
