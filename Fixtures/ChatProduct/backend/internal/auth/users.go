package auth

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
)

// ErrWrongPassword is the answer to an unknown name as well.
var ErrWrongPassword = errors.New("unknown name or wrong password")

// Users are the administrators who may sign in by password.
type Users struct {
	key       []byte
	passwords map[string][]byte
}

// NewUsers takes a password for each name and keeps only a keyed hash of it.
func NewUsers(passwords map[string]string) *Users {
	users := &Users{key: make([]byte, sha256.Size), passwords: make(map[string][]byte, len(passwords))}
	rand.Read(users.key)
	for name, password := range passwords {
		users.passwords[name] = users.hash(password)
	}
	return users
}

// SignIn checks a password. An unknown name takes as long as a wrong password.
func (u *Users) SignIn(name, password string) (Identity, error) {
	given := u.hash(password)
	stored, known := u.passwords[name]
	if !known {
		stored = make([]byte, sha256.Size)
	}
	if !hmac.Equal(given, stored) || !known {
		return Identity{}, ErrWrongPassword
	}
	return Identity{Name: name, Roles: []string{RoleAdmin}}, nil
}

func (u *Users) hash(password string) []byte {
	mac := hmac.New(sha256.New, u.key)
	mac.Write([]byte(password))
	return mac.Sum(nil)
}
