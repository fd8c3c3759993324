package store

import (
	"time"

	"example.com/chatproduct/backend/internal/chat"
)

// sender is what an idempotency key belongs to: two people may use the same.
type sender struct {
	session, author, key string
}

func senderOf(r record) sender {
	return sender{r.sessionID, r.message.Author, r.key}
}

func sentOf(message chat.Message) chat.Sent {
	return chat.Sent{
		Sequence:  message.Sequence,
		Timestamp: message.Timestamp,
		Digest:    chat.DigestOf(message.Content),
	}
}

// keyIndex remembers idempotency keys for a while.
type keyIndex struct {
	lifetime time.Duration
	sent     map[sender]chat.Sent
	// queue holds the keys in the order of their coming, to forget the oldest.
	queue []sender
}

func newKeyIndex(lifetime time.Duration) *keyIndex {
	return &keyIndex{lifetime: lifetime, sent: make(map[sender]chat.Sent)}
}

func (k *keyIndex) find(from sender) (chat.Sent, bool) {
	sent, known := k.sent[from]
	return sent, known
}

// add remembers a key and forgets those that are past their time. A key that
// comes again after its window stands for the newer message.
func (k *keyIndex) add(from sender, sent chat.Sent) {
	k.sent[from] = sent
	k.queue = append(k.queue, from)
	oldest := sent.Timestamp.Add(-k.lifetime)
	for k.sent[k.queue[0]].Timestamp.Before(oldest) {
		delete(k.sent, k.queue[0])
		k.queue = k.queue[1:]
	}
}
