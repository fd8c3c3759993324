/// Static checks of routes and of who asks for them.
extension TreeExaminer {
  func registeredOnce() throws -> TreeVerdict {
    let routes = try routes()
    let (send, list) = try message()
    var verdict = TreeVerdict(examined: routes.count)
    for route in [send, list] {
      let found = routes.filter { $0.path == route.path && ($0.method == route.method || $0.method == "*") }
      if found.count != 1 {
        let place = found.last ?? routes[0]
        verdict.findings.append(
          finding("\(route.method) \(route.path) is registered \(found.count) times", place))
      }
      for one in found
      where !binding.authentication.contains(where: { name in one.guards.contains { $0.contains(name) } }) {
        verdict.findings.append(finding("no authentication stands before this route", one))
      }
    }
    return verdict
  }

  func noRoute(_ patterns: [TextPattern]) throws -> TreeVerdict {
    let routes = try routes()
    var verdict = TreeVerdict(examined: routes.count)
    for route in routes {
      if patterns.contains(where: { $0.matches(route.path) }) {
        verdict.findings.append(finding("this path names what is gone", route))
      } else if let handler = route.handlers.first(where: { handler in
        patterns.contains { $0.matches(handler) }
      }) {
        verdict.findings.append(finding("the handler \(handler) names what is gone", route))
      }
    }
    return verdict
  }

  func noSecondPair(_ patterns: [TextPattern]) throws -> TreeVerdict {
    let routes = try routes()
    let (send, list) = try message()
    var verdict = TreeVerdict(examined: routes.count)
    let others = routes.filter { route in
      route.path != send.path && route.path != list.path && patterns.contains { $0.matches(route.path) }
    }
    // What sends is what counts: a second place to read is no second way in.
    for route in others where route.method == "POST" || route.method == "*" {
      verdict.findings.append(finding("messages may be sent here too", route))
    }
    return verdict
  }

  func requestsExist() throws -> TreeVerdict {
    guard !binding.requests.isEmpty else { throw CaseFailure.skip("the binding has no tree.requests") }
    let routes = try routes()
    let (send, _) = try message()
    let files = try clientCode().filter { !Self.isTest($0) }
    let root = "/" + (send.path.split(separator: "/").first.map(String.init) ?? "")
    let requests = try ClientRequests(tree, files: files, functions: binding.requests).all()
      .filter { $0.path.hasPrefix(root + "/") }
    var verdict = TreeVerdict(examined: requests.count)
    for request in requests where !routes.contains(where: { $0.serves(request.method, request.path) }) {
      verdict.findings.append(
        tree.finding("no route serves \(request.method) \(request.path)", at: request.node, in: request.file))
    }
    return verdict
  }
}
