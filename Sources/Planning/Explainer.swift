public import Findings
public import SourceText

/// Tells why something goes, or why it stays.
public struct Explainer: Sendable {
  private let plan: Plan
  private let base: any Snapshot

  /// - Parameters:
  ///   - plan: over `base`.
  ///   - base: the tree that places are in.
  public init(_ plan: Plan, over base: any Snapshot) {
    self.plan = plan
    self.base = base
  }

  /// Explains a file or one of its lines.
  ///
  /// - Parameters:
  ///   - path: in the base.
  ///   - line: from 1; nil for the whole file: then each place that changes.
  /// - Returns: in order of places; nothing if the base has no such file or line.
  /// - Throws: `UnreadableContents`.
  public func explain(_ path: RepositoryPath, line: Int?) throws(UnreadableContents) -> [Explanation] {
    guard let entry = base.entry(at: path) else { return [] }
    let bytes = entry.mode == .submodule ? [] : try base.contents(at: path)
    let lines = LineIndex(bytes)
    if let line, line < 1 || line > lines.starts.count { return [] }
    for step in plan.steps {
      guard let cause = step.deletions[path] else { continue }
      return [
        Explanation(
          subject: place(path, line, lines, bytes), fate: .removed, step: step.step.id,
          chain: chain(cause, in: step))
      ]
    }
    let touched = touchedLines(of: path, lines, byteCount: bytes.count)
    let wanted = line.map { [$0] } ?? touched.keys.sorted()
    let explanations = wanted.compactMap { number -> Explanation? in
      guard let (step, cause, isWhole) = touched[number] else { return nil }
      return Explanation(
        subject: place(path, number, lines, bytes), fate: isWhole ? .removed : .replaced, step: step.step.id,
        chain: chain(cause, in: step))
    }
    guard explanations.isEmpty else { return explanations }
    let keepers = plan.steps.flatMap(\.findings).filter {
      $0.place?.path == path || $0.message.contains("'\(path)'")
    }
    let needed = plan.steps.flatMap(\.keepers).filter {
      $0.place?.path == path && (line == nil || $0.place?.line == line)
    }
    let asked = plan.steps.flatMap(\.decisions).flatMap(\.evidence).filter {
      $0.place?.path == path && (line == nil || $0.place?.line == line)
    }
    return [
      Explanation(
        subject: place(path, line, lines, bytes),
        fate: (keepers + needed + asked).isEmpty ? .untouched : .kept, step: nil, chain: [],
        keptBy: keepers + needed + asked)
    ]
  }

  /// The base's lines that some step takes bytes from.
  private func touchedLines(
    of path: RepositoryPath, _ lines: LineIndex, byteCount: Int
  ) -> [Int: (step: PlannedStep, cause: CauseID, isWhole: Bool)] {
    var result: [Int: (step: PlannedStep, cause: CauseID, isWhole: Bool)] = [:]
    var origins = OriginMap(identity: byteCount)
    for step in plan.steps {
      for edit in step.edits[path]?.edits ?? [] {
        var taken: [Int: Int] = [:]
        for offset in edit.range {
          if let origin = origins.origin(of: offset) { taken[lines.line(at: origin), default: 0] += 1 }
        }
        if taken.isEmpty, let origin = origins.origin(of: edit.range.lowerBound) {
          taken[lines.line(at: origin)] = 0
        }
        for (line, count) in taken where result[line] == nil {
          result[line] = (
            step, edit.cause, edit.replacement.isEmpty && count == lines.range(ofLine: line).count
          )
        }
      }
      origins = step.origins[path] ?? origins
    }
    return result
  }

  /// From the place back to the rule.
  private func chain(_ cause: CauseID, in step: PlannedStep) -> [Cause] {
    var result: [Cause] = []
    var next: CauseID? = cause
    while let id = next, step.causes.indices.contains(id.index) {
      result.append(step.causes[id.index])
      next = step.causes[id.index].because
    }
    return result
  }

  private func place(_ path: RepositoryPath, _ line: Int?, _ lines: LineIndex, _ bytes: [UInt8]) -> Place {
    guard let line else { return Place(path: path) }
    var text = bytes[lines.range(ofLine: line)]
    while text.last == 0x0A || text.last == 0x0D { text = text.dropLast() }
    return Place(path: path, line: line, text: String(decoding: text, as: UTF8.self))
  }
}
