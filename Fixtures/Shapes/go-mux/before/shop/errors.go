package shop

import (
	"errors"
	"net/http"
)

var (
	errBadRequest = errors.New("that is no request")
	errNoOrder    = errors.New("no such order")
	errShipped    = errors.New("already shipped")
	errUnsigned   = errors.New("not signed")
	errHooksFull  = errors.New("too many calls wait")
)

var statuses = map[error]int{
	errBadRequest: http.StatusBadRequest,
	errNoOrder:    http.StatusNotFound,
	errShipped:    http.StatusConflict,
	errUnsigned:   http.StatusUnauthorized,
}

func (a *App) refuse(w http.ResponseWriter, err error) {
	status, ok := statuses[err]
	if !ok {
		status = http.StatusInternalServerError
	}
	writeJSON(w, status, map[string]string{"error": err.Error()})
}
