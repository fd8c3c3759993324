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
  /// In place of `directory`: it runs in the folder of each file of the base tree that matches.
  public var each: Glob?
  /// Files that `each` leaves out.
  public var except: [Glob]
  /// Whether it runs once more for each way in which the sources can be built.
  public var configurations: GateConfigurations?
  /// What happens where it cannot judge the base.
  public var unavailable: GateUnavailability

  /// - Parameters:
  ///   - id: unique in its step.
  ///   - command: the program and its arguments; no shell.
  ///   - directory: the folder to run in, from the tree's root; empty for the root.
  ///   - when: runs only if the base tree has a file that matches; always if nil.
  ///   - timeout: in seconds.
  ///   - diagnostics: how lines of its output are told apart.
  ///   - each: in place of the folder: the files in whose folders it runs.
  ///   - except: files that `each` leaves out.
  ///   - configurations: whether it runs for each way in which the sources can be built.
  ///   - unavailable: what happens where its program or what that needs is missing.
  public init(
    id: String, command: [String] = [], directory: String, when: Glob? = nil, timeout: Int,
    diagnostics: GateDiagnostics, each: Glob? = nil, except: [Glob] = [],
    configurations: GateConfigurations? = nil, unavailable: GateUnavailability = .fail
  ) {
    self.id = id
    self.command = command
    self.directory = directory
    self.when = when
    self.timeout = timeout
    self.diagnostics = diagnostics
    self.each = each
    self.except = except
    self.configurations = configurations
    self.unavailable = unavailable
  }
}

/// The ways in which sources can be built.
public enum GateConfigurations: String, Sendable, Hashable, CaseIterable {
  /// This machine's, and one more for each system, architecture and tag that a Go file names.
  case go
}

/// What happens where a gate's program, or what that would have to fetch, is missing.
public enum GateUnavailability: String, Sendable, Hashable, CaseIterable {
  /// The run ends: the environment is wrong.
  case fail
  /// The report says that the gate judged nothing, and why.
  case report
}

/// How a gate's output is read.
public enum GateDiagnostics: String, Sendable, Hashable, CaseIterable {
  /// `path(line,column): error TSnnnn: text`.
  case typescript
  /// `path:line:column: text`.
  case colon
  /// What `go build`, `go vet` and `go test` print.
  case go
  /// Only the exit code counts.
  case none
}
