package shop

import (
	"encoding/json"
	"net/http"
)

const jsonType = "application/json"

// writeJSON answers with a value.
func writeJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", jsonType)
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(value)
}
