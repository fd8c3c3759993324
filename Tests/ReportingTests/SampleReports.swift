import Findings
import SourceText

/// Reports with something of everything.
enum Sample: String, CaseIterable {
  case plan, decisions, apply, failedApply, verification, clean, explanation, status, undo

  var report: Report {
    switch self {
    case .plan: Self.plan()
    case .decisions: Self.planWithDecisions()
    case .apply: Self.finishedApply()
    case .failedApply: Self.failedApply()
    case .verification: Self.verification()
    case .clean: Self.cleanVerification()
    case .explanation: Self.explanation()
    case .status: Self.standing(.status, [.unchanged, .edited, .stale, .merged, .missing, .notApplied])
    case .undo: Self.standing(.undo, [.removed, .edited])
    }
  }

  static let base = ObjectID(hex: "1111111111111111111111111111111111111111")
  static let tree = ObjectID(hex: "2222222222222222222222222222222222222222")
  static let commit = ObjectID(hex: "3333333333333333333333333333333333333333")

  static func report(_ command: Report.Command, _ outcome: Outcome = .success) -> Report {
    Report(
      command: command, outcome: outcome, repository: "/srv/shop",
      revision: base.map { Report.Revision(name: "main", id: $0) },
      migration: Report.MigrationName(
        id: "remove-websocket", title: "Replace the WebSocket chat with the polling client",
        ruleFile: "Rules/remove-websocket.yml"))
  }

  /// Two steps, of which the first has three files and the second is empty.
  static func plan() -> Report {
    var report = report(.plan)
    var first = step()
    first.tree = tree
    first.causes = causes
    first.files = [
      FileReport(
        path: "web/src/App.tsx", change: .modified, added: 1, removed: 12, causes: [CauseID(1), CauseID(2)]),
      FileReport(
        path: "web/src/services/websocket/chatSocket.ts", change: .deleted, added: 0, removed: 1_204,
        causes: [CauseID(0)]),
      FileReport(
        path: "web/public/socket.png", change: .deleted, added: 0, removed: 0, isBinary: true,
        causes: [CauseID(0)]),
    ]
    first.facts = ["ws.files": ["web/src/services/websocket/chatSocket.ts"]]
    first.ruleMatches = [RuleMatches(rule: "web-delete-files", count: 2)]
    let second = StepReport(
      id: "8.2", title: "Remove the Go handler", requirement: "", branch: "sunset/remove-websocket/8.2-go",
      status: .empty)
    report.steps = [first, second]
    report.nextSteps = ["sunset apply --rules Rules/remove-websocket.yml"]
    report.notes = ["conformance was left out (--no-conform)"]
    return report
  }

  /// The plan with an open decision, an answered one, and findings.
  static func planWithDecisions() -> Report {
    var report = plan()
    report.outcome = .decisionsOpen
    report.steps[0].status = .provisional
    report.steps[0].decisions = [decision(answer: nil), decision(answer: "keep")]
    report.steps[0].findings = [
      Finding(
        code: "kept", severity: .note, message: "kept, because a file that stays imports it",
        place: Place(path: "web/src/services/backoff.ts"), rule: "web-delete-files")
    ]
    report.findings = [
      Finding(
        code: "syntax-error", severity: .warning, message: "not read as TypeScript, so left as it is",
        place: Place(path: "web/src/odd.ts", line: 3, column: 9, text: "\tconst = 5;"),
        remedy: "Check the file by hand.")
    ]
    report.nextSteps = ["Answer the decision in .sunset/answers.yml and run sunset plan again."]
    return report
  }

  static func decision(answer: String?) -> Decision {
    Decision(
      id: answer == nil ? "web-delete-files/guard/a1b2c3" : "web-delete-files/guard/d4e5f6",
      rule: "web-delete-files",
      question: "Does the page for socket tests go, although a file that no rule names links to it?",
      evidence: [
        Finding(
          code: "reference", severity: .note, message: "imports it",
          place: Place(path: "web/src/menu.ts", line: 7, column: 1, text: "import { page } from './WsTest';"))
      ],
      choices: [
        Choice(id: "delete", effect: "The page goes and the reference with it."),
        Choice(id: "keep", effect: "The page stays as it is."),
      ],
      recommended: "delete", answer: answer)
  }

  /// The plan, carried out: one branch moved, one step had nothing left to do.
  static func finishedApply() -> Report {
    var report = plan()
    report.command = .apply
    report.steps[0].status = .committed
    report.steps[0].commit = commit
    report.steps[0].previousCommit = base
    report.nextSteps = ["Open a pull request for sunset/remove-websocket/8.1-frontend-files."]
    return report
  }

  /// A verification that found nothing.
  static func cleanVerification() -> Report {
    var report = report(.verify)
    var verification = VerificationReport()
    verification.files = 1
    verification.bytesRead = 1_024
    report.verification = verification
    return report
  }

  /// One step for each status.
  static func standing(_ command: Report.Command, _ statuses: [StepStatus]) -> Report {
    var report = report(command, statuses.contains(.edited) ? .conflict : .success)
    report.steps = statuses.enumerated().map { index, status in
      var step = StepReport(
        id: "8.\(index + 1)", title: "Step \(index + 1)", requirement: "R-8.\(index + 1)",
        branch: "sunset/remove-websocket/8.\(index + 1)-x", status: status)
      step.commit = status == .missing || status == .notApplied ? nil : commit
      return step
    }
    return report
  }

