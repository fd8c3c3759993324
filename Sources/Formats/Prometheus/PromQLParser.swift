/// Reads a query of Prometheus.
struct PromQLParser {
  private typealias Token = PromQLLexer.Token

  private let bytes: [UInt8]
  private let tokens: [Token]
  private var position = 0
  private var depth = 0
  private(set) var selectors: [PromQLSelector] = []

  /// Deeper than any query that a person writes.
  private static let deepest = 100

  private static let aggregations: Set<String> = [
    "sum", "min", "max", "avg", "group", "stddev", "stdvar", "count", "count_values", "bottomk", "topk",
    "quantile", "limitk", "limit_ratio",
  ]

  /// From what binds least to what binds most.
  private static let levels: [Set<String>] = [
    ["or"], ["and", "unless"], ["==", "!=", "<=", "<", ">=", ">"], ["+", "-"], ["*", "/", "%", "atan2"],
  ]

  init(_ bytes: [UInt8]) throws(FormatProblem) {
    self.bytes = bytes
    tokens = try PromQLLexer.tokens(of: bytes)
  }

  mutating func query() throws(FormatProblem) -> PromQLNode {
    let node = try operation(0)
    if let token = tokens[safe: position] {
      throw FormatProblem("'\(token.value)' cannot stand here", at: token.range.lowerBound)
    }
    return node
  }

  // MARK: Operations

  private mutating func operation(_ level: Int) throws(FormatProblem) -> PromQLNode {
    guard level < Self.levels.count else { return try signed() }
    var left = try operation(level + 1)
    while let sign = operatorHere, Self.levels[level].contains(sign) {
      position += 1
      let matching = try matching()
      let right = try operation(level + 1)
      left = PromQLNode(
        content: .operation(sign, left, right, matching),
        range: left.range.lowerBound..<right.range.upperBound)
    }
    return left
  }

  /// A sign binds less than `^`, which binds to the right.
  private mutating func signed() throws(FormatProblem) -> PromQLNode {
    if let sign = tokens[safe: position], sign.kind == .sign, sign.value == "-" || sign.value == "+" {
      position += 1
      let node = try nested { parser throws(FormatProblem) in try parser.signed() }
      return PromQLNode(content: .around(node), range: sign.range.lowerBound..<node.range.upperBound)
    }
    let base = try modified()
    guard operatorHere == "^" else { return base }
    position += 1
    let matching = try matching()
    let power = try nested { parser throws(FormatProblem) in try parser.signed() }
    return PromQLNode(
      content: .operation("^", base, power, matching), range: base.range.lowerBound..<power.range.upperBound)
  }

  private var operatorHere: String? {
    tokens[safe: position].flatMap { token in
      switch token.kind {
      case .sign: token.value
      case .word: token.isTemplated ? nil : token.value.lowercased()
      case .number, .text: nil
      }
    }
  }

  /// `bool`, `on (…)`, `ignoring (…)`, `group_left (…)`.
  private mutating func matching() throws(FormatProblem) -> PromQLMatching? {
    if isWord("bool") { position += 1 }
    guard isWord("on") || isWord("ignoring") else { return nil }
    let isOn = isWord("on")
    position += 1
    let matching = PromQLMatching(isOn: isOn, labels: try labels())
    guard isWord("group_left") || isWord("group_right") else { return matching }
    position += 1
    if isSign("(") { _ = try labels() }
    return matching
  }

  // MARK: Operands

  /// An operand with its range, offset and time.
  private mutating func modified() throws(FormatProblem) -> PromQLNode {
    var node = try operand()
    while true {
      if isSign("[") {
        try skipRange()
      } else if isWord("offset") {
        position += 1
        if isSign("-") || isSign("+") { position += 1 }
        _ = try take("a duration") { $0.kind == .number || $0.kind == .word }
      } else if isSign("@") {
        position += 1
        if isSign("-") || isSign("+") { position += 1 }
        let time = try take("a time") { $0.kind == .number || $0.kind == .word }
        if time.kind == .word, isSign("(") {
          position += 1
          _ = try take("')'") { $0.value == ")" }
        }
      } else {
        return node
      }
      node = PromQLNode(content: .around(node), range: node.range.lowerBound..<end)
    }
  }

  private mutating func operand() throws(FormatProblem) -> PromQLNode {
    let token = try take("an operand") { _ in true }
    switch token.kind {
    case .number, .text: return PromQLNode(content: .constant, range: token.range)
    case .sign where token.value == "(":
      let node = try nested { parser throws(FormatProblem) in try parser.operation(0) }
      _ = try take("')'") { $0.value == ")" }
      return PromQLNode(content: .around(node), range: token.range.lowerBound..<end)
    case .sign where token.value == "{":
      position -= 1
      return try selector(named: nil)
    case .sign: throw FormatProblem("'\(token.value)' cannot stand here", at: token.range.lowerBound)
    case .word: return try named(token)
    }
  }

  private mutating func named(_ token: Token) throws(FormatProblem) -> PromQLNode {
    let name = token.value.lowercased()
    let isGrouped = isWord("by") || isWord("without")
    if Self.aggregations.contains(name), isGrouped || isSign("(") { return try aggregation(from: token) }
    if isSign("(") {
      let arguments = try arguments()
      return PromQLNode(
        content: .call(token.value, arguments), range: token.range.lowerBound..<end)
    }
    if isSign("{") { return try selector(named: token) }
    if token.isTemplated, token.value.hasPrefix("$") || token.value.hasPrefix("[["),
      PromQLLexer.isVariable(token.value)
    {
      return PromQLNode(content: .variable, range: token.range)
    }
    if name == "inf" || name == "nan" { return PromQLNode(content: .constant, range: token.range) }
    return try selector(named: token)
  }

