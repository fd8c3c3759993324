import Patterns

/// Says in one pass over a text that none of several patterns is in it.
struct PatternFilter: Sendable {
  /// Finds something wherever one of the patterns that it stands for does; nil where
  /// fewer than two could be joined.
  private let combined: Pattern?
  /// Indexes of the patterns that `combined` does not stand for.
  private let alone: [Int]
  /// Indexes of all patterns.
  private let all: [Int]

  init(_ patterns: [Pattern]) {
    let joined = patterns.indices.filter { Self.canBeJoined(Array(patterns[$0].source.utf8)) }
    let source = joined.map { "(?:\(patterns[$0].source))" }.joined(separator: "|")
    // An expression that does not compile beside others is searched for by itself.
    let combined = joined.count > 1 ? try? Pattern(source) : nil
    self.combined = combined
    all = Array(patterns.indices)
    alone = combined == nil ? all : all.filter { !joined.contains($0) }
  }

  /// The indexes of the patterns that `bytes` may hold, ascending; all of them where
  /// the combined search gives up.
  func candidates(in bytes: UnsafeRawBufferPointer) -> [Int] {
    guard let combined else { return all }
    do {
      return try combined.firstMatch(in: bytes) == nil ? alone : all
    } catch {
      return all
    }
  }

  /// Whether an expression means the same inside `(?:…)` beside others: it neither
  /// counts nor names groups, begins with no verb, and cannot swallow the bracket.
  static func canBeJoined(_ source: [UInt8]) -> Bool {
    source.indices.allSatisfy { index in
      let rest = source[(index + 1)...]
      switch source[index] {
      case UInt8(ascii: "\\"): return !(rest.first.map("0123456789gkQE".utf8.contains) ?? true)
      case UInt8(ascii: "("):
        if rest.first == UInt8(ascii: "*") { return false }
        return rest.first != UInt8(ascii: "?") || isHarmless(group: rest.dropFirst())
      default: return true
      }
    }
  }

  /// Whether what follows `(?` is a plain group, a look-around or options for case,
  /// lines and dots. Comments, extended syntax, names, calls and conditions are not.
  private static func isHarmless(group rest: ArraySlice<UInt8>) -> Bool {
    if [":", "=", "!", ">", "<=", "<!"].contains(where: { rest.starts(with: $0.utf8) }) { return true }
    let options = rest.prefix { "ims-".utf8.contains($0) }
    let end = rest.dropFirst(options.count).first
    return !options.isEmpty && (end == UInt8(ascii: ")") || end == UInt8(ascii: ":"))
  }
}
