package middleware

import (
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"

	"github.com/gorilla/websocket"
)

// minCompressed is the size in bytes below which compressing costs more than it saves.
const minCompressed = 1024

// Compress sends larger texts as gzip to clients that take it.
func Compress(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// A handshake needs the connection itself, not a writer around it.
		if websocket.IsWebSocketUpgrade(r) {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Add("Vary", "Accept-Encoding")
		if r.Method == http.MethodHead || !acceptsGzip(r.Header.Get("Accept-Encoding")) {
			next.ServeHTTP(w, r)
			return
		}
		compressed := &compressedWriter{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(compressed, r)
		compressed.finish()
	})
}

// acceptsGzip reads an Accept-Encoding header (RFC 9110, section 12.5.3).
func acceptsGzip(header string) bool {
	any := false
	for part := range strings.SplitSeq(header, ",") {
		coding, parameters, _ := strings.Cut(part, ";")
		switch strings.ToLower(strings.TrimSpace(coding)) {
		case "gzip", "x-gzip":
			return quality(parameters) > 0
		case "*":
			any = quality(parameters) > 0
		}
	}
	return any
}

func quality(parameters string) float64 {
	name, value, found := strings.Cut(strings.TrimSpace(parameters), "=")
	if !found || !strings.EqualFold(strings.TrimSpace(name), "q") {
		return 1
	}
	quality, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil {
		return 0
	}
	return quality
}

// compressedWriter holds the head and the first bytes back until it is clear whether the
// answer is worth compressing.
type compressedWriter struct {
	http.ResponseWriter
	status  int
	held    []byte
	decided bool
	gzip    *gzip.Writer
}

func (w *compressedWriter) WriteHeader(status int) {
	w.status = status
}

func (w *compressedWriter) Write(data []byte) (int, error) {
	if !w.decided {
		w.held = append(w.held, data...)
		if len(w.held) >= minCompressed {
			return len(data), w.decide()
		}
		return len(data), nil
	}
	if w.gzip != nil {
		return w.gzip.Write(data)
	}
	return w.ResponseWriter.Write(data)
}

func (w *compressedWriter) decide() error {
	w.decided = true
	header := w.Header()
	if len(w.held) >= minCompressed && compressible(header) {
		header.Set("Content-Encoding", "gzip")
		header.Del("Content-Length")
		header.Del("Accept-Ranges")
		w.gzip = gzip.NewWriter(w.ResponseWriter)
	}
	w.ResponseWriter.WriteHeader(w.status)
	if len(w.held) == 0 {
		return nil
	}
	held := w.held
	w.held = nil
	_, err := w.Write(held)
	return err
}

func (w *compressedWriter) finish() {
	if !w.decided {
		w.decide()
	}
	if w.gzip != nil {
		w.gzip.Close()
	}
}

func compressible(header http.Header) bool {
	if header.Get("Content-Encoding") != "" || header.Get("Content-Range") != "" {
		return false
	}
	kind, _, _ := strings.Cut(header.Get("Content-Type"), ";")
	switch kind {
	case "application/json", "application/javascript", "image/svg+xml":
		return true
	}
	return strings.HasPrefix(kind, "text/")
}
