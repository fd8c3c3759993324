package handlers

import (
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"example.com/chatproduct/backend/internal/respond"
)

// indexPage has no address of its own: http.FileServer would send clients around.
const indexPage = "/index.html"

// apiPaths begin what is never a route of the application: a client that asks there for
// something that does not exist must not be told that it does.
var apiPaths = []string{"/api/", "/health/", "/metrics/"}

// StaticHandler serves the frontend's bundle where no nginx stands in front.
type StaticHandler struct {
	root  string
	files http.Handler
}

// NewStaticHandler serves the files below root.
func NewStaticHandler(root string) *StaticHandler {
	return &StaticHandler{root: root, files: http.FileServer(http.Dir(root))}
}

// ServeHTTP answers with a file, or with the application's page for its own routes.
func (h *StaticHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ofAPI := func(prefix string) bool { return strings.HasPrefix(r.URL.Path, prefix) }
	if r.Method != http.MethodGet && r.Method != http.MethodHead || slices.ContainsFunc(apiPaths, ofAPI) {
		respond.Error(w, http.StatusNotFound, "not_found", "there is nothing at this address")
		return
	}
	name := path.Clean("/" + r.URL.Path)
	if h.isFile(name) {
		h.files.ServeHTTP(w, r)
		return
	}
	// A missing script must not be answered with a page.
	if path.Ext(name) != "" && name != indexPage {
		respond.Error(w, http.StatusNotFound, "not_found", "there is no such file")
		return
	}
	w.Header().Set("Cache-Control", "no-cache")
	http.ServeFile(w, r, filepath.Join(h.root, indexPage))
}

func (h *StaticHandler) isFile(name string) bool {
	info, err := os.Stat(filepath.Join(h.root, filepath.FromSlash(name)))
	return err == nil && !info.IsDir() && name != indexPage
}
