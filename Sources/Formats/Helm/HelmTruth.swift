/// What is known of an expression once some values are known to be false.
struct HelmTruth {
  /// Whether a value's path is known to be false.
  let isFalse: (String) -> Bool
  let bytes: [UInt8]

  /// What a condition comes to.
  enum Result {
    case yes, no
    /// It is still open, and means the same without these bytes.
    case open([Range<Int>])
  }

  /// What an expression means as a condition.
  func of(_ expression: HelmExpression) -> Result {
    switch expression {
    case .value(let path, _): return isFalse(path) ? .no : .open([])
    case .atom(let range):
      switch RowBytes.text(bytes[range]) {
      case "true": return .yes
      case "false": return .no
      default: return .open([])
      }
    case .call("not", let arguments, _) where arguments.count == 1:
      switch of(arguments[0]) {
      case .yes: return .no
      case .no: return .yes
      case .open(let cuts): return .open(cuts)
      }
    case .call("and", let arguments, let range): return joined(arguments, range, decides: false)
    case .call("or", let arguments, let range): return joined(arguments, range, decides: true)
    case .call("ternary", let arguments, let range) where arguments.count == 3:
      guard let kept = chosen(arguments) else { return .open(cuts(in: expression)) }
      guard case .open(let inner) = of(kept) else { return of(kept) }
      return .open(Self.reducing(range, to: kept.range) + inner)
    case .call: return .open(cuts(in: expression))
    }
  }

  /// What goes from an expression that is no condition: of every `ternary` that is decided
  /// all but the one that it puts out.
  func cuts(in expression: HelmExpression) -> [Range<Int>] {
    guard case .call(let name, let arguments, let range) = expression else { return [] }
    if name == "ternary", arguments.count == 3, let kept = chosen(arguments) {
      return Self.reducing(range, to: kept.range) + cuts(in: kept)
    }
    return arguments.flatMap(cuts)
  }

  /// The argument that a `ternary` puts out.
  private func chosen(_ arguments: [HelmExpression]) -> HelmExpression? {
    switch of(arguments[2]) {
    case .yes: arguments[0]
    case .no: arguments[1]
    case .open: nil
    }
  }

  /// `and`, which one `false` decides, and `or`, which one `true` decides.
  private func joined(_ arguments: [HelmExpression], _ range: Range<Int>, decides: Bool) -> Result {
    var left: [(argument: HelmExpression, cuts: [Range<Int>])] = []
    var gone: [HelmExpression] = []
    for argument in arguments {
      switch of(argument) {
      case .yes where decides: return .yes
      case .no where !decides: return .no
      case .yes, .no: gone.append(argument)
      case .open(let cuts): left.append((argument, cuts))
      }
    }
    guard let first = left.first else { return decides ? .no : .yes }
    let inner = left.flatMap(\.cuts)
    if gone.isEmpty { return .open(inner) }
    if left.count == 1 { return .open(Self.reducing(range, to: first.argument.range) + inner) }
    return .open(gone.map(withBlank) + inner)
  }

  private func withBlank(_ argument: HelmExpression) -> Range<Int> {
    var start = argument.range.lowerBound
    while start > 0, bytes[start - 1].isHelmBlank { start -= 1 }
    return start..<argument.range.upperBound
  }

  private static func reducing(_ range: Range<Int>, to kept: Range<Int>) -> [Range<Int>] {
    [range.lowerBound..<kept.lowerBound, kept.upperBound..<range.upperBound].filter { !$0.isEmpty }
  }
}
