// Package shop takes orders.
package shop

import (
	"log"
	"net/http"
	"time"

	"github.com/gorilla/mux"
)

// App is the whole shop.
type App struct {
	*metrics

	currency string
	orders   *orderBook
	hooks    *hookQueue
	secret   []byte
	log      *log.Logger
	close    chan struct{}
}

// Option changes what New makes.
type Option func(*App)

// WithCurrency tells what prices are in.
func WithCurrency(currency string) Option {
	return func(a *App) { a.currency = currency }
}

// WithHooks lets partners of old be called.
func WithHooks(secret string, retries int, pause time.Duration) Option {
	return func(a *App) {
		a.secret = []byte(secret)
		a.hooks = newHookQueue(retries, pause, a.metrics)
	}
}

// New makes a shop.
func New(options ...Option) *App {
	a := &App{
		metrics:  newMetrics(),
		currency: "EUR",
		orders:   newOrderBook(),
		log:      log.Default(),
		close:    make(chan struct{}),
	}
	for _, option := range options {
		option(a)
	}
	if a.hooks != nil {
		go a.hooks.work(a.close)
	}
	return a
}

// Close ends what runs in the background.
func (a *App) Close() { close(a.close) }

// Router tells who answers what.
func (a *App) Router() http.Handler {
	r := mux.NewRouter()
	r.Use(a.count)

	orders := r.PathPrefix("/orders").Subrouter()
	orders.HandleFunc("", a.listOrders).Methods(http.MethodGet)
	orders.HandleFunc("", a.placeOrder).Methods(http.MethodPost)
	orders.HandleFunc("/{id:[0-9]+}/ship", a.shipOrder).Methods(http.MethodPost)

	hooks := r.PathPrefix("/hooks").Subrouter()
	hooks.Use(a.signed)
	hooks.HandleFunc("", a.listHooks).Methods(http.MethodGet)
	hooks.HandleFunc("/{partner}", a.receiveHook).Methods(http.MethodPost)

	r.HandleFunc("/metrics", a.showMetrics).Methods(http.MethodGet)
	return r
}
