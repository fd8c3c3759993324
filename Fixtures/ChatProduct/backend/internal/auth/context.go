package auth

import "context"

type identityKey struct{}

// WithIdentity returns a context that carries who asks.
func WithIdentity(ctx context.Context, identity Identity) context.Context {
	return context.WithValue(ctx, identityKey{}, identity)
}

// IdentityFrom returns who asks; ok is false where nobody was authenticated.
func IdentityFrom(ctx context.Context) (identity Identity, ok bool) {
	identity, ok = ctx.Value(identityKey{}).(Identity)
	return identity, ok
}
