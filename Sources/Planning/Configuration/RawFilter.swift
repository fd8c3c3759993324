import Patterns
import RuleModel
import SourceText

/// Which files can hold what a unit selector asks for, by their raw bytes: only those
/// are parsed.
///
/// It may let files through that hold nothing, but keeps none back that does: a name
/// stands in its file with something else than a letter, digit or underscore beside it.
/// Names that are written with escapes only are not found by rules; `verify`, which
/// decodes them, reports what is left.
struct RawFilter: Sendable {
  private enum Test: Sendable {
    case anyText([[UInt8]])
    case pattern(Pattern)
  }

  private let tests: [Test]

  /// - Parameters:
  ///   - selector: whose conditions for names and bytes are used.
  ///   - names: the names recorded under a fact.
  init(_ selector: UnitSelector, names: (String) -> Set<String>) {
    // Of values only the names of facts are sure to stand in the bytes as they are.
    let value = selector.value.flatMap { $0.fact == nil ? nil : $0 }
    let conditions =
      [selector.name, value, selector.text, selector.within].compactMap(\.self) + selector.with.map(\.value)
    tests = conditions.compactMap { condition in
      switch condition {
      case .among(let texts): .anyText(texts.map { Array($0.utf8) })
      case .inFact(let fact), .mentions(let fact), .begins(let fact):
        .anyText(names(fact).sorted().map { Array($0.utf8) })
      case .matches(let pattern): Self.anywhere(pattern).map(Test.pattern)
      }
    }
  }

  /// Whether a file may hold such a unit; a search that was given up counts as such.
  func admits(_ bytes: UnsafeRawBufferPointer) -> Bool {
    tests.allSatisfy { test in
      switch test {
      case .anyText(let texts): return texts.contains { ByteSearch.contains(bytes, $0) }
      case .pattern(let pattern):
        do {
          return try pattern.firstMatch(in: bytes) != nil
        } catch {
          return true
        }
      }
    }
  }

  /// The expression with the borders of words in the place of `^` and `$`: what it
  /// matches as a whole text, this matches inside of a file. Nil when it has other
  /// anchors, or cannot be written so.
  private static func anywhere(_ pattern: Pattern) -> Pattern? {
    var result = ""
    var isInClass = false
    var isEscaped = false
    for character in pattern.source {
      if isEscaped {
        guard !"AzZG".contains(character) || isInClass else { return nil }
        isEscaped = false
        result.append(character)
        continue
      }
      switch character {
      case "\\": isEscaped = true
      case "[" where !isInClass: isInClass = true
      case "]" where isInClass: isInClass = false
      case "^" where !isInClass:
        result += "(?<![A-Za-z0-9_])"
        continue
      case "$" where !isInClass:
        result += "(?![A-Za-z0-9_])"
        continue
      default: break
      }
      result.append(character)
    }
    return try? Pattern(result)
  }
}
