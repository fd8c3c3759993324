public import Patterns

/// A declared command.
public struct Gate: Sendable, Hashable {
  /// Unique in its step.
  public var id: String
  /// The program and its arguments; no shell.
  public var command: [String]
  /// The folder to run in, from the tree's root; empty for the root.
  public var directory: String
  /// Runs only if the base tree has a file that matches; always if nil.
  public var when: Glob?
  /// In seconds.
  public var timeout: Int
  /// How lines of its output are told apart.
  public var diagnostics: GateDiagnostics

  /// - Parameters:
  ///   - id: unique in its step.
  ///   - command: the program and its arguments; no shell.
  ///   - directory: the folder to run in, from the tree's root; empty for the root.
  ///   - when: runs only if the base tree has a file that matches; always if nil.
  ///   - timeout: in seconds.
  ///   - diagnostics: how lines of its output are told apart.
  public init(
    id: String, command: [String] = [], directory: String, when: Glob? = nil, timeout: Int,
    diagnostics: GateDiagnostics
  ) {
    self.id = id
    self.command = command
    self.directory = directory
    self.when = when
    self.timeout = timeout
    self.diagnostics = diagnostics
  }
}

/// How a gate's output is read.
public enum GateDiagnostics: String, Sendable, Hashable, CaseIterable {
  /// `path(line,column): error TSnnnn: text`.
  case typescript
  /// `path:line:column: text`.
  case colon
  /// Only the exit code counts.
  case none
}
