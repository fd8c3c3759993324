import Findings
import Planning
import SourceText

/// Leads from a complaint about a step's tree to the edit that brought it about.
struct CauseFinder {
  let planned: PlannedStep
  let before: any Snapshot

  /// The nearest edit in the file; for a file without edits, the deletion that the
  /// message names; nil when neither is there.
  func cause(of diagnostic: Diagnostic) -> CauseID? {
    if let path = diagnostic.path, let edits = planned.edits[path]?.edits, !edits.isEmpty,
      let text = try? before.contents(at: path)
    {
      return nearest(edits, in: text, to: diagnostic.line ?? 1)
    }
    return planned.deletions.sorted { $0.key < $1.key }.first { path, _ in
      diagnostic.message.contains(path.name.text.prefix { $0 != "." })
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
