package handlers

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"

	"example.com/chatproduct/backend/internal/auth"
	"example.com/chatproduct/backend/internal/chat"
	"example.com/chatproduct/backend/internal/respond"
)

// viewerOf is who asks. Every route of the chat lies behind an authentication.
func viewerOf(r *http.Request) chat.Viewer {
	identity, _ := auth.IdentityFrom(r.Context())
	return chat.Viewer{Name: identity.Name, Roles: identity.Roles}
}

// readJSON reads a body of one JSON object into value, or answers and returns false.
// Fields that we do not know are left to newer clients.
func readJSON(w http.ResponseWriter, r *http.Request, value any) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" {
		respond.Error(w, http.StatusUnsupportedMediaType, "unsupported_media_type", "send application/json")
		return false
	}
	decoder := json.NewDecoder(r.Body)
	err = decoder.Decode(value)
	if err == nil {
		// Whatever follows the object makes the body something else than JSON.
		_, err = decoder.Token()
		if err == io.EOF {
			return true
		}
		if err == nil {
			err = errors.New("more than one value")
		}
	}
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		w.Header().Set("Connection", "close")
		respond.Error(w, http.StatusRequestEntityTooLarge, "too_large", "the body is too large")
		return false
	}
	if wrongType := (*json.UnmarshalTypeError)(nil); errors.As(err, &wrongType) && wrongType.Field != "" {
		respond.Error(w, http.StatusBadRequest, "invalid_"+wrongType.Field, wrongType.Field+" has the wrong type")
		return false
	}
	respond.Error(w, http.StatusBadRequest, "invalid_json", "the body must be one JSON object")
	return false
}

// readNumber reads a whole number from the query, or answers and returns false. An empty
// value is as wrong as a word.
func readNumber(w http.ResponseWriter, r *http.Request, name string, fallback, low, high int) (int, bool) {
	query := r.URL.Query()
	if !query.Has(name) {
		return fallback, true
	}
	number, err := strconv.Atoi(query.Get(name))
	if err != nil || number < low || number > high {
		respond.Error(w, http.StatusBadRequest, "invalid_"+name,
			name+" must be a whole number from "+strconv.Itoa(low)+" to "+strconv.Itoa(high))
		return 0, false
	}
	return number, true
}

// refuse turns an error of the chat into an answer.
func refuse(w http.ResponseWriter, err error) {
	status, code, text := describe(err)
	respond.Error(w, status, code, text)
}

// describe says what both transports tell a client of an error.
func describe(err error) (status int, code, text string) {
	var invalid *chat.ValidationError
	switch {
	case errors.As(err, &invalid):
		return http.StatusBadRequest, "invalid_" + invalid.Field, invalid.Error()
	case errors.Is(err, chat.ErrForbidden):
		return http.StatusForbidden, "forbidden", "this session belongs to somebody else"
	case errors.Is(err, chat.ErrUnknownSession):
		return http.StatusNotFound, "unknown_session", "there is no such session"
	case errors.Is(err, chat.ErrUnknownCursor):
		return http.StatusBadRequest, "invalid_since", "since must be the id of a message of this session or a time"
	case errors.Is(err, chat.ErrKeyReused):
		return http.StatusUnprocessableEntity, "key_reused", "this idempotency key was used for another message"
	case errors.Is(err, chat.ErrUnavailable):
		return http.StatusServiceUnavailable, "unavailable", "messages cannot be stored at the moment"
	default:
		return http.StatusInternalServerError, "internal", "something went wrong on our side"
	}
}
