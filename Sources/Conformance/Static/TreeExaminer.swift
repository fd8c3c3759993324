import SyntaxTrees

/// Runs static checks on one tree. For one task.
struct TreeExaminer {
  let tree: SourceTree
  let binding: TreeBinding
  let api: ServerBinding.API?
  let numbers: DeclaredNumbers

  func examine(_ check: TreeCheck) throws -> TreeVerdict {
    switch check {
    case .registeredOnce: try registeredOnce()
    case .noRoute(let patterns): try noRoute(patterns.map(TextPattern.init))
    case .noSecondPair(let patterns): try noSecondPair(patterns.map(TextPattern.init))
    case .requestsExist: try requestsExist()
    case .numbers(let bounds): try within(bounds)
    case .delays(let name, let first, let factor, let cap, let least):
      try delays(name, Double(first), Double(factor), Double(cap), least)
    case .equalNumbers(let names): try equal(names)
    case .rateAllows(let margin): try rateAllows(margin)
    case .fieldsCovered: try fieldsCovered()
    case .sameUnion(let values): try sameUnion(Set(values))
    case .noImport(let patterns): try noImport(patterns.map(TextPattern.init))
    case .noGoModule(let path): try noGoModule(path)
    case .importsResolve: try importsResolve()
    case .noUnusedImport: try noUnusedImport()
    case .noName(let identifiers, let keys):
      try noName(identifiers.map(TextPattern.init), keys.map(TextPattern.init))
    case .switchReaches: try flagChecks().switchReaches()
    case .fallbackStarts: try flagChecks().fallbackStarts()
    case .storeFree(let patterns): try storeFree(patterns.map(TextPattern.init))
    case .noConfiguration(let patterns): try noConfiguration(patterns.map(TextPattern.init))
    case .documented(let never): try documented(never.map(TextPattern.init))
    case .testsImport: try testsImport()
    case .testsCall: try testsCall()
    case .oneTokenKey: try oneTokenKey()
    }
  }

  // MARK: What checks share

  func routes() throws -> [Route] {
    let files = try tree.files(binding.routers, "tree.routers").filter { !$0.hasSuffix("_test.go") }
    let routes = try GoRoutes.read(files, of: tree)
    guard !routes.isEmpty else {
      throw CaseFailure.error("no route is registered in the binding's tree.routers")
    }
    return routes
  }

  func message() throws -> (send: ServerBinding.Route, list: ServerBinding.Route) {
    guard let api else { throw CaseFailure.skip("the binding has no server.api") }
    return (api.send, api.list)
  }

  func finding(_ message: String, _ route: Route) -> TreeFinding {
    TreeFinding(
      message: message, path: route.file, line: route.line,
      text: "\(route.method) \(route.path) \(route.handlers.joined(separator: ", "))")
  }

  func places(of name: String) throws -> [String] {
    guard let places = binding.numbers.first(where: { $0.key == name })?.value else {
      throw CaseFailure.skip("the binding has no tree.numbers.\(name)")
    }
    return places
  }

  func found(_ name: String) throws -> [FoundNumber] {
    let reader = NumberPlaces(tree: tree)
    return try places(of: name).flatMap(reader.numbers)
  }

  func clientCode() throws -> [String] {
    guard let client = binding.client else { throw CaseFailure.skip("the binding has no tree.client") }
    let files = tree.code(below: client).filter { !$0.hasSuffix(".d.ts") }
    guard !files.isEmpty else {
      throw CaseFailure.error("the binding's tree.client '\(client)' holds no code")
    }
    return files
  }

  private func flagChecks() throws -> FlagChecks {
    guard let flag = binding.flag else { throw CaseFailure.skip("the binding has no tree.flag") }
    return try FlagChecks(tree, flag)
  }

  static func isTest(_ path: String) -> Bool {
    path.contains(".test.") || path.contains(".spec.") || path.contains("__tests__/")
      || path.hasSuffix("_test.go")
  }
}

extension FoundNumber {
  /// Without a fraction where there is none.
  var shown: String { value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)" }
}
