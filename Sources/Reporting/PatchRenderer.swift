public import Findings
import SourceText

/// A report as a patch that `git apply` takes in one go:
///
///     # changed by step 8.1 and 8.5
///     diff --git a/…
///
/// As a rule it is the net change from the base to the last step, each file once. The
/// steps' patches one after the other would not do: `git apply` first removes all that
/// its input touches and then writes all that the input writes, so a file that one
/// step edits and a later step deletes would come back. The patch of one step alone is
/// to be had as well; on the tree of the step before it, it gives that step's tree.
public struct PatchRenderer: Sendable {
  /// Who gets it.
  public enum Audience: Hashable, Sendable {
    /// A file or a program: every byte as it is.
    case program
    /// A terminal: what could steer it is escaped, so a patch of such lines is for
    /// reading alone.
    case terminal(OutputStyle)
  }

  private let audience: Audience
  private let step: String?

  /// - Parameters:
  ///   - audience: who gets it.
  ///   - step: the id of the one step that is wanted; nil for the net change.
  public init(for audience: Audience, step: String? = nil) {
    self.audience = audience
    self.step = step
  }

  /// The patch; empty where nothing changes, or where there is no such step.
  public func render(_ report: Report) -> [UInt8] {
    if let step {
      guard let found = report.steps.first(where: { $0.id == step }) else { return [] }
      let heading = comment("step \(visible(found.id)): \(visible(found.title))")
      return found.differences.isEmpty ? [] : heading + found.differences.flatMap { shown($0.patch) }
    }
    return report.netDifferences.flatMap { difference in
      comment("changed by \(steps(changing: difference.path, in: report))") + shown(difference.patch)
    }
  }

  private func steps(changing path: RepositoryPath, in report: Report) -> String {
    let steps = report.steps.filter { step in step.reportedFiles.contains { $0.path == path } }
    return steps.isEmpty ? "no step" : "step \(list(steps.map { visible($0.id) }))"
  }

  /// A line that `git apply` passes over, since it stands before a `diff --git`.
  private func comment(_ text: String) -> [UInt8] { Array((paint("# " + text, .heading) + "\n").utf8) }

  private func paint(_ line: String, _ ink: Ink) -> String {
    if case .terminal(let style) = audience, style.hasColor { ink.paint(line) } else { line }
  }

  private func shown(_ patch: [UInt8]) -> [UInt8] {
    guard case .terminal = audience else { return patch }
    var isHeader = true
    var out: [UInt8] = []
    let lines = patch.split(separator: 0x0A, omittingEmptySubsequences: false)
    for line in lines.dropLast(patch.last == 0x0A ? 1 : 0) {
      if line.starts(with: "@@".utf8) { isHeader = false }
      let text = String(decoding: line, as: UTF8.self)
        .split(separator: "\t", omittingEmptySubsequences: false)
        .map { visible(String($0)) }
        .joined(separator: "\t")
      out += Array((paint(text, isHeader ? .heading : ink(of: line)) + "\n").utf8)
    }
    return out
  }

  private func ink(of line: some Collection<UInt8>) -> Ink {
    switch line.first {
    case UInt8(ascii: "+"): .added
    case UInt8(ascii: "-"): .removed
    case UInt8(ascii: "@"): .place
    default: .plain
    }
  }
}
