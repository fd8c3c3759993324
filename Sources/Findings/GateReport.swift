public import SourceText

/// How a gate ended on one step's tree.
public struct GateReport: Hashable, Sendable {
  /// The ways it ends.
  public enum Status: Hashable, Sendable {
    /// Nothing new.
    case passed
    /// It reports something that it did not report on the base, or fails where it
    /// did not.
    case failed
    /// It was stopped when its time was over.
    case timedOut
    /// It did not run, for this reason.
    case notRun(String)
    /// It should have run and could not judge, for this reason: it is as if nothing was proved.
    case notJudged(String)
  }

  /// Something that the gate says of this tree and did not say of the base.
  public struct Diagnostic: Hashable, Sendable {
    /// What it says, and where.
    public var finding: Finding
    /// The edit that brought it about, in the step's table; nil if none is near.
    public var cause: CauseID?

    /// - Parameters:
    ///   - finding: what it says.
    ///   - cause: the edit that brought it about.
    public init(finding: Finding, cause: CauseID?) {
      self.finding = finding
      self.cause = cause
    }
  }

  /// The gate's id in the rule file.
  public var id: String
  /// The program and its arguments.
  public var command: [String]
  /// How it ended.
  public var status: Status
  /// How long it ran; nil where it did not.
  public var seconds: Double?
  /// Only what is new against the base.
  public var newDiagnostics: [Diagnostic]
  /// The end of its output as it came; control characters and all.
  public var outputTail: [UInt8]

  /// - Parameters:
  ///   - id: the gate's id.
  ///   - command: the program and its arguments.
  ///   - status: how it ended.
  ///   - seconds: how long it ran.
  ///   - newDiagnostics: only what is new against the base.
  ///   - outputTail: the end of its output.
  public init(
    id: String, command: [String], status: Status, seconds: Double? = nil, newDiagnostics: [Diagnostic] = [],
    outputTail: [UInt8] = []
  ) {
    self.id = id
    self.command = command
    self.status = status
    self.seconds = seconds
    self.newDiagnostics = newDiagnostics
    self.outputTail = outputTail
  }
}
