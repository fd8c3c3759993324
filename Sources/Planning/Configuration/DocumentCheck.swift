import Formats

/// Reads an edited document again: it must hold what was left of it, and nothing else.
enum DocumentCheck {
  /// What is wrong with the edited bytes, or nil.
  static func fault(of document: LoadedDocument, after: [UInt8], without gone: Set<Int>) -> String? {
    let content: any StructuredDocument
    do {
      content = try document.format.document(parsing: after)
    } catch {
      return "the edits would leave it unreadable as \(document.format.rawValue) (\(error.message))"
    }
    let expected = document.content.units.filter { !gone.contains($0.id) }.map(\.label)
    guard content.units.map(\.label) == expected else {
      return "the edits would change more of it than they should"
    }
    return nil
  }
}

extension Formats.Unit {
  /// What a reader sees of a unit, wherever it stands.
  fileprivate var label: [String] { [kind.rawValue, name ?? ""] }
}
