package shop

import (
	"errors"
	"net/http"
)

var (
	errBadRequest = errors.New("that is no request")
	errNoOrder    = errors.New("no such order")
	errShipped    = errors.New("already shipped")
)

var statuses = map[error]int{
	errBadRequest: http.StatusBadRequest,
	errNoOrder:    http.StatusNotFound,
	errShipped:    http.StatusConflict,
}

func (a *App) refuse(w http.ResponseWriter, err error) {
	status, ok := statuses[err]
	if !ok {
		status = http.StatusInternalServerError
	}
	writeJSON(w, status, map[string]string{"error": err.Error()})
}
