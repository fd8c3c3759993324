internal import StrictYAML

extension Shape where Value == TreeCheck {
  static var treeCheck: Shape<TreeCheck> {
    .mapping("check", "What is looked for in the tree.") { fields in
      let kind = fields.required("kind", .word(Kind.self, "check"), "Which check.")
      func list(_ key: String, _ about: String) -> [String] {
        fields.optional(key, .list(of: .line, atLeast: 1), default: [], about)
      }
      func number(_ key: String, _ standard: Int, _ about: String) -> Int {
        fields.optional(key, .integer(0...1_000_000), default: standard, about)
      }
      let patterns = list("patterns", "Regular expressions.")
      let keys = list("keys", "Regular expressions for whole keys.")
      let names = list("numbers", "Names of numbers in the binding.")
      let values = list("values", "The states.")
      let bounds = fields.optional("bounds", .pairs(.line, .bound), default: [], "By the number's name.")
      let module = fields.optional("module", .line, default: "", "Path of a Go module.")
      let first = number("first", 0, "The first wait.")
      let factor = number("factor", 2, "From one wait to the next.")
      let cap = number("cap", 0, "The longest wait.")
      let least = number("least", 1, "How many waits there must be.")
      let margin = number("margin-percent", 100, "Of what is needed.")
      guard let kind else { return nil }
      switch kind {
      case .registeredOnce: return .registeredOnce
      case .noRoute: return .noRoute(patterns: patterns)
      case .noSecondPair: return .noSecondPair(paths: patterns)
      case .requestsExist: return .requestsExist
      case .numbers:
        return .numbers(bounds.map { NumberBound(name: $0.key, low: $0.value.low, high: $0.value.high) })
      case .delays:
        return .delays(number: names.first ?? "", first: first, factor: factor, cap: cap, least: least)
      case .equalNumbers: return .equalNumbers(names)
      case .rateAllows: return .rateAllows(marginPercent: margin)
      case .fieldsCovered: return .fieldsCovered
      case .sameUnion: return .sameUnion(values: values)
      case .noImport: return .noImport(patterns: patterns)
      case .noGoModule: return .noGoModule(path: module)
      case .importsResolve: return .importsResolve
      case .noUnusedImport: return .noUnusedImport
      case .noName: return .noName(identifiers: patterns, keys: keys)
      case .switchReaches: return .switchReaches
      case .fallbackStarts: return .fallbackStarts
      case .storeFree: return .storeFree(patterns: patterns)
      case .noConfiguration: return .noConfiguration(patterns: patterns)
      case .documented: return .documented(never: patterns)
      case .testsImport: return .testsImport
      case .testsCall: return .testsCall
      case .oneTokenKey: return .oneTokenKey
      }
    }
  }

  fileprivate enum Kind: String, CaseIterable, Sendable {
    case registeredOnce = "registered-once"
    case noRoute = "no-route"
    case noSecondPair = "no-second-pair"
    case requestsExist = "requests-exist"
    case numbers
    case delays
    case equalNumbers = "equal-numbers"
    case rateAllows = "rate-allows"
    case fieldsCovered = "fields-covered"
    case sameUnion = "same-union"
    case noImport = "no-import"
    case noGoModule = "no-go-module"
    case importsResolve = "imports-resolve"
    case noUnusedImport = "no-unused-import"
    case noName = "no-name"
    case switchReaches = "switch-reaches"
    case fallbackStarts = "fallback-starts"
    case storeFree = "store-free"
    case noConfiguration = "no-configuration"
    case documented
    case testsImport = "tests-import"
    case testsCall = "tests-call"
    case oneTokenKey = "one-token-key"
  }
}

struct Bound: Sendable {
  let low: Double
  let high: Double
}

extension Shape where Value == Bound {
  /// `"2000"`, `"3000..5000"`, `"1.5"`.
  static var bound: Shape<Bound> {
    Shape<String>.line.checked { text throws(Complaint) in
      let parts = text.split(separator: "..").compactMap { Double($0) }
      guard let low = parts.first, let high = parts.last, low <= high, parts.count <= 2 else {
        throw Complaint("expected a number, or two with .. between")
      }
      return Bound(low: low, high: high)
    }
  }
}
