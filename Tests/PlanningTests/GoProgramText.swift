/// What generated Go programs are put together from.
enum GoProgramText {
  /// Files that every program has.
  static let fixed = [
    "go.mod": "module example.com/app\n\ngo 1.22",
    "internal/router/router.go": router,
    "internal/alpha/hub.go": hub,
    "internal/config/config.go": config,
    "internal/text/text.go": text,
  ]

  /// Statements within a handler that stays, which only serve the feature.
  static let woven = [
    "\ts.alpha.Note(s.name)",
    "\tif s.alpha != nil {\n\t\ts.alpha.Note(\"there\")\n\t}",
    """
    \tif err := s.alpha.Send(alpha.KindText, s.name); err != nil {
    \t\tfmt.Println("alpha:", err)
    \t}
    """,
    """
    \tlabelTURN := strings.ToUpper(s.name)
    \ts.alpha.Note(labelTURN) // in capitals
    """,
    """
    \t// All of them.
    \tfor _, item := range s.items {
    \t\ts.alpha.Note(item)
    \t}
    """,
    """
    \tfor _, item := range s.items {
    \t\ttotal += len(item)
    \t\ts.alpha.Note(item)
    \t}
    """,
    "\tdefer s.alpha.Note(\"done\")",
    """
    \tsentTURN := s.alpha.Send(alpha.KindFrame, "frame")
    \tif sentTURN != nil {
    \t\ts.alpha.Note(sentTURN.Error())
    \t}
    """,
    """
    \tif total > 2 {
    \t\ts.alpha.Note("many")
    \t} else {
    \t\ttotal++
    \t}
    """,
    """
    \tswitch {
    \tcase total > 5:
    \t\ts.alpha.Note("a lot")
    \tcase total > 3:
    \t\ttotal += 2
    \t}
    """,
    """
    \tfunc() {
    \t\tdefer s.alpha.Note("left")
    \t\ttotal++
    \t}()
    """,
  ]

  private static let router = """
    // Package router answers by path.
    package router

    import (
    \t"fmt"
    \t"sort"
    )

    type Handler func() string

    type Router struct {
    \tprefix string
    \troutes map[string]Handler
    }

    func New() *Router { return &Router{routes: map[string]Handler{}} }

    func (r *Router) Group(prefix string) *Router {
    \treturn &Router{prefix: r.prefix + prefix, routes: r.routes}
    }

    func (r *Router) Handle(path string, h Handler) { r.routes[r.prefix+path] = h }

    // Serve prints what every route answers.
    func (r *Router) Serve() {
    \tvar paths []string
    \tfor path := range r.routes {
    \t\tpaths = append(paths, path)
    \t}
    \tsort.Strings(paths)
    \tfor _, path := range paths {
    \t\tfmt.Println(path, r.routes[path]())
    \t}
    }
    """

  private static let hub = """
    // Package alpha gathers what is sent.
    package alpha

    import "errors"

    // Kind tells what is sent.
    type Kind int

    const (
    \tKindText Kind = iota
    \tKindFrame
    )

    type Hub struct {
    \tlimit int
    \tsent  []string
    }

    func NewHub(limit int) *Hub { return &Hub{limit: limit} }

    func (h *Hub) Send(kind Kind, text string) error {
    \tif len(h.sent) >= h.limit {
    \t\treturn errors.New("full")
    \t}
    \th.sent = append(h.sent, text)
    \treturn nil
    }

    func (h *Hub) Note(text string) { h.sent = append(h.sent, text) }

    func (h *Hub) Count() int { return len(h.sent) }

    func (h *Hub) Close() { h.sent = nil }
    """

  private static let config = """
    // Package config reads settings.
    package config

    import (
    \t"os"
    \t"strconv"
    )

    type Config struct {
    \tName       string
    \tAlphaLimit int
    }

    func Load() Config {
    \treturn Config{
    \t\tName:       getEnv("NAME", "x"),
    \t\tAlphaLimit: getEnvAsInt("ALPHA_LIMIT", 9),
    \t}
    }

    func getEnv(key, fallback string) string {
    \tif value := os.Getenv(key); value != "" {
    \t\treturn value
    \t}
    \treturn fallback
    }

    func getEnvAsInt(key string, fallback int) int {
    \tif n, err := strconv.Atoi(getEnv(key, "")); err == nil {
    \t\treturn n
    \t}
    \treturn fallback
    }
    """

  /// Functions that services share. Those that no service uses were dead before.
  private static let text =
    "// Package text helps with texts.\npackage text\n\n"
    + (0..<6).map { "func Count\($0)(text string) int { return len(text) + \($0) }" }
    .joined(separator: "\n\n")
}
