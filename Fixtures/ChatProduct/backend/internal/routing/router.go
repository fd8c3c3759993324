// Package routing registers handlers by method and path, in groups that share a prefix
// and middleware. It answers in JSON where http.ServeMux would answer in plain text.
package routing

import (
	"net/http"
	"slices"
	"strings"

	"example.com/chatproduct/backend/internal/respond"
)

// Middleware wraps a handler.
type Middleware func(http.Handler) http.Handler

// Router collects routes until Handler is called.
type Router struct {
	routes   map[string]map[string]http.Handler
	fallback http.Handler
}

// Group is a prefix and the middleware of everything below it.
type Group struct {
	router     *Router
	prefix     string
	middleware []Middleware
}

// New makes a router without routes.
func New() *Router {
	return &Router{routes: make(map[string]map[string]http.Handler), fallback: http.HandlerFunc(notFound)}
}

// Group starts a group; the first middleware sees a request first.
func (r *Router) Group(prefix string, middleware ...Middleware) *Group {
	return &Group{router: r, prefix: prefix, middleware: middleware}
}

// Fallback serves the paths that no route has.
func (r *Router) Fallback(handler http.Handler) {
	r.fallback = handler
}

// Group starts a group inside of this one.
func (g *Group) Group(prefix string, middleware ...Middleware) *Group {
	return &Group{
		router:     g.router,
		prefix:     g.prefix + prefix,
		middleware: slices.Concat(g.middleware, middleware),
	}
}

// GET registers a handler; it answers HEAD too, without a body.
func (g *Group) GET(path string, handler http.HandlerFunc, middleware ...Middleware) {
	g.handle(http.MethodGet, path, handler, middleware)
}

// POST registers a handler.
func (g *Group) POST(path string, handler http.HandlerFunc, middleware ...Middleware) {
	g.handle(http.MethodPost, path, handler, middleware)
}

// PUT registers a handler.
func (g *Group) PUT(path string, handler http.HandlerFunc, middleware ...Middleware) {
	g.handle(http.MethodPut, path, handler, middleware)
}

func (g *Group) handle(method, path string, handler http.Handler, middleware []Middleware) {
	chain := slices.Concat(g.middleware, middleware)
	for _, wrap := range slices.Backward(chain) {
		handler = wrap(handler)
	}
	pattern := g.prefix + path
	methods := g.router.routes[pattern]
	if methods == nil {
		methods = make(map[string]http.Handler)
		g.router.routes[pattern] = methods
	}
	if methods[method] != nil {
		panic("routing: " + method + " " + pattern + " is registered twice")
	}
	methods[method] = handler
}

// Handler returns what serves the routes. Later registrations do not count.
func (r *Router) Handler() http.Handler {
	mux := http.NewServeMux()
	for pattern, methods := range r.routes {
		mux.Handle(pattern, dispatch(methods))
	}
	mux.Handle("/", r.fallback)
	return mux
}

func dispatch(methods map[string]http.Handler) http.Handler {
	if get := methods[http.MethodGet]; get != nil {
		methods[http.MethodHead] = get
	}
	var names []string
	for name := range methods {
		names = append(names, name)
	}
	slices.Sort(names)
	allow := strings.Join(names, ", ")

	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if handler := methods[r.Method]; handler != nil {
			handler.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Allow", allow)
		respond.Error(w, http.StatusMethodNotAllowed, "method_not_allowed", "use "+allow)
	})
}

func notFound(w http.ResponseWriter, _ *http.Request) {
	respond.Error(w, http.StatusNotFound, "not_found", "there is nothing at this address")
}
