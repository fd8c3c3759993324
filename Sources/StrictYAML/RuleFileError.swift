public import Findings
public import SourceText

/// One mistake in a file that a person wrote, with its place.
public struct RuleFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where it stands.
  public let position: SourcePosition
  /// What is wrong and, where it is known, what was meant; one line, no full stop.
  public let message: String
  /// The line that holds it, without its end.
  public let sourceLine: String

  /// - Parameters:
  ///   - position: where it stands.
  ///   - message: what is wrong; one line, no full stop.
  ///   - sourceLine: the line that holds it, without its end.
  public init(position: SourcePosition, message: String, sourceLine: String) {
    self.position = position
    self.message = message
    self.sourceLine = sourceLine
  }

  /// Three lines: `file:line:column: error: message`, the source, and a caret below
  /// the place.
  public var description: String {
    let number = String(position.line)
    let margin = String(repeating: " ", count: number.count)
    let (line, caret) = Excerpt.around(column: position.column, of: sourceLine)
    return """
      \(position): error: \(message)
        \(number) | \(line)
        \(margin) | \(caret)
      """
  }
}

/// Every mistake that was found in one file; never empty.
public struct RuleFileErrors: UserFacingError, Hashable, CustomStringConvertible {
  /// In the order of their places.
  public let errors: [RuleFileError]

  /// - Parameters:
  ///   - first: one mistake.
  ///   - others: the others, in any order.
  public init(_ first: RuleFileError, _ others: [RuleFileError] = []) {
    errors = ([first] + others).sorted {
      ($0.position.line, $0.position.column, $0.message) < ($1.position.line, $1.position.column, $1.message)
    }
  }

  /// The mistakes one after the other, each with its line and a caret.
  public var message: String { errors.map(\.description).joined(separator: "\n") }

  /// What the user can do.
  public var remedy: String {
    errors.count == 1
      ? "Correct the marked place and run the command again."
      : "Correct the \(errors.count) marked places and run the command again."
  }

  /// A wrong file ends a command like a wrong command line.
  public var outcome: Outcome { .usage }

  /// The same as `message`.
  public var description: String { message }
}
