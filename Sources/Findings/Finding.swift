public import SourceText

/// Where a finding stands.
public struct Place: Hashable, Sendable {
  /// The file.
  public let path: RepositoryPath
  /// From 1; nil when the whole file is meant.
  public let line: Int?
  /// In bytes, from 1.
  public let column: Int?
  /// The text of the line, without its end; nil when it is not known.
  public let text: String?

  /// - Parameters:
  ///   - path: the file.
  ///   - line: from 1.
  ///   - column: in bytes, from 1.
  ///   - text: the line's text without its end.
  public init(path: RepositoryPath, line: Int? = nil, column: Int? = nil, text: String? = nil) {
    self.path = path
    self.line = line
    self.column = column
    self.text = text
  }
}

/// How much a finding weighs.
public enum Severity: String, Hashable, Comparable, Sendable, CaseIterable, Codable {
  case note, warning, error
  /// By weight.
  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// One reported thing.
public struct Finding: Hashable, Sendable {
  /// What kind of thing it is, stable over versions: `unreadable`, `remnant`,
  /// `syntax-error`, …
  public let code: String
  /// How much it weighs.
  public let severity: Severity
  /// What was found, one sentence without a full stop.
  public let message: String
  /// Where.
  public let place: Place?
  /// What to do about it.
  public let remedy: String?
  /// The rule, allowance or pattern that it belongs to.
  public let rule: String?

  /// - Parameters:
  ///   - code: the kind, stable over versions.
  ///   - severity: how much it weighs.
  ///   - message: one sentence without a full stop.
  ///   - place: where.
  ///   - remedy: what to do about it.
  ///   - rule: the rule, allowance or pattern that it belongs to.
  public init(
    code: String, severity: Severity, message: String, place: Place? = nil, remedy: String? = nil,
    rule: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.place = place
    self.remedy = remedy
    self.rule = rule
  }
}
