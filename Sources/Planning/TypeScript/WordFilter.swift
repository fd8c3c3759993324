import RuleModel
import SourceText

/// Tells from the bytes of a file whether a rule about code can find anything in it, so
/// that only such files are parsed. What it cannot tell it lets pass.
final class WordFilter {
  private let matcher: CodeMatcher
  private var verdicts: [[UInt8]: Bool] = [:]

  init(_ matcher: CodeMatcher) { self.matcher = matcher }

  /// - Throws: `MatchError` when an expression takes too long.
  func admits(_ source: [UInt8]) throws -> Bool {
    switch matcher.selector.sought {
    case .declaration(let condition, _):
      // `Owner.name` is a name that is not one word.
      if Self.namesMembers(condition) { return true }
      return try any(in: source, condition, quoted: true)
    case .imported(let condition):
      return try anyQuoted(in: source, condition)
    case .pattern(let text, let variables, _):
      for variable in variables where Self.isWhole(variable.name, in: text) {
        guard try anyQuoted(in: source, variable.condition) else { return false }
      }
      return true
    }
  }

  private static func namesMembers(_ condition: TextCondition) -> Bool {
    if case .among(let names) = condition { return names.contains { $0.contains(".") } }
    return false
  }

  /// Whether a metavariable is all that a string of a pattern holds.
  private static func isWhole(_ name: String, in pattern: String) -> Bool {
    ["'", "\""].contains { pattern.contains("\($0)$\(name)\($0)") }
  }

  private func any(in source: [UInt8], _ condition: TextCondition, quoted: Bool) throws -> Bool {
    var start: Int?
    for (offset, byte) in source.enumerated() {
      if Self.isWord(byte) {
        start = start ?? offset
      } else if let first = start {
        start = nil
        if try holds(source[first..<offset], condition) { return true }
      }
    }
    if let first = start, try holds(source[first...], condition) { return true }
    return quoted ? try anyQuoted(in: source, condition) : false
  }

  /// What stands between two quotes of a kind on one line.
  private func anyQuoted(in source: [UInt8], _ condition: TextCondition) throws -> Bool {
    for quote in [UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`")] {
      var start: Int?
      for (offset, byte) in source.enumerated() {
        if byte == 0x0A {
          start = nil
        } else if byte == quote {
          // An apostrophe may stand before a string: each quote may begin one.
          if let first = start, try holds(source[first..<offset], condition) { return true }
          start = offset + 1
        }
      }
    }
    return false
  }

  private func holds(_ word: ArraySlice<UInt8>, _ condition: TextCondition) throws -> Bool {
    // A title may be long, a sentence between two apostrophes is none.
    guard word.count <= 400 else { return false }
    let key = Array(word)
    if let known = verdicts[key] { return known }
    let verdict = try condition.holds(for: String(decoding: key, as: UTF8.self), matcher.names)
    verdicts[key] = verdict
    return verdict
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
      return true
    default: return false
    }
  }
}
