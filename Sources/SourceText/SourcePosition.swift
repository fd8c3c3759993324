/// A place in a text that a person wrote: a rule file or an answers file.
public struct SourcePosition: Hashable, Sendable, CustomStringConvertible {
  /// The file as the user named it.
  public let file: String
  /// From 1.
  public let line: Int
  /// In characters, from 1.
  public let column: Int

  /// - Parameters:
  ///   - file: as the user named it.
  ///   - line: from 1.
  ///   - column: in characters, from 1.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column`.
  public var description: String { "\(file):\(line):\(column)" }
}
