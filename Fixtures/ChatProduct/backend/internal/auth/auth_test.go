package auth

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"
)

const secret = "0123456789abcdef0123456789abcdef"

var start = time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)

func at(instant time.Time) func() time.Time {
	return func() time.Time { return instant }
}

func sign(t *testing.T, key, header, payload string) string {
	t.Helper()
	signed := base64.RawURLEncoding.EncodeToString([]byte(header)) + "." +
		base64.RawURLEncoding.EncodeToString([]byte(payload))
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(signed))
	return signed + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

func TestATokenSpeaksForItsIdentity(t *testing.T) {
	tokens := NewTokens(secret, time.Hour, at(start))
	token, expires, err := tokens.Sign(Identity{Name: "ada", Roles: []string{RoleAdmin}})
	if err != nil || !expires.Equal(start.Add(time.Hour)) {
		t.Fatalf("expires = %v, error = %v", expires, err)
	}
	identity, err := tokens.Verify(token)
	if err != nil || identity.Name != "ada" || !identity.HasRole(RoleAdmin) || identity.HasRole("owner") {
		t.Errorf("identity = %+v, error = %v", identity, err)
	}
}

func TestATokenOfAnotherIssuerIsRead(t *testing.T) {
	token := sign(t, secret, `{"alg":"HS256"}`,
		`{"user_id":"u-1","username":"grace","roles":["admin"],"token_type":"access","exp":1740834000.5}`)
	identity, err := NewTokens(secret, time.Hour, at(start)).Verify(token)
	if err != nil || identity.Name != "grace" {
		t.Errorf("identity = %+v, error = %v", identity, err)
	}
}

func TestTokensThatAreRefused(t *testing.T) {
	const header = `{"alg":"HS256","typ":"JWT"}`
	valid := sign(t, secret, header, `{"sub":"ada","exp":4102444800}`)
	last := byte('A')
	if valid[len(valid)-1] == last {
		last = 'E'
	}
	unsigned := sign(t, secret, `{"alg":"none"}`, `{"sub":"ada","exp":4102444800}`)
	cases := map[string]string{
		"empty":                 "",
		"two parts":             "a.b",
		"four parts":            valid + ".x",
		"changed signature":     valid[:len(valid)-1] + string(last),
		"other secret":          sign(t, strings.ToUpper(secret), header, `{"sub":"ada","exp":4102444800}`),
		"algorithm none":        unsigned[:strings.LastIndex(unsigned, ".")+1],
		"signed algorithm none": unsigned,
		"other algorithm":       sign(t, secret, `{"alg":"HS384"}`, `{"sub":"ada","exp":4102444800}`),
		"expired":               sign(t, secret, header, `{"sub":"ada","exp":1740830340}`),
		"without an end":        sign(t, secret, header, `{"sub":"ada"}`),
		"not yet valid":         sign(t, secret, header, `{"sub":"ada","exp":4102444800,"nbf":1740830460}`),
		"refresh token":         sign(t, secret, header, `{"sub":"ada","exp":4102444800,"token_type":"refresh"}`),
		"nobody":                sign(t, secret, header, `{"exp":4102444800}`),
		"not JSON":              sign(t, secret, header, `{`),
	}
	tokens := NewTokens(secret, time.Hour, at(start))
	if _, err := tokens.Verify(valid); err != nil {
		t.Fatalf("the valid token is refused: %v", err)
	}
	for name, token := range cases {
		if identity, err := tokens.Verify(token); !errors.Is(err, ErrInvalidToken) {
			t.Errorf("%s: identity = %+v, error = %v", name, identity, err)
		}
	}
}

func TestSignIn(t *testing.T) {
	users := NewUsers(map[string]string{"ada": "lovelace"})
	if identity, err := users.SignIn("ada", "lovelace"); err != nil || !identity.HasRole(RoleAdmin) {
		t.Errorf("identity = %+v, error = %v", identity, err)
	}
	for _, pair := range [][2]string{{"ada", "byron"}, {"ada", ""}, {"grace", "lovelace"}, {"", ""}} {
		if _, err := users.SignIn(pair[0], pair[1]); !errors.Is(err, ErrWrongPassword) {
			t.Errorf("%v: error = %v", pair, err)
		}
	}
}
