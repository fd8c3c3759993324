package shop

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
)

const signatureHeader = "X-Signature"

// signed refuses calls that no partner has signed.
func (a *App) signed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if a.hooks == nil || !isSigned(a.secret, r) {
			a.refuse(w, errUnsigned)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func isSigned(secret []byte, r *http.Request) bool {
	given, err := hex.DecodeString(r.Header.Get(signatureHeader))
	return err == nil && hmac.Equal(given, signature(secret, r.URL.Path))
}

func signature(secret []byte, text string) []byte {
	mac := hmac.New(sha256.New, secret)
	io.WriteString(mac, text)
	return mac.Sum(nil)
}

func encode(value any) io.Reader {
	var body bytes.Buffer
	json.NewEncoder(&body).Encode(value)
	return &body
}
