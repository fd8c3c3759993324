package handlers

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"net/http"
	"strings"
	"time"

	"example.com/chatproduct/backend/internal/chat"
)

// entityTag names a list of messages by what was asked and by how far the session has
// come. It is weak, since the same list may travel compressed (RFC 9110, section 8.8.3).
func entityTag(query chat.Query, revision uint64) string {
	hash := sha256.New()
	for _, text := range []string{query.SessionID, query.Since} {
		binary.Write(hash, binary.BigEndian, uint64(len(text)))
		hash.Write([]byte(text))
	}
	binary.Write(hash, binary.BigEndian, []uint64{uint64(query.Limit), uint64(query.Offset), revision})
	return `W/"` + base64.RawURLEncoding.EncodeToString(hash.Sum(nil)[:12]) + `"`
}

// setValidators writes what a client needs to ask again cheaply.
func setValidators(header http.Header, tag string, lastChange, now time.Time) {
	header.Set("ETag", tag)
	// The list must be asked for each time, and belongs to nobody else.
	header.Set("Cache-Control", "private, no-cache")
	if modified, certain := lastModified(lastChange, now); certain {
		header.Set("Last-Modified", modified.UTC().Format(http.TimeFormat))
	}
}

// visibleAfter is longer than a message takes from its timestamp to being stored, when
// readers begin to see it.
const visibleAfter = time.Second

// lastModified is in whole seconds. Within the same second another message may come, which
// a client could not tell apart, so it counts only once that second is over and nothing
// with a timestamp in it can still appear.
func lastModified(lastChange, now time.Time) (modified time.Time, certain bool) {
	modified = lastChange.Truncate(time.Second)
	return modified, !lastChange.IsZero() && now.Sub(modified) >= time.Second+visibleAfter
}

// notModified says whether the client has the list already. If-None-Match decides where
// it is given (RFC 9110, section 13.2.2).
func notModified(r *http.Request, tag string, lastChange, now time.Time) bool {
	if tags := r.Header.Values("If-None-Match"); len(tags) > 0 {
		return matchesTag(strings.Join(tags, ","), tag)
	}
	since, err := http.ParseTime(r.Header.Get("If-Modified-Since"))
	if err != nil {
		return false
	}
	modified, certain := lastModified(lastChange, now)
	return certain && !modified.After(since)
}

// matchesTag compares weakly.
func matchesTag(header, tag string) bool {
	opaque := strings.TrimPrefix(tag, "W/")
	for candidate := range strings.SplitSeq(header, ",") {
		candidate = strings.TrimSpace(candidate)
		if candidate == "*" || strings.TrimPrefix(candidate, "W/") == opaque {
			return true
		}
	}
	return false
}
