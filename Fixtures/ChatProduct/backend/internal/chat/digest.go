package chat

import "crypto/sha256"

// Digest stands for a content without keeping it.
type Digest [16]byte

// DigestOf returns a content's digest.
func DigestOf(content string) Digest {
	sum := sha256.Sum256([]byte(content))
	return Digest(sum[:])
}
