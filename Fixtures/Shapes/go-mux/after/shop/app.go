// Package shop takes orders.
package shop

import (
	"log"
	"net/http"

	"github.com/gorilla/mux"
)

// App is the whole shop.
type App struct {
	*metrics

	currency string
	orders   *orderBook
	log      *log.Logger
}

// Option changes what New makes.
type Option func(*App)

// WithCurrency tells what prices are in.
func WithCurrency(currency string) Option {
	return func(a *App) { a.currency = currency }
}

// New makes a shop.
func New(options ...Option) *App {
	a := &App{
		metrics:  newMetrics(),
		currency: "EUR",
		orders:   newOrderBook(),
		log:      log.Default(),
	}
	for _, option := range options {
		option(a)
	}
	return a
}

// Router tells who answers what.
func (a *App) Router() http.Handler {
	r := mux.NewRouter()
	r.Use(a.count)

	orders := r.PathPrefix("/orders").Subrouter()
	orders.HandleFunc("", a.listOrders).Methods(http.MethodGet)
	orders.HandleFunc("", a.placeOrder).Methods(http.MethodPost)
	orders.HandleFunc("/{id:[0-9]+}/ship", a.shipOrder).Methods(http.MethodPost)

	r.HandleFunc("/metrics", a.showMetrics).Methods(http.MethodGet)
	return r
}
