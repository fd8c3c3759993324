package assistant

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// answerBytes is how much of an answer is read at most. The longest reply that
// the chat takes has 10 000 code points, each of up to 12 bytes as JSON.
const answerBytes = 256 << 10

// Client asks an assistant over HTTP.
type Client struct {
	url  string
	http *http.Client
}

type question struct {
	SessionID string `json:"session_id"`
	Content   string `json:"content"`
}

// NewClient makes a client for the service at the address. The time-out is for
// one question, from the connection to the end of the answer.
func NewClient(url string, timeout time.Duration) *Client {
	return &Client{url: url, http: &http.Client{Timeout: timeout}}
}

// Reply asks once; whether to ask again is the caller's to decide.
func (c *Client) Reply(ctx context.Context, sessionID, content string) (string, error) {
	body, err := json.Marshal(question{SessionID: sessionID, Content: content})
	if err != nil {
		return "", err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url, bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/json")
	response, err := c.http.Do(request)
	if err != nil {
		return "", fmt.Errorf("ask the assistant: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("the assistant answered with status %d", response.StatusCode)
	}
	return decodeReply(response.Body)
}

func decodeReply(body io.Reader) (string, error) {
	data, err := io.ReadAll(io.LimitReader(body, answerBytes+1))
	if err != nil {
		return "", fmt.Errorf("read the assistant's answer: %w", err)
	}
	if len(data) > answerBytes {
		return "", fmt.Errorf("the assistant's answer is longer than %d bytes", answerBytes)
	}
	var answer struct {
		Reply string `json:"reply"`
	}
	if err := json.Unmarshal(data, &answer); err != nil {
		return "", fmt.Errorf("the assistant's answer is not JSON: %w", err)
	}
	if answer.Reply == "" {
		return "", errors.New("the assistant's answer holds no reply")
	}
	return answer.Reply, nil
}
