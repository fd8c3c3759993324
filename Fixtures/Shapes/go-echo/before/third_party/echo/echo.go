// Package echo has of the framework of this name what the library uses.
package echo

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
)

type (
	HandlerFunc    func(Context) error
	MiddlewareFunc func(HandlerFunc) HandlerFunc
	Map            map[string]any
)

// Context is one request.
type Context interface {
	Request() *http.Request
	Param(name string) string
	QueryParam(name string) string
	Bind(target any) error
	JSON(status int, value any) error
	NoContent(status int) error
}

// HTTPError is an answer other than the wanted one.
type HTTPError struct {
	Code    int
	Message string
}

func (e *HTTPError) Error() string { return e.Message }

func NewHTTPError(code int, message string) *HTTPError { return &HTTPError{code, message} }

// Echo is the router.
type Echo struct {
	mux         *http.ServeMux
	middlewares []MiddlewareFunc
}

func New() *Echo { return &Echo{mux: http.NewServeMux()} }

func (e *Echo) Use(list ...MiddlewareFunc) { e.middlewares = append(e.middlewares, list...) }

func (e *Echo) GET(path string, h HandlerFunc, list ...MiddlewareFunc) { e.add("GET", path, h, list) }

func (e *Echo) POST(path string, h HandlerFunc, list ...MiddlewareFunc) { e.add("POST", path, h, list) }

func (e *Echo) ServeHTTP(w http.ResponseWriter, r *http.Request) { e.mux.ServeHTTP(w, r) }

func (e *Echo) Start(address string) error { return http.ListenAndServe(address, e) }

func (e *Echo) Group(prefix string, list ...MiddlewareFunc) *Group { return &Group{e, prefix, list} }

func (e *Echo) add(method, path string, h HandlerFunc, list []MiddlewareFunc) {
	for _, m := range append(list, e.middlewares...) {
		h = m(h)
	}
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if name, ok := strings.CutPrefix(part, ":"); ok {
			parts[i] = "{" + name + "}"
		}
	}
	e.mux.HandleFunc(method+" "+strings.Join(parts, "/"), func(w http.ResponseWriter, r *http.Request) {
		c := &request{w, r}
		if err := h(c); err != nil {
			failure := NewHTTPError(http.StatusInternalServerError, err.Error())
			errors.As(err, &failure)
			c.JSON(failure.Code, Map{"message": failure.Message})
		}
	})
}

// Group has a common prefix.
type Group struct {
	echo   *Echo
	prefix string
	list   []MiddlewareFunc
}

func (g *Group) GET(path string, h HandlerFunc, list ...MiddlewareFunc) {
	g.echo.GET(g.prefix+path, h, append(list, g.list...)...)
}

func (g *Group) POST(path string, h HandlerFunc, list ...MiddlewareFunc) {
	g.echo.POST(g.prefix+path, h, append(list, g.list...)...)
}

type request struct {
	w http.ResponseWriter
	r *http.Request
}

func (c *request) Request() *http.Request        { return c.r }
func (c *request) Param(name string) string      { return c.r.PathValue(name) }
func (c *request) QueryParam(name string) string { return c.r.URL.Query().Get(name) }
func (c *request) Bind(target any) error         { return json.NewDecoder(c.r.Body).Decode(target) }

func (c *request) JSON(status int, value any) error {
	c.w.Header().Set("Content-Type", "application/json")
	c.w.WriteHeader(status)
	return json.NewEncoder(c.w).Encode(value)
}

func (c *request) NoContent(status int) error {
	c.w.WriteHeader(status)
	return nil
}
