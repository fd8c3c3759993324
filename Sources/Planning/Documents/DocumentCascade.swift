import Findings
import Formats
import SourceText

/// The edges of documents: what points at something that goes goes as well, or is mended.
///
/// Links and mentions lead from anywhere in a repository to anywhere; a document is read
/// only when the bytes of a lost name stand in it.
final class DocumentCascade: CascadeEdges {
  let documents: DocumentIndex
  let configuration: ConfigurationCascade
  let history: HistoryBook
  /// What documents explain and nothing else names any more.
  private let names: [String: LostNames.Loss]
  /// What documents quote from files that do not hold it any more, by those files.
  let citations: [RepositoryPath: [String: LostNames.Loss]]
  /// Whether what is quoted has been taken out.
  var hasTakenCitations = false
  /// The documents that may point to something that goes.
  private(set) var concerned: [LoadedDocument] = []
  private var searched: Set<[UInt8]> = []
  private var isStale = true
  private var hasExplained = false
  private var remarks: [Finding] = []

  init(
    _ documents: DocumentIndex, _ configuration: ConfigurationCascade, history: HistoryBook,
    names: [String: LostNames.Loss], citations: [RepositoryPath: [String: LostNames.Loss]]
  ) {
    self.names = names
    self.citations = citations
    self.documents = documents
    self.configuration = configuration
    self.history = history
  }

  func follow(_ node: CascadeNode, because cause: CauseID, in cascade: Cascade) {
    switch node {
    case .file: isStale = true
    case .unit(let path, _): isStale = isStale || Format(of: path) == .markdown
    case .export, .syntax, .name: break
    }
  }

  func settle(in cascade: Cascade) {
    guard isStale else { return }
    isStale = false
    guard !cascade.removed.isEmpty || !configuration.renamed.isEmpty else { return }
    removeExplanations(in: cascade)
    removeCitations(in: cascade)
    removeLeadIns(in: cascade)
    let lost = LostTargets(documents, configuration, cascade)
    var repairs: [RepositoryPath: [Edit]] = [:]
    if !lost.isEmpty {
      load(lost)
      for document in concerned where !cascade.removedFiles.contains(document.path) {
        let edits = repair(document, lost, cascade)
        if !edits.isEmpty, document.obstacle == nil { repairs[document.path] = edits }
      }
    }
    configuration.repairs = repairs
  }

  /// What has to be said of the documents once the step's edits are known.
  ///
  /// - Parameters:
  ///   - edits: the step's edits.
  ///   - cascade: after its last removal.
  /// - Returns: in order of the documents.
  func findings(_ edits: [RepositoryPath: EditSet], in cascade: Cascade) -> [Finding] {
    let lost = LostTargets(documents, configuration, cascade)
    let check = DocumentReport(documents: documents, history: history, lost: lost, edits: edits)
    let changed = configuration.removed.keys.filter { Format(of: $0) == .markdown }
    let paths = Set(concerned.map(\.path)).union(changed).subtracting(cascade.removedFiles)
    return remarks
      + paths.sorted().compactMap(documents.document(at:)).flatMap { document in
        check.findings(in: document, configuration.deletion(from: document).units)
      }
  }

  // MARK: Reading

  private func load(_ lost: LostTargets) {
    let needles = lost.needles.filter { searched.insert($0).inserted }
    guard !needles.isEmpty else { return }
    let known = Set(concerned.map(\.path))
    let entries = documents.snapshot.entries.filter {
      $0.mode.isFile && Format(of: $0.path) == .markdown && !known.contains($0.path)
    }
    let holds = documents.snapshot.concurrentMap(entries) { _, contents in
      guard case .success(let bytes) = contents else { return true }
      return needles.contains { ByteSearch.contains(bytes, $0) }
    }
    let found = zip(entries, holds).filter(\.1).compactMap { documents.document(at: $0.0.path) }
    // A document may point at its own anchors without naming itself.
    let own = lost.anchors.keys.compactMap(documents.document(at:))
    for document in found + own where !concerned.contains(where: { $0.path == document.path }) {
      concerned.append(document)
    }
    concerned.sort { $0.path < $1.path }
  }

  // MARK: Repairing

  /// Items and rows that explain what nothing else names any more, and examples that set it.
  private func removeExplanations(in cascade: Cascade) {
    guard !names.isEmpty, !hasExplained else { return }
    hasExplained = true
    let explaining = documents.living(
      holding: names.keys, besides: history, isGone: { cascade.removedFiles.contains($0) })
    for document in explaining {
      guard let markdown = document.content as? MarkdownFile else { continue }
      for unit in markdown.units {
        let leading: [String]
        switch unit.kind {
        case .listItem, .tableRow: leading = FileMentions.leadingNames(of: unit, in: document, markdown)
        // A setting in an example.
        case .variable, .entry: leading = [unit.name ?? ""]
        default: continue
        }
        guard let first = leading.first, let loss = names[first], leading.allSatisfy({ names[$0] != nil })
        else {
          continue
        }
        let cause = cascade.rootCause(
          rule: loss.rule,
          summary: "explains '\(first)', which stood in \(loss.path) and is used nowhere else",
          place: document.place(of: unit))
        cascade.remove(.unit(document.path, unit.id), because: cause)
      }
    }
  }