  private mutating func aggregation(from token: Token) throws(FormatProblem) -> PromQLNode {
    var grouping = try self.grouping()
    let arguments = try arguments()
    if grouping == nil { grouping = try self.grouping() }
    return PromQLNode(
      content: .aggregation(token.value.lowercased(), grouping, arguments),
      range: token.range.lowerBound..<end)
  }

  private mutating func grouping() throws(FormatProblem) -> PromQLGrouping? {
    guard isWord("by") || isWord("without") else { return nil }
    let isBy = isWord("by")
    position += 1
    return PromQLGrouping(isBy: isBy, labels: try labels())
  }

  private mutating func arguments() throws(FormatProblem) -> [PromQLNode] {
    _ = try take("'('") { $0.value == "(" }
    var arguments: [PromQLNode] = []
    while !isSign(")") {
      arguments.append(try nested { parser throws(FormatProblem) in try parser.operation(0) })
      guard isSign(",") else { break }
      position += 1
    }
    _ = try take("')'") { $0.value == ")" }
    return arguments
  }

  private mutating func labels() throws(FormatProblem) -> [String] {
    _ = try take("'('") { $0.value == "(" }
    var labels: [String] = []
    while !isSign(")") {
      labels.append(try take("a label") { $0.kind == .word || $0.kind == .text }.value)
      guard isSign(",") else { break }
      position += 1
    }
    _ = try take("')'") { $0.value == ")" }
    return labels
  }

  private mutating func skipRange() throws(FormatProblem) {
    _ = try take("'['") { $0.value == "[" }
    while !isSign("]") { _ = try take("']'") { $0.kind == .number || $0.kind == .word || $0.value == ":" } }
    position += 1
  }

  private mutating func selector(named name: Token?) throws(FormatProblem) -> PromQLNode {
    let start = name?.range.lowerBound ?? tokens[position].range.lowerBound
    var conditions: [PromQLSelector.Condition] = []
    if let name {
      let value = PromQLSelector.Value(text: name.value, range: name.range)
      let here = name.range.lowerBound..<name.range.lowerBound
      conditions.append(
        PromQLSelector.Condition(
          label: PromQLSelector.nameLabel, isPositive: true, values: [value], range: here))
    }
    let braces = tokens[safe: position]?.range.lowerBound
    let hasBraces = isSign("{")
    if hasBraces { conditions += try self.conditions() }
    let selector = PromQLSelector(
      conditions: conditions, range: start..<end, braces: hasBraces ? braces.map { $0..<end } : nil)
    selectors.append(selector)
    return PromQLNode(content: .selector(selector), range: selector.range)
  }

  private mutating func conditions() throws(FormatProblem) -> [PromQLSelector.Condition] {
    _ = try take("'{'") { $0.value == "{" }
    var conditions: [PromQLSelector.Condition] = []
    while !isSign("}") {
      let label = try take("a label") { $0.kind == .word || $0.kind == .text }
      var (literal, sign) = (label, "=")
      let isName = label.kind == .text && (isSign(",") || isSign("}"))
      if !isName {
        sign = try take("a comparison") { ["=", "!=", "=~", "!~"].contains($0.value) }.value
        // Outside of texts only a variable of Grafana can be a value.
        literal = try take("a text") { $0.kind == .text || $0.isTemplated }
      }
      let values =
        sign.hasSuffix("~") && literal.kind == .text
        ? PromQLAlternatives.values(of: bytes[literal.range], at: literal.range.lowerBound)
        : [PromQLSelector.Value(text: literal.value, range: literal.range)]
      conditions.append(
        PromQLSelector.Condition(
          label: isName ? PromQLSelector.nameLabel : label.value, isPositive: sign == "=" || sign == "=~",
          values: values, range: label.range.lowerBound..<literal.range.upperBound))
      guard isSign(",") else { break }
      position += 1
    }
    _ = try take("'}'") { $0.value == "}" }
    return conditions
  }

  // MARK: Tokens

  private var end: Int { position == 0 ? 0 : tokens[position - 1].range.upperBound }

  private func isSign(_ sign: String) -> Bool {
    tokens[safe: position].map { $0.kind == .sign && $0.value == sign } ?? false
  }

  private func isWord(_ word: String) -> Bool {
    tokens[safe: position].map { $0.kind == .word && $0.value.lowercased() == word } ?? false
  }

  private mutating func take(
    _ what: String, _ isRight: (Token) -> Bool
  ) throws(FormatProblem) -> Token {
    guard let token = tokens[safe: position], isRight(token) else {
      throw FormatProblem("\(what) is missing", at: tokens[safe: position]?.range.lowerBound ?? bytes.count)
    }
    position += 1
    return token
  }

  private mutating func nested(
    _ read: (inout Self) throws(FormatProblem) -> PromQLNode
  ) throws(FormatProblem) -> PromQLNode {
    guard depth < Self.deepest else { throw FormatProblem("it is nested too deep", at: end) }
    depth += 1
    defer { depth -= 1 }
    return try read(&self)
  }
}

extension PromQLLexer {
  /// Whether a word is nothing but one variable.
  static func isVariable(_ word: String) -> Bool {
    let bytes = Array(word.utf8)
    return PromQLLexer(bytes).lengthOfVariable(at: 0) == bytes.count
  }
}

extension Array {
  /// The element at an index; nil where there is none.
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
