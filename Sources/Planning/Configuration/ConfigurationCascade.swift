import Findings
import Formats
import SourceText

/// The edges of configuration and documents.
final class ConfigurationCascade: CascadeEdges {
  let index: DocumentIndex
  /// The units that go, by file.
  private(set) var removed: [RepositoryPath: [Int: CauseID]] = [:]
  /// Bytes that go from units that stay, by file: 0-based offsets, ends exclusive.
  private var cuts: [RepositoryPath: [Range<Int>: CauseID]] = [:]

  /// What is written into files for the sake of what goes.
  private var insertions: [RepositoryPath: (changes: [TextChange], cause: CauseID)] = [:]

  init(_ index: DocumentIndex) { self.index = index }

  func follow(_ node: CascadeNode, because cause: CauseID, in cascade: Cascade) {
    guard case .unit(let path, let id) = node, let document = index.document(at: path) else { return }
    if let obstacle = document.obstacle {
      askByHand(document, id, obstacle, cause, cascade)
      return
    }
    removed[path, default: [:]][id] = cause
  }

  func settle(in cascade: Cascade) {
    for finding in index.findings { cascade.report(finding) }
    for (path, units) in removed.sorted(by: { $0.key < $1.key }) where !cascade.removedFiles.contains(path) {
      guard let document = index.document(at: path), let cause = units.min(by: { $0.key < $1.key })?.value
      else { continue }
      let gone = document.deleting(Set(units.keys)).units
      let isNothingLeft = document.content.units.allSatisfy { gone.contains($0.id) || $0.kind == .comment }
      guard isNothingLeft else { continue }
      let link = cascade.cause("file of which nothing is left", because: cause, place: Place(path: path))
      cascade.remove(.file(path), because: link)
    }
  }

  /// Takes text out of a unit that stays: ranges of the file's bytes within it.
  func cut(
    _ ranges: [Range<Int>], of document: LoadedDocument, _ id: Int, because cause: CauseID,
    in cascade: Cascade
  ) {
    if let obstacle = document.obstacle {
      askByHand(document, id, obstacle, cause, cascade)
      return
    }
    for range in ranges { cuts[document.path, default: [:]][range] = cause }
  }

  /// Writes something into a file of which other parts go; takes the place of what was
  /// said before of that file.
  func insert(_ changes: [TextChange], into path: RepositoryPath, because cause: CauseID) {
    insertions[path] = changes.isEmpty ? nil : (changes, cause)
  }

  /// The edits of every document that stays.
  /// - Throws: `EditConflict` when an editor gives changes that overlap.
  func edits(
    except deleted: Set<RepositoryPath>
  ) -> [(document: LoadedDocument, edits: Result<EditSet, EditConflict>)] {
    Set(removed.keys).union(cuts.keys).union(insertions.keys).sorted().compactMap { path in
      guard !deleted.contains(path), let document = index.document(at: path) else { return nil }
      let units = removed[path, default: [:]]
      let all = document.content.units
      let first = units.min { $0.key < $1.key }?.value
      let written = insertions[path]
      let deletion = document.deleting(Set(units.keys)).inserting(written?.changes ?? [])
      var edits = deletion.changes.compactMap { change -> Edit? in
        // A parent that was emptied goes for the sake of what it held.
        let around = sequence(first: change.unit) { all.indices.contains($0) ? all[$0].parent : nil }
        guard let cause = around.lazy.compactMap({ units[$0] }).first ?? first ?? written?.cause else {
          return nil
        }
        return Edit(change.range, replacement: change.replacement, cause: cause)
      }
      let gone = edits.map(\.range)
      for (range, cause) in cuts[path, default: [:]]
      where !gone.contains(where: { $0.contains(range.lowerBound) }) {
        edits.append(Edit(range, cause: cause))
      }
      return (document, Result { () throws(EditConflict) in try EditSet(edits) })
    }
  }

  /// Every unit that goes from a document: what was removed, its parts, and what that
  /// has emptied.
  func gone(from document: LoadedDocument) -> Set<Int> {
    document.deleting(Set(removed[document.path, default: [:]].keys)).units
  }

  /// Asks whether something is mended by hand that cannot be edited.
  func askByHand(
    _ document: LoadedDocument, _ id: Int, _ obstacle: String, _ cause: CauseID, _ cascade: Cascade
  ) {
    let path = document.content.path(of: id).joined(separator: " / ")
    _ = cascade.ask(
      "by-hand", about: "\(document.path)#\(path)",
      "'\(path)' of '\(document.path)' has to go, and \(obstacle): is it mended by hand?",
      evidence: [
        Finding(
          code: "evidence", severity: .note, message: obstacle,
          place: document.place(of: document.content.units[id]))
      ],
      choices: [
        Choice(id: "leave", effect: "the file stays as it is here until it is mended"),
        Choice(id: "accept", effect: "it stays for good"),
      ], because: cause)
  }
}