  /// An apply whose gate found something new.
  static func failedApply() -> Report {
    var report = report(.apply, .gateFailed)
    var step = step()
    step.status = .notApplied
    step.causes = causes
    step.previousCommit = commit
    step.gates = [
      GateReport(id: "vet", command: ["go", "vet", "./..."], status: .passed, seconds: 2.04),
      GateReport(
        id: "types", command: ["tsc", "--noEmit"], status: .failed, seconds: 12.96,
        newDiagnostics: [
          GateReport.Diagnostic(
            finding: Finding(
              code: "TS2304", severity: .error, message: "Cannot find name 'socket'",
              place: Place(path: "web/src/App.tsx", line: 4, column: 3, text: "  socket.close();")),
            cause: CauseID(2))
        ]),
      GateReport(
        id: "nginx", command: ["nginx", "-t"], status: .timedOut, seconds: 60,
        outputTail: Array("testing\u{1B}[31m…\n".utf8) + [0xFF, 0x0A]),
      GateReport(id: "rules", command: ["promtool", "check"], status: .notRun("promtool is not installed")),
    ]
    report.steps = [step]
    return report
  }

  /// Remnants of three kinds, an allowance of each state, and an unreadable file.
  static func verification() -> Report {
    var report = report(.verify, .findings)
    var verification = VerificationReport()
    verification.files = 1_594
    verification.links = 1
    verification.submodules = 2
    verification.bytesRead = 7_512_345
    verification.unreadable = 1
    verification.sought = [
      .init(id: "websocket", why: "The technology by its name."),
      .init(id: "ws.symbols", why: "A name that was recorded as 'ws.symbols' when it was deleted."),
    ]
    verification.remnants = SampleRemnants.new
    verification.known = SampleRemnants.known
    verification.baseline = ".sunset/known.json"
    verification.allowances = [
      allowance("A1", count: 41, expires: nil, isExpired: false),
      allowance("lock-files", classes: [.lock], count: 0, expires: "2027-06-30", isExpired: false),
      allowance("A3", count: 1, expires: "2025-01-31", isExpired: true),
    ]
    verification.allowed = SampleRemnants.allowed.map {
      .init(remnant: $0, allowances: [verification.allowances[0]])
    }
    verification.otherClasses = [.lock: 59]
    verification.facts = [
      .init(fact: "ws.files", absent: 10, allowed: 2, left: 0),
      .init(fact: "ws.symbols", absent: 0, allowed: 0, left: 1),
    ]
    verification.skippedNames = [
      VerificationReport.SkippedName(fact: "ws.symbols", name: "ok", reason: "it is shorter than 4 bytes")
    ]
    verification.ownFiles = [".sunset/answers.yml", ".sunset/facts.json"]
    verification.opaqueFiles = ["testdata/frames.tar.gz"]
    verification.chanceMatches = 2
    report.verification = verification
    report.findings = [
      Finding(
        code: "unreadable", severity: .error, message: "could not be read: the object is missing",
        place: Place(path: "big.bin"), remedy: "Fetch the objects that are missing and run verify again.")
    ]
    return report
  }

  private static func allowance(
    _ id: String, classes: [FileClass] = [], count: Int, expires: String?, isExpired: Bool
  ) -> VerificationReport.AllowanceUse {
    VerificationReport.AllowanceUse(
      id: id, paths: "docs/**", classes: classes, reason: "decision records are kept", owner: "architecture",
      expires: expires,
      count: count, isExpired: isExpired)
  }

  static func explanation() -> Report {
    var report = report(.explain)
    report.explanations = [
      Explanation(
        subject: Place(path: "web/src/App.tsx", line: 4, column: 1, text: "socket.close();"), fate: .removed,
        step: "8.1", chain: [causes[2], causes[1], causes[0]]),
      Explanation(
        subject: Place(path: "web/src/backoff.ts"), fate: .kept,
        keptBy: [
          Finding(
            code: "reference", severity: .note, message: "calls it",
            place: Place(path: "web/src/poll.ts", line: 9, column: 5, text: "    backoff(3);"))
        ]),
      Explanation(subject: Place(path: "README.md", line: 1, text: "# Shop"), fate: .untouched),
    ]
    return report
  }

  private static func step() -> StepReport {
    StepReport(
      id: "8.1", title: "Delete the socket client", requirement: "R-8.1",
      branch: "sunset/remove-websocket/8.1-frontend-files", status: .planned)
  }

  private static let causes = [
    Cause(
      rule: "web-delete-files", summary: "matches web/src/services/websocket/**", because: nil,
      place: Place(path: "web/src/services/websocket/chatSocket.ts")),
    Cause(
      rule: "web-delete-files", summary: "import of './chatSocket', which was deleted", because: CauseID(0),
      place: Place(path: "web/src/App.tsx", line: 1)),
    Cause(
      rule: "web-delete-files", summary: "call on 'socket', whose import went", because: CauseID(1),
      place: Place(path: "web/src/App.tsx", line: 4)),
  ]
}
