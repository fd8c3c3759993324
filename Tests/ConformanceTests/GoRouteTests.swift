import Testing

@testable import Conformance

/// Routes of the routers that people use, and not of their comments.
@Suite struct GoRouteTests {
  private func routes(_ code: String) throws -> [String] {
    let scratch = try Scratch(["r.go": "package p\n" + code])
    return try GoRoutes.read(["r.go"], of: scratch.source()).map { route in
      "\(route.method) \(route.path) \(route.handlers.last ?? "") [\(route.guards.dropLast().joined(separator: " "))]"
    }
  }

  @Test func groupsConstantsAndGroupsHandedOn() throws {
    let code = """
      const root = "/api"
      const chat = root + "/chat"
      func (s *S) all(r *gin.Engine) {
        // r.GET("/in-a-comment", h)
        text := `r.GET("/in-a-string", h)`
        v1 := r.Group(chat, s.Limit())
        v1.Use(s.Auth())
        {
          v1.POST("/messages", s.Send)
        }
        s.more(v1)
        r.Group("/open").GET("/health", health)
      }
      func (s *S) more(group *gin.RouterGroup) {
        group.GET("/messages", s.List)
      }
      """
    #expect(
      try routes(code) == [
        "GET /api/chat/messages s.List [s.Limit() s.Auth()]",
        "POST /api/chat/messages s.Send [s.Limit() s.Auth()]",
        "GET /open/health health []",
      ])
  }

  @Test func chi() throws {
    let code = """
      func all(r chi.Router) {
        r.Route("/chat", func(r chi.Router) {
          r.Use(Auth)
          r.Get("/messages", list)
          r.With(Limit).Post("/messages", send)
        })
        r.Method("PUT", "/x", put)
      }
      """
    #expect(
      try routes(code) == [
        "GET /chat/messages list [Auth]", "POST /chat/messages send [Auth Limit]", "PUT /x put []",
      ])
  }

  @Test func theStandardLibraryAndMux() throws {
    let code = """
      func all(mux *http.ServeMux, r *mux.Router) {
        mux.HandleFunc("GET /chat/{id}", show)
        mux.Handle("/any", handler)
        sub := r.PathPrefix("/v1").Subrouter()
        sub.HandleFunc("/chat", both).Methods("GET", http.MethodPost)
      }
      """
    #expect(
      try routes(code) == [
        "* /any handler []", "GET /chat/{id} show []", "GET /v1/chat both []", "POST /v1/chat both []",
      ])
  }

  @Test func whatARouteServes() {
    func serves(_ path: String, _ method: String, _ target: String) -> Bool {
      Route(method: "GET", path: path, handlers: [], guards: [], file: "", line: 1).serves(method, target)
    }
    #expect(serves("/a/:id", "GET", "/a/7") && serves("/a/{id}", "HEAD", "/a/{}"))
    #expect(!serves("/a/:id", "POST", "/a/7") && !serves("/a/:id", "GET", "/a") && !serves("/a", "GET", "/b"))
    #expect(serves("/files/*path", "GET", "/files/a/b") && serves("/f/{rest...}", "GET", "/f/a/b"))
  }
}
