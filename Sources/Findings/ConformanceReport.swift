/// What the conformance suite found out about one tree.
public struct ConformanceReport: Hashable, Sendable {
  /// How a case ended. The six are never mixed: only `fail` speaks against the product.
  public enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// What was expected was seen.
    case pass
    /// Something else was seen.
    case fail
    /// The suite, the binding or the environment broke; nothing is known of the product.
    case error
    /// A feature that the case is about is not declared, or something it needs is not there.
    case skip
    /// What the case builds on does not work.
    case blocked
    /// The case is not about a tree of this phase, or not about this product.
    case notApplicable = "not-applicable"
  }

  /// How much a case weighs.
  public enum Level: String, Hashable, Sendable, CaseIterable {
    case must = "MUST"
    case should = "SHOULD"
    case may = "MAY"
  }

  /// An expected failure.
  public struct Waiver: Hashable, Sendable {
    /// Why it may fail.
    public var reason: String
    /// The last day, `YYYY-MM-DD`, or the step with which it ends.
    public var until: String

    /// - Parameters:
    ///   - reason: why it may fail.
    ///   - until: the last day or the step with which it ends.
    public init(reason: String, until: String) {
      self.reason = reason
      self.until = until
    }
  }

  /// What became of one case.
  public struct CaseResult: Hashable, Sendable {
    /// Its id: `SRV-AUTH-001`.
    public var id: String
    /// How much it weighs.
    public var level: Level
    /// The tasks and requirements that it proves: `T1 R1.2`.
    public var proves: String
    /// The requirement in words.
    public var text: String
    /// How it ended.
    public var verdict: Verdict
    /// Why it did not pass, one line; of a passed case what was recorded, if anything.
    public var message = ""
    /// What was expected; empty where nothing was compared.
    public var expected = ""
    /// What was seen instead.
    public var actual = ""
    /// Where in the tree; of static cases.
    public var places: [Place] = []
    /// The last things that happened before the verdict, in order.
    public var events: [String] = []
    /// The waiver that is in force for it.
    public var waiver: Waiver?
    /// How long it took: a value that two equal runs need not share.
    public var seconds = 0.0

    /// - Parameters:
    ///   - id: its id.
    ///   - level: how much it weighs.
    ///   - proves: the tasks and requirements.
    ///   - text: the requirement in words.
    ///   - verdict: how it ended.
    public init(id: String, level: Level, proves: String, text: String, verdict: Verdict) {
      self.id = id
      self.level = level
      self.proves = proves
      self.text = text
      self.verdict = verdict
    }

    /// The area: what stands before the first dash.
    public var area: String { id.prefix { $0 != "-" }.description }
  }

  /// The phase of the tree: `before`, `after`, or the last step that was done.
  public var phase: String
  /// The binding's file as the user named it.
  public var binding: String
  /// In the order of the catalogue.
  public var results: [CaseResult] = []
  /// Why areas could not be run at all, by area.
  public var notRun: [String: String] = [:]
  /// What is wrong with the run itself: a waiver without a case, a waived case that passed.
  public var problems: [String] = []
  /// What a reader should know: an adapter was used, the server listens on all interfaces.
  public var remarks: [String] = []
  /// Of everything that was seen in virtual time: the same for two runs that saw the same, in
  /// whatever order; nil where nothing was run so.
  public var traces: String?
  /// Whether SHOULD cases decide too.
  public var isStrict = false
  /// Whether the cases of client and server together ran against the real backend, in real time.
  public var isLive = false
  /// How long the run took: a value that two equal runs need not share.
  public var seconds = 0.0
  /// The options that repeat the run, without the selection of cases.
  public var command: [String] = []

  /// A report to be filled.
  /// - Parameters:
  ///   - phase: the phase of the tree.
  ///   - binding: the binding's file.
  public init(phase: String, binding: String) {
    self.phase = phase
    self.binding = binding
  }

  /// How many cases ended in a way; waived failures are not among `fail`.
  /// - Parameter verdict: the way.
  /// - Returns: how many.
  public func count(_ verdict: Verdict) -> Int {
    results.count { $0.verdict == verdict && ($0.waiver == nil || verdict != .fail) }
  }

  /// How many cases failed as a waiver expects.
  public var waivedCount: Int { results.count { $0.waiver != nil && $0.verdict == .fail } }

  /// Whether a case was run to a verdict about the product.
  public var hasExecuted: Bool { results.contains { $0.verdict == .pass || $0.verdict == .fail } }

  /// Whether a result decides about the run.
  /// - Parameter result: one of the results.
  /// - Returns: whether its level is one that decides.
  public func decides(_ result: CaseResult) -> Bool {
    switch result.level {
    case .must: true
    case .should: isStrict
    case .may: false
    }
  }

  /// 2 when the suite could not do its work, 1 when the product does not conform.
  public var outcome: Outcome {
    if !hasExecuted || !notRun.isEmpty || count(.error) > 0 { return .usage }
    let failed = results.contains { result in
      decides(result) && result.waiver == nil && (result.verdict == .fail || result.verdict == .blocked)
    }
    return failed || !problems.isEmpty ? .findings : .success
  }

  /// Lines of id and verdict in the order of ids, behind how they were run; the same however the run was ordered
  /// and however long it took.
  public var digestText: String {
    (isLive ? "live\n" : "")
      + results.sorted { $0.id < $1.id }.map { "\($0.id) \($0.verdict.rawValue)\n" }.joined()
  }
}
