import Formats
import SourceText

/// Names that documents quote behind a link to a file, and that this file no longer holds
/// once a step's edits are made: a test that went, a function.
struct LostCitations {
  let documents: DocumentIndex
  let history: HistoryBook
  /// What the step deletes, with the rules.
  let deletions: [RepositoryPath: String]
  let edits: [RepositoryPath: EditSet]
  /// The files that the step edits, as it leaves them.
  let written: [RepositoryPath: [UInt8]]
  /// The rule behind an edit.
  let rule: (CauseID) -> String

  /// By the file that held them.
  func found() -> [RepositoryPath: [String: LostNames.Loss]] {
    let changed = Set(deletions.keys).union(written.keys).filter { Format(of: $0) != .markdown }
    guard !changed.isEmpty else { return [:] }
    var quoted: [RepositoryPath: Set<String>] = [:]
    let citing = documents.living(
      holding: changed.map(\.name.text), besides: history, isGone: { deletions[$0] != nil })
    for document in citing {
      for (target, name) in Self.citations(in: document) where changed.contains(target) {
        quoted[target, default: []].insert(name)
      }
    }
    var lost: [RepositoryPath: [String: LostNames.Loss]] = [:]
    for (path, names) in quoted {
      guard let before = try? documents.snapshot.contents(at: path) else { continue }
      for name in names where Words.contain(name, in: before) {
        guard let loss = loss(of: name, in: path, before) else { continue }
        lost[path, default: [:]][name] = loss
      }
    }
    return lost
  }

  private func loss(of name: String, in path: RepositoryPath, _ before: [UInt8]) -> LostNames.Loss? {
    if let rule = deletions[path] { return LostNames.Loss(rule: rule, path: path) }
    guard let after = written[path], !Words.contain(name, in: after) else { return nil }
    let edit = edits[path]?.edits.first { edit in
      edit.range.upperBound <= before.count && Words.contain(name, in: Array(before[edit.range]))
    }
    guard let edit = edit ?? edits[path]?.edits.first else { return nil }
    return LostNames.Loss(rule: rule(edit.cause), path: path)
  }

  /// The names that a document quotes, with the files that it says they are in.
  private static func citations(in document: LoadedDocument) -> [(RepositoryPath, String)] {
    guard let markdown = document.content as? MarkdownFile else { return [] }
    return markdown.text.links().flatMap { link -> [(RepositoryPath, String)] in
      guard let target = link.target(from: document.path),
        let parent = markdown.units[link.unit].parent, markdown.units[parent].kind == .sentence
      else { return [] }
      let citations = Citations(in: markdown.units[parent], of: document, markdown.text.units)
      return citations.groups.filter { $0.link.id == link.unit }.flatMap(\.names).map {
        (target.path, $0.text)
      }
    }
  }
}
