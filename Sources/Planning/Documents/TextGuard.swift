import Findings
import Formats
import Patterns
import RuleModel
import SourceText

/// The conditions of guards that look into what was selected.
struct TextGuard {
  let uses: SourceUse

  /// What speaks against deleting a part of a document.
  ///
  /// - Returns: nil for conditions that are about something else.
  /// - Throws: `MatchError` when a search was given up.
  func offenders(
    against condition: Guard.Condition, _ unit: Formats.Unit, of document: LoadedDocument
  ) throws(MatchError) -> [PackageUse.Use]? {
    switch condition {
    case .confirmed: return [PackageUse.Use(place: document.place(of: unit), reason: "it is about this")]
    case .throughout(let pattern):
      let parts = try SectionParts(of: unit, in: document).lacking(pattern)
      return parts.prefix(Self.few).map {
        PackageUse.Use(place: document.place(of: $0), reason: "it does not name what goes")
      }
    case .without(let pattern), .namedNowhere(let pattern):
      let start = unit.range.lowerBound
      let found = try pattern.matches(in: Array(document.source[unit.range]))
        .map { $0.lowerBound + start..<$0.upperBound + start }
      return offenders(found, in: document.path, document.source, condition)
    case .onlyReferencedBy, .notImported, .unread, .separable: return nil
    }
  }

  /// What speaks against deleting a file.
  func offenders(
    against condition: Guard.Condition, in path: RepositoryPath
  ) throws(MatchError) -> [PackageUse.Use]? {
    switch condition {
    case .confirmed, .throughout:
      return [PackageUse.Use(place: Place(path: path), reason: "it is about this")]
    case .without(let pattern), .namedNowhere(let pattern):
      guard let source = try? uses.tree.contents(at: path) else {
        return [PackageUse.Use(place: Place(path: path), reason: "it cannot be read")]
      }
      return offenders(try pattern.matches(in: source), in: path, source, condition)
    case .onlyReferencedBy, .notImported, .unread, .separable: return nil
    }
  }

  /// A few places say enough.
  private static let few = 5

  private func offenders(
    _ found: [Range<Int>], in path: RepositoryPath, _ source: [UInt8], _ condition: Guard.Condition
  ) -> [PackageUse.Use] {
    if case .namedNowhere = condition {
      return Set(found.map { String(decoding: source[$0], as: UTF8.self) }).sorted()
        .flatMap { uses.namers(of: $0) }.map { PackageUse.Use(place: $0) }
    }
    return found.prefix(Self.few).map {
      PackageUse.Use(
        place: Place(at: $0.lowerBound, in: source, of: path), reason: "it also speaks of something else")
    }
  }

  /// What is asked when a condition does not hold.
  static func question(_ condition: Guard.Condition, _ subject: String) -> String {
    switch condition {
    case .confirmed: "Does '\(subject)' go as a whole?"
    case .throughout: "Does '\(subject)' go although parts of it may serve what stays?"
    case .without: "Does '\(subject)' go although it also speaks of what stays?"
    case .onlyReferencedBy, .notImported, .unread, .namedNowhere, .separable:
      "Does '\(subject)' go although it is used where the rule does not expect it?"
    }
  }

  /// Whether it is better to keep what a condition does not hold for.
  static func keepsWhenInDoubt(_ condition: Guard.Condition) -> Bool {
    switch condition {
    case .throughout, .without: true
    case .confirmed, .onlyReferencedBy, .notImported, .unread, .namedNowhere, .separable: false
    }
  }
}
