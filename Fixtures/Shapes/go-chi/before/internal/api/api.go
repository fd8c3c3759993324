// Package api answers requests.
package api

import (
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"example.com/invoices/internal/config"
	"example.com/invoices/internal/export"
	"example.com/invoices/internal/invoice"
)

// API answers requests about invoices.
type API struct {
	cfg     config.Config
	service *invoice.Service
	// Nil if documents are switched off.
	queue *export.Queue
}

// New makes an API.
func New(cfg config.Config, service *invoice.Service, queue *export.Queue) *API {
	return &API{cfg: cfg, service: service, queue: queue}
}

// Routes tells who answers what.
func (a *API) Routes() http.Handler {
	r := chi.NewRouter()
	r.Use(middleware.RequestID)
	r.Use(middleware.Recoverer)

	r.Get("/health", a.health)
	r.Route("/api", func(r chi.Router) {
		r.Get("/invoices", a.list)
		r.With(a.onlyAdmins).Post("/invoices", a.create)
		r.Route("/invoices/{id}", func(r chi.Router) {
			r.Get("/", a.get)
			r.With(a.onlyAdmins).Post("/pay", a.pay)
			r.With(a.withDocuments, middleware.Throttle(4)).Post("/pdf", a.requestPDF)
			r.With(a.withDocuments).Get("/pdf", a.downloadPDF)
		})
		r.Route("/exports", func(r chi.Router) {
			r.Use(a.onlyAdmins)
			r.Get("/", a.listExports)
		})
	})
	return r
}
