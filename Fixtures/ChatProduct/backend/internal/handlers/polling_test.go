package handlers

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"example.com/chatproduct/backend/internal/auth"
)

// serve calls a handler as ada, past the routes and their middleware.
func serve(handler http.HandlerFunc, method, target, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	identity := auth.Identity{Name: "ada", Roles: []string{auth.RoleAdmin}}
	recorder := httptest.NewRecorder()
	handler(recorder, r.WithContext(auth.WithIdentity(r.Context(), identity)))
	return recorder
}

func TestAMessageIsSentAndPolled(t *testing.T) {
	h, _, _ := newTestHandler(t)
	sent := serve(h.SendMessage, http.MethodPost, "/", `{"content":"hi","session_id":"`+session+`"}`)
	var confirmation SendMessageResponse
	if err := json.Unmarshal(sent.Body.Bytes(), &confirmation); err != nil || sent.Code != http.StatusCreated {
		t.Fatalf("send: %d %s (%v)", sent.Code, sent.Body, err)
	}

	polled := serve(h.GetMessages, http.MethodGet, "/?session_id="+session, "")
	var page GetMessagesResponse
	if err := json.Unmarshal(polled.Body.Bytes(), &page); err != nil || polled.Code != http.StatusOK {
		t.Fatalf("poll: %d %s (%v)", polled.Code, polled.Body, err)
	}
	if len(page.Messages) != 1 || page.Messages[0].ID != confirmation.MessageID || page.HasMore {
		t.Errorf("page = %+v, want the message %s alone", page, confirmation.MessageID)
	}
}

func TestAPollBehindTheLastMessageIsEmpty(t *testing.T) {
	h, _, _ := newTestHandler(t)
	sent := serve(h.SendMessage, http.MethodPost, "/", `{"content":"hi","session_id":"`+session+`"}`)
	var confirmation SendMessageResponse
	if err := json.Unmarshal(sent.Body.Bytes(), &confirmation); err != nil {
		t.Fatal(err)
	}
	polled := serve(h.GetMessages, http.MethodGet, "/?session_id="+session+"&since="+confirmation.MessageID, "")
	if want := `"messages":[]`; polled.Code != http.StatusOK || !strings.Contains(polled.Body.String(), want) {
		t.Errorf("poll: %d %s, want %s", polled.Code, polled.Body, want)
	}
}
