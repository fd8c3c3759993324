import Findings
import Planning
import SourceText

/// Leads from a complaint about a step's tree to the edit that brought it about.
struct CauseFinder {
  private let planned: PlannedStep
  private let before: any Snapshot
  private let removed: RemovedText

  init(planned: PlannedStep, before: any Snapshot) {
    self.planned = planned
    self.before = before
    removed = RemovedText(planned: planned, before: before)
  }

  /// The edit that took what the complaint names, in its own file before others; else the nearest
  /// edit of its file; else the deletion of the file or the folder that it names; nil when there
  /// is none of these.
  func cause(of diagnostic: Diagnostic) -> CauseID? {
    for name in ComplainedNames.of(diagnostic.message) {
      if let cause = removed.cause(of: name, for: diagnostic.path) { return cause }
    }
    if let path = diagnostic.path, let edits = planned.edits[path]?.edits, !edits.isEmpty,
      let text = try? before.contents(at: path)
    {
      return nearest(edits, in: text, to: diagnostic.line ?? 1)
    }
    let deletions = planned.deletions.sorted { $0.key < $1.key }
    return deletions.first { path, _ in
      diagnostic.message.contains(path.name.text.prefix { $0 != "." })
        || path.parent.map { diagnostic.message.contains("/" + $0.name.text) } ?? false
    }?.value
  }

  private func nearest(_ edits: [Edit], in text: [UInt8], to line: Int) -> CauseID? {
    let lines = LineIndex(text)
    var shift = 0
    var best: (distance: Int, cause: CauseID)?
    for edit in edits {
      let start = lines.line(at: edit.range.lowerBound) + shift
      let distance = abs(start - line)
      if best.map({ distance < $0.distance }) ?? true { best = (distance, edit.cause) }
      let removed = text[edit.range].count { $0 == 0x0A }
      shift += edit.replacement.count { $0 == 0x0A } - removed
    }
    return best?.cause
  }
}
