import Formats
import SourceText

/// Reads an edited document again: it must hold what was left of it, and nothing else.
enum DocumentCheck {
  /// What is wrong with the edited bytes, or nil.
  ///
  /// - Parameters:
  ///   - document: as it was.
  ///   - edits: what changes in it.
  ///   - after: as it is then.
  ///   - gone: its units that go.
  ///   - renamed: units that have another name now.
  ///   - isFolded: whether conditions of it were decided.
  /// - Returns: nil when it holds just what was left of it.
  static func fault(
    of document: LoadedDocument, _ edits: EditSet, after: [UInt8], without gone: Set<Int>,
    renamed: Set<Int> = [], isFolded: Bool = false
  ) -> String? {
    let content: any StructuredDocument
    do {
      content = try document.format.document(parsing: after)
    } catch {
      return "the edits would leave it unreadable as \(document.format.rawValue) (\(error.message))"
    }
    // The last document of a stream is no longer one of several.
    let expected = document.content.units.filter { unit in
      !gone.contains(unit.id) && unit.kind != .document
        && !(isFolded && document.format == .helm && unit.kind == .line)
    }
    func isExpected(_ units: [Formats.Unit]) -> Bool {
      units.count == expected.count
        && zip(units, expected).allSatisfy { new, old in
          new.label == old.label || new.kind == old.kind && renamed.contains(old.id)
        }
    }
    // Lines of a template that belonged together may stand alone.
    let isFolded = isFolded && document.format == .helm
    let units = content.units.filter { $0.kind != .document && !(isFolded && $0.kind == .line) }
    if isExpected(units) { return nil }
    // What was written into it, such as a mark of a lock file, was not there before.
    let written = self.written(by: edits)
    guard isExpected(units.filter { unit in !written.contains { $0.contains(unit.range) } }) else {
      return "the edits would change more of it than they should"
    }
    return nil
  }

  /// Where texts that edits put in stand afterwards.
  private static func written(by edits: EditSet) -> [Range<Int>] {
    var shift = 0
    return edits.edits.compactMap { edit in
      let start = edit.range.lowerBound + shift
      shift += edit.replacement.count - edit.range.count
      return edit.replacement.isEmpty ? nil : start..<(start + edit.replacement.count)
    }
  }
}

extension Formats.Unit {
  /// What a reader sees of a unit, wherever it stands.
  fileprivate var label: [String] { [kind.rawValue, name ?? ""] }
}