  /// A sentence that leads up to a list, a table or code goes with it.
  private func removeLeadIns(in cascade: Cascade) {
    for path in configuration.removed.keys.sorted() where !cascade.removedFiles.contains(path) {
      guard let document = documents.document(at: path), let markdown = document.content as? MarkdownFile
      else {
        continue
      }
      let deletion = configuration.deletion(from: document)
      let gone = GoneNodes(documents, configuration, cascade)
      for sentence in markdown.text.leadIns(to: deletion) {
        let below = markdown.text.units[(sentence + 1)...].first { deletion.units.contains($0.id) }
        guard let cause = below.flatMap({ gone.removal(of: .unit(path, $0.id))?.cause }) else { continue }
        remove(sentence, of: document, "sentence that led up to what was removed", cause, cascade)
      }
    }
  }

  /// - Returns: changes that depend on everything else that goes.
  private func repair(_ document: LoadedDocument, _ lost: LostTargets, _ cascade: Cascade) -> [Edit] {
    guard let markdown = document.content as? MarkdownFile else { return [] }
    let gone = configuration.gone(from: document)
    var edits: [Range<Int>: Edit] = [:]
    var lostLinks: [Int: CauseID] = [:]
    for link in markdown.text.links() where !gone.contains(link.unit) {
      guard let target = link.target(from: document.path) else { continue }
      switch lost.fate(of: target) {
      case .stays: break
      case .gone(let cause): lostLinks[link.unit] = cause
      case .renamed(let anchor, let title, let cause):
        guard let edit = renaming(link, to: anchor, in: document, cause, cascade) else { continue }
        edits[edit.range] = edit
        if let title, let label = retitling(link, title, in: document, edit.cause) {
          edits[label.range] = label
          configuration.rename(link.unit, of: document, because: edit.cause)
        }
      }
    }
    let isHistory = history.contains(document.path)
    for (unit, cause) in lostLinks.sorted(by: { $0.key < $1.key }) {
      mend(unit, lostLinks, gone, document, markdown, isHistory: isHistory, cause, cascade)
    }
    if isHistory { return Array(edits.values) }
    let mentions = FileMentions(document: document, markdown: markdown, lost: lost)
    for (unit, cause) in mentions.units(isGone: gone.contains) {
      remove(unit, of: document, "what is about a file that was deleted", cause, cascade)
    }
    for (unit, cause) in mentions.branches(isGone: gone.contains) {
      remove(unit, of: document, "drawing of what was deleted", cause, cascade)
    }
    return Array(edits.values)
  }

  private func mend(
    _ unit: Int, _ lostLinks: [Int: CauseID], _ gone: Set<Int>, _ document: LoadedDocument,
    _ markdown: MarkdownFile, isHistory: Bool, _ cause: CauseID, _ cascade: Cascade
  ) {
    let link = markdown.units[unit]
    if markdown.text.isDefinition(unit) {
      // It goes with what refers to it, if anything does.
      let isUsed = markdown.text.links().contains {
        $0.unit != unit && $0.range == destination(of: unit, markdown)
      }
      if !isUsed {
        remove(unit, of: document, "definition of a link whose target was removed", cause, cascade)
      }
      return
    }
    let place = LinkPlace(link, in: document, markdown)
    let repair =
      isHistory
      ? LinkRepair.unlink(leavesRemark: false)
      : LinkRepair(place, isLost: { lostLinks[$0.id] != nil }, isGone: gone.contains)
    switch repair {
    case .remove(let id): remove(id, of: document, "link to what was removed", cause, cascade)
    case .unlink(let leavesRemark):
      if markdown.text.unlinking(unit).isEmpty {
        remove(unit, of: document, "link to what was removed", cause, cascade)
        return
      }
      let link = cascade.cause("link to what was removed", because: cause, place: document.place(of: link))
      configuration.unlink(unit, of: document, because: link, in: cascade)
      guard leavesRemark else { return }
      let remark = Finding(
        code: "reword", severity: .warning,
        message: "'\(markdown.units[unit].name ?? "")' loses its link, since what it leads to goes",
        place: document.place(of: markdown.units[unit]), remedy: "find other words for the sentence")
      if !remarks.contains(remark) { remarks.append(remark) }
    }
  }

  private func destination(of unit: Int, _ markdown: MarkdownFile) -> Range<Int>? {
    markdown.text.links().first { $0.unit == unit }?.range
  }

  /// Other words for a link that says the heading that it leads to.
  private func retitling(
    _ link: MarkdownLink, _ title: LostTargets.Title, in document: LoadedDocument, _ cause: CauseID
  ) -> Edit? {
    let unit = document.content.units[link.unit]
    guard unit.name == title.old, title.old != title.new, !title.new.contains(where: { "[]".contains($0) }),
      let label = document.source[unit.range].firstRange(of: Array(title.old.utf8)),
      label.upperBound <= link.range.lowerBound
    else { return nil }
    return Edit(label, replacement: Array(title.new.utf8), cause: cause)
  }

  /// Another anchor behind the `#` of a link.
  private func renaming(
    _ link: MarkdownLink, to anchor: String, in document: LoadedDocument, _ cause: CauseID, _ cascade: Cascade
  ) -> Edit? {
    guard let sign = document.source[link.range].firstIndex(of: UInt8(ascii: "#")) else { return nil }
    let new = cascade.cause(
      "link to an anchor that has another name now", because: cause,
      place: document.place(of: document.content.units[link.unit]))
    return Edit(sign + 1..<link.range.upperBound, replacement: Array(anchor.utf8), cause: new)
  }

  private func remove(
    _ unit: Int, of document: LoadedDocument, _ summary: String, _ cause: CauseID, _ cascade: Cascade
  ) {
    let place = document.place(of: document.content.units[unit])
    cascade.remove(.unit(document.path, unit), because: cascade.cause(summary, because: cause, place: place))
  }
}
