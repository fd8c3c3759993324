/// What an action computes: a value, or a function of some.
///
/// Pipes are read as what they mean: `a | f b` is `f b a`.
indirect enum HelmExpression {
  /// A value of the chart, by its path without `.Values`.
  case value(String, Range<Int>)
  /// A number, a text, a word of its own, or what is not understood.
  case atom(Range<Int>)
  case call(String, [HelmExpression], Range<Int>)

  /// Where it stands, with its parentheses: byte offsets, 0-based, end exclusive.
  var range: Range<Int> {
    switch self {
    case .value(_, let range), .atom(let range), .call(_, _, let range): range
    }
  }
}

/// Reads the words of an action.
struct HelmExpressionReader {
  typealias Terms = [(term: HelmTerm, range: Range<Int>)]

  private let terms: Terms
  /// The paths of values by the beginning of the words that name them.
  private let values: [Int: HelmReference]
  private var index = 0

  /// - Parameters:
  ///   - terms: without the keyword and without what a variable gets.
  ///   - values: the references of the document.
  init(_ terms: Terms, _ values: [Int: HelmReference]) {
    (self.terms, self.values) = (terms, values)
  }

  /// The whole of it; nil when parentheses do not match.
  mutating func expression() -> HelmExpression? {
    let found = pipeline()
    return index == terms.count ? found : nil
  }

  private mutating func pipeline() -> HelmExpression? {
    guard var result = command(passing: nil) else { return nil }
    while isSign("|") {
      index += 1
      guard let next = command(passing: result) else { return nil }
      result = next
    }
    return result
  }

  private func isSign(_ text: String) -> Bool {
    guard index < terms.count, case .sign(text) = terms[index].term else { return false }
    return true
  }

  private mutating func command(passing last: HelmExpression?) -> HelmExpression? {
    guard index < terms.count else { return nil }
    let start = index
    var parts: [HelmExpression] = []
    while index < terms.count, !isSign("|"), !isSign(")") {
      guard let part = operand() else { return nil }
      parts.append(part)
    }
    guard let first = parts.first, let end = parts.last else { return nil }
    let range = (last?.range.lowerBound ?? first.range.lowerBound)..<end.range.upperBound
    guard case .word(let name) = terms[start].term else {
      return parts.count == 1 && last == nil ? first : .atom(range)
    }
    if name == "index", parts.count > 1, let path = values[parts[1].range.lowerBound]?.name {
      return .value(path, range)
    }
    let arguments = parts.dropFirst() + (last.map { [$0] } ?? [])
    return arguments.isEmpty ? first : .call(name, Array(arguments), range)
  }

  private mutating func operand() -> HelmExpression? {
    let (term, range) = terms[index]
    if case .sign("(") = term {
      index += 1
      guard let inner = pipeline(), isSign(")") else { return nil }
      let whole = range.lowerBound..<terms[index].range.upperBound
      index += 1
      return .parenthesised(inner, whole)
    }
    index += 1
    if case .operand = term, let value = values[range.lowerBound] { return .value(value.name, range) }
    return .atom(range)
  }
}

extension HelmExpression {
  /// The same with its parentheses.
  fileprivate static func parenthesised(_ inner: Self, _ range: Range<Int>) -> Self {
    switch inner {
    case .value(let path, _): .value(path, range)
    case .atom: .atom(range)
    case .call(let name, let arguments, _): .call(name, arguments, range)
    }
  }
}
