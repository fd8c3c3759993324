// Package auth proves who somebody is: tokens and passwords.
package auth

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"
)

// ErrInvalidToken covers every reason to refuse a token. The reason itself would only
// help somebody who guesses.
var ErrInvalidToken = errors.New("the token is not valid")

// RoleAdmin is the role that the administration asks for.
const RoleAdmin = "admin"

const accessToken = "access"

// Identity is who a token speaks for.
type Identity struct {
	Name  string
	Roles []string
}

// HasRole says whether the identity has the role.
func (i Identity) HasRole(role string) bool {
	return slices.Contains(i.Roles, role)
}

// Tokens signs and checks JSON Web Tokens by HMAC with SHA-256 (RFC 7519, HS256).
type Tokens struct {
	secret []byte
	ttl    time.Duration
	now    func() time.Time
}

type tokenHeader struct {
	Algorithm string `json:"alg"`
	Type      string `json:"typ,omitempty"`
}

type claims struct {
	Subject   string   `json:"sub,omitempty"`
	UserID    string   `json:"user_id,omitempty"`
	Username  string   `json:"username,omitempty"`
	Roles     []string `json:"roles,omitempty"`
	Type      string   `json:"token_type,omitempty"`
	IssuedAt  float64  `json:"iat,omitempty"`
	NotBefore float64  `json:"nbf,omitempty"`
	Expires   float64  `json:"exp"`
}

// NewTokens makes tokens that hold for ttl. now is time.Now outside of tests.
func NewTokens(secret string, ttl time.Duration, now func() time.Time) *Tokens {
	return &Tokens{secret: []byte(secret), ttl: ttl, now: now}
}

// Sign issues a token and says when it ends.
func (t *Tokens) Sign(identity Identity) (token string, expires time.Time, err error) {
	issued := t.now().Truncate(time.Second)
	expires = issued.Add(t.ttl)
	header, err := encodePart(tokenHeader{Algorithm: "HS256", Type: "JWT"})
	if err != nil {
		return "", time.Time{}, err
	}
	payload, err := encodePart(claims{
		Subject:  identity.Name,
		Username: identity.Name,
		Roles:    identity.Roles,
		Type:     accessToken,
		IssuedAt: float64(issued.Unix()),
		Expires:  float64(expires.Unix()),
	})
	if err != nil {
		return "", time.Time{}, err
	}
	signed := header + "." + payload
	return signed + "." + base64.RawURLEncoding.EncodeToString(t.signature(signed)), expires, nil
}

// Verify returns whom the token speaks for, or ErrInvalidToken.
func (t *Tokens) Verify(token string) (Identity, error) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return Identity{}, ErrInvalidToken
	}
	var header tokenHeader
	// Only the algorithm that we sign with: a token may not choose its own check.
	if decodePart(parts[0], &header) != nil || header.Algorithm != "HS256" {
		return Identity{}, ErrInvalidToken
	}
	// Strict: with spare bits set, other texts would stand for the same signature.
	signature, err := base64.RawURLEncoding.Strict().DecodeString(parts[2])
	if err != nil || !hmac.Equal(signature, t.signature(parts[0]+"."+parts[1])) {
		return Identity{}, ErrInvalidToken
	}
	var body claims
	if decodePart(parts[1], &body) != nil || (body.Type != "" && body.Type != accessToken) {
		return Identity{}, ErrInvalidToken
	}
	now := float64(t.now().UnixMilli()) / 1000
	if now >= body.Expires || now < body.NotBefore {
		return Identity{}, ErrInvalidToken
	}
	for _, name := range []string{body.Username, body.Subject, body.UserID} {
		if name != "" {
			return Identity{Name: name, Roles: body.Roles}, nil
		}
	}
	return Identity{}, ErrInvalidToken
}

func (t *Tokens) signature(signed string) []byte {
	mac := hmac.New(sha256.New, t.secret)
	mac.Write([]byte(signed))
	return mac.Sum(nil)
}

func encodePart(value any) (string, error) {
	data, err := json.Marshal(value)
	return base64.RawURLEncoding.EncodeToString(data), err
}

func decodePart(part string, value any) error {
	data, err := base64.RawURLEncoding.Strict().DecodeString(part)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, value)
}
