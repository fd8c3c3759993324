package api

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"

	"example.com/invoices/internal/invoice"
)

// Health tells how the service is.
type Health struct {
	Status   string `json:"status"`
	Invoices int    `json:"invoices"`
	Exports  int    `json:"exports"`
}

func (a *API) health(w http.ResponseWriter, r *http.Request) {
	answer := Health{Status: "ok", Invoices: len(a.service.List(a.cfg.PageSize))}
	if a.queue != nil {
		answer.Exports = a.queue.Waiting()
	}
	reply(w, http.StatusOK, answer)
}

func (a *API) list(w http.ResponseWriter, r *http.Request) {
	reply(w, http.StatusOK, a.service.List(a.cfg.PageSize))
}

func (a *API) create(w http.ResponseWriter, r *http.Request) {
	var request struct {
		ID       string         `json:"id"`
		Customer string         `json:"customer"`
		Lines    []invoice.Line `json:"lines"`
		WithPDF  bool           `json:"with_pdf"`
	}
	if err := json.NewDecoder(r.Body).Decode(&request); err != nil {
		fail(w, http.StatusBadRequest, "that is no invoice")
		return
	}
	one, err := a.service.Create(request.ID, request.Customer, request.Lines)
	if err != nil {
		fail(w, http.StatusInternalServerError, err.Error())
		return
	}
	if request.WithPDF && a.queue != nil {
		a.queue.Add(one)
	}
	reply(w, http.StatusCreated, one)
}

func (a *API) get(w http.ResponseWriter, r *http.Request) {
	one, ok := a.find(w, r)
	if !ok {
		return
	}
	reply(w, http.StatusOK, one)
}

func (a *API) pay(w http.ResponseWriter, r *http.Request) {
	one, err := a.service.Pay(chi.URLParam(r, "id"))
	switch {
	case errors.Is(err, invoice.ErrNotFound):
		fail(w, http.StatusNotFound, err.Error())
	case errors.Is(err, invoice.ErrPaid):
		fail(w, http.StatusConflict, err.Error())
	case err != nil:
		fail(w, http.StatusInternalServerError, err.Error())
	default:
		reply(w, http.StatusOK, one)
	}
}

func (a *API) requestPDF(w http.ResponseWriter, r *http.Request) {
	one, ok := a.find(w, r)
	if !ok {
		return
	}
	a.queue.Add(one)
	w.WriteHeader(http.StatusAccepted)
}

func (a *API) downloadPDF(w http.ResponseWriter, r *http.Request) {
	one, ok := a.find(w, r)
	if !ok {
		return
	}
	document, ok := a.queue.Document(one.ID)
	if !ok {
		fail(w, http.StatusNotFound, "not made yet")
		return
	}
	w.Header().Set("Content-Type", contentTypePDF)
	w.Header().Set("Content-Disposition", "attachment; filename="+one.FileName())
	w.Write(document)
}

func (a *API) listExports(w http.ResponseWriter, r *http.Request) {
	reply(w, http.StatusOK, map[string]int{"waiting": a.queue.Waiting()})
}

// find answers itself if there is no such invoice.
func (a *API) find(w http.ResponseWriter, r *http.Request) (invoice.Invoice, bool) {
	one, err := a.service.Get(chi.URLParam(r, "id"))
	if err != nil {
		fail(w, http.StatusNotFound, err.Error())
		return invoice.Invoice{}, false
	}
	return one, true
}
