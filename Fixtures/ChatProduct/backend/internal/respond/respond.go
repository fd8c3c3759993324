// Package respond writes answers: JSON, and errors in the one shape that clients read.
package respond

import (
	"encoding/json"
	"net/http"
)

// ErrorBody is the body of every answer that refuses something.
type ErrorBody struct {
	Success bool   `json:"success"`
	Error   string `json:"error"`
	Code    string `json:"code"`
}

// JSON answers with a value. A client that has gone away is no error of ours.
func JSON(w http.ResponseWriter, status int, value any) {
	data, err := json.Marshal(value)
	if err != nil {
		status = http.StatusInternalServerError
		data = []byte(`{"success":false,"error":"the answer could not be written","code":"internal"}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	w.Write(append(data, '\n'))
}

// Error answers with a text for people and a code for programs.
func Error(w http.ResponseWriter, status int, code, text string) {
	JSON(w, status, ErrorBody{Error: text, Code: code})
}
