import Findings
import Formats
import SourceText

/// The edges of configuration and documents.
final class ConfigurationCascade: CascadeEdges {
  let index: DocumentIndex
  /// The units that go, by file.
  private(set) var removed: [RepositoryPath: [Int: CauseID]] = [:]
  /// Links that become simple text, by file.
  private var unlinked: [RepositoryPath: [Int: CauseID]] = [:]
  /// Bytes that go from units that stay, and what takes their place, by file: 0-based
  /// offsets, ends exclusive.
  private var cuts: [RepositoryPath: [Range<Int>: (replacement: [UInt8], cause: CauseID)]] = [:]
  /// Units that go by such cuts.
  private(set) var vanished: [RepositoryPath: Set<Int>] = [:]
  /// Sections whose headings get other words, and conditions that are simpler now, by file.
  private(set) var renamed: [RepositoryPath: [Int: CauseID]] = [:]
  /// Parts that lie in bytes that go from units that stay, by file.
  private var cutAway: [RepositoryPath: Set<Int>] = [:]
  /// The same for what depends on everything else that goes: set anew whenever that changes.
  var repairs: [RepositoryPath: [Edit]] = [:]

  /// What is written into files for the sake of what goes.
  private var insertions: [RepositoryPath: (changes: [TextChange], cause: CauseID)] = [:]

  /// What the removals came to when they were last asked for.
  private var deletions: [RepositoryPath: (units: Int, links: Int, deletion: Deletion)] = [:]

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
    for (path, units) in removed.sorted(by: { $0.key < $1.key }) where !cascade.removedFiles.contains(path) {
      guard let document = index.document(at: path), let cause = units.min(by: { $0.key < $1.key })?.value
      else { continue }
      let gone = deletion(from: document).units
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
    guard Format(of: document.path) == .markdown else {
      for range in ranges { cuts[document.path, default: [:]][range] = ([], cause) }
      return
    }
    let units = document.content.units
    for (range, replacement) in WordCut.changes(ranges, of: units[id], in: document) {
      cuts[document.path, default: [:]][range] = (replacement, cause)
      // Its heading or a link in it has another name now.
      let named = units.filter { unit in
        unit.id == id && unit.kind == .section || unit.kind == .link && unit.range.overlaps(range)
      }
      for unit in named { renamed[document.path, default: [:]][unit.id] = cause }
    }
  }

  /// Takes text out of a unit that stays, with units that lie in it.
  func cut(
    _ ranges: [Range<Int>], holding parts: [Int], of document: LoadedDocument, _ id: Int,
    because cause: CauseID, in cascade: Cascade
  ) {
    cut(ranges, of: document, id, because: cause, in: cascade)
    if document.obstacle == nil { cutAway[document.path, default: []].formUnion(parts) }
  }

