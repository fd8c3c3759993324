import Findings

extension Page {
  /// How the gates of a step ended; of those that did not pass, what is new and
  /// which edit brought it about, or else the end of the output.
  mutating func gates(of step: StepReport, indent: Int) {
    guard !step.gates.isEmpty else { return }
    gap()
    line("Gates", indent: indent)
    for gate in step.gates {
      let time = gate.seconds.map { " in \(tenths($0)) s" } ?? ""
      let command = gate.command.map(visible).joined(separator: " ")
      line(
        "\(visible(gate.id)) \(paint(gate.status.words, gate.status.ink))\(time)  \(command)",
        indent: indent + 2)
      for diagnostic in gate.newDiagnostics {
        evidence(diagnostic.finding, indent: indent + 4)
        if let cause = diagnostic.cause { chain(step.chain(from: cause), indent: indent + 6) }
      }
      if gate.status.isFailure, gate.newDiagnostics.isEmpty { output(of: gate, indent: indent + 4) }
    }
  }

  private mutating func output(of gate: GateReport, indent: Int) {
    for row in gate.outputTail.split(separator: 0x0A, omittingEmptySubsequences: false).suffix(20)
    where !row.isEmpty {
      line("| " + visible(String(decoding: row, as: UTF8.self)), indent: indent)
    }
  }

  /// Seconds with one decimal, whatever the locale.
  private func tenths(_ seconds: Double) -> String {
    guard seconds.isFinite, abs(seconds) < 1e9 else { return "?" }
    let rounded = Int((seconds * 10).rounded())
    return "\(rounded / 10).\(rounded % 10)"
  }
}

extension GateReport.Status {
  fileprivate var words: String {
    switch self {
    case .passed: "passed"
    case .failed: "failed"
    case .timedOut: "timed out"
    case .notRun(let reason): "not run (\(visible(reason)))"
    case .notJudged(let reason): "judged nothing (\(visible(reason)))"
    }
  }

  fileprivate var ink: Ink {
    switch self {
    case .passed: .good
    case .failed, .timedOut: .bad
    case .notRun, .notJudged: .warning
    }
  }

  /// Whether it speaks against the step.
  fileprivate var isFailure: Bool { self == .failed || self == .timedOut }
}