  /// What is left of some bytes by what goes of them while they stay; nil when nothing does.
  func remainder(of range: Range<Int>, in document: LoadedDocument) -> [UInt8]? {
    let cuts = cuts[document.path, default: [:]].map { (range: $0.key, replacement: $0.value.replacement) }
    let repairs = repairs[document.path, default: []].filter { repair in
      !cuts.contains { $0.range.overlaps(repair.range) }
    }
    let own = (cuts + repairs.map { ($0.range, $0.replacement) }).filter {
      $0.range.lowerBound >= range.lowerBound && $0.range.upperBound <= range.upperBound
    }
    guard !own.isEmpty else { return nil }
    var bytes = Array(document.source[range])
    for change in own.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      let part =
        change.range.lowerBound - range.lowerBound..<change.range.upperBound - range.lowerBound
      bytes.replaceSubrange(part, with: change.replacement)
    }
    return bytes
  }

  /// Gives a unit that stays, or a part of it, other words.
  func replace(
    _ range: Range<Int>, of unit: Formats.Unit, in document: LoadedDocument, by text: String,
    because cause: CauseID, in cascade: Cascade
  ) {
    if let obstacle = document.obstacle {
      askByHand(document, unit.id, obstacle, cause, cascade)
      return
    }
    cuts[document.path, default: [:]][range] = (Array(text.utf8), cause)
    if unit.kind == .section { renamed[document.path, default: [:]][unit.id] = cause }
  }

  /// Takes note that a part of a document has another name now.
  func rename(_ id: Int, of document: LoadedDocument, because cause: CauseID) {
    renamed[document.path, default: [:]][id] = cause
  }

  /// Notes what becomes of the units of a file that is cut.
  func fold(_ fold: JudgedSite.Fold, of document: LoadedDocument, because cause: CauseID) {
    vanished[document.path, default: []].formUnion(fold.vanished)
    for unit in fold.renamed { renamed[document.path, default: [:]][unit] = cause }
  }

  /// Makes simple text of a link.
  func unlink(_ id: Int, of document: LoadedDocument, because cause: CauseID, in cascade: Cascade) {
    if let obstacle = document.obstacle {
      askByHand(document, id, obstacle, cause, cascade)
      return
    }
    if unlinked[document.path]?[id] == nil { unlinked[document.path, default: [:]][id] = cause }
  }

  /// Whether anything changes in a file.
  func changes(_ path: RepositoryPath) -> Bool {
    removed[path] != nil || unlinked[path] != nil || cuts[path] != nil
  }

  /// A document as the changes so far leave it; nil when they exclude each other.
  func text(of document: LoadedDocument) -> [UInt8]? {
    let edits = edits(of: document, repairs: [])
    return (try? EditSet(edits)).map { $0.applied(to: document.source) }
  }

  /// What the removals so far come to in a document.
  func deletion(from document: LoadedDocument) -> Deletion {
    let units = removed[document.path, default: [:]]
    let links = unlinked[document.path, default: [:]]
    // Both only grow, so that their counts tell whether anything is new.
    if let known = deletions[document.path], known.units == units.count, known.links == links.count {
      return known.deletion
    }
    let deletion = document.deleting(Set(units.keys), unlinking: Set(links.keys))
    deletions[document.path] = (units.count, links.count, deletion)
    return deletion
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
    let changed = Set(removed.keys).union(cuts.keys).union(unlinked.keys).union(repairs.keys).union(
      insertions.keys)
    return changed.sorted().compactMap { path in
      guard !deleted.contains(path), let document = index.document(at: path) else { return nil }
      let edits = edits(of: document, repairs: repairs[path, default: []])
      return (document, Result { () throws(EditConflict) in try EditSet(edits) })
    }
  }

  private func edits(of document: LoadedDocument, repairs: [Edit]) -> [Edit] {
    let path = document.path
    let units = removed[path, default: [:]].merging(unlinked[path, default: [:]]) { first, _ in first }
    let all = document.content.units
    let first = units.min { $0.key < $1.key }?.value
    let written = insertions[path]
    let deletion = deletion(from: document).inserting(written?.changes ?? [])
    var edits = deletion.changes.compactMap { change -> Edit? in
      // A parent that was emptied goes for the sake of what it held.
      let around = sequence(first: change.unit) { all.indices.contains($0) ? all[$0].parent : nil }
      guard let cause = around.lazy.compactMap({ units[$0] }).first ?? first ?? written?.cause else {
        return nil
      }
      return Edit(change.range, replacement: change.replacement, cause: cause)
    }
    for (range, cut) in cuts[path, default: [:]].sorted(by: { $0.key.lowerBound < $1.key.lowerBound }) {
      // What goes anyway needs no other words; what is in it goes with the old ones.
      let isGone = edits.contains {
        $0.range.contains(range.lowerBound) && $0.range.upperBound >= range.upperBound
      }
      guard !isGone else { continue }
      edits.removeAll { range.contains($0.range.lowerBound) && $0.range.upperBound <= range.upperBound }
      edits.append(Edit(range, replacement: cut.replacement, cause: cut.cause))
    }
    let taken = edits.map(\.range)
    return edits + repairs.filter { repair in !taken.contains { $0.overlaps(repair.range) } }
  }

  /// Every unit that goes from a document: what was removed, its parts, and what that
  /// has emptied.
  func gone(from document: LoadedDocument) -> Set<Int> {
    deletion(from: document).units.union(cutAway[document.path, default: []])
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
