import Findings
import Formats
import Patterns
import RuleModel
import SourceText

/// Takes sentences out of comments, by rule.
final class CommentEdits {
  private let configuration: ConfigurationCascade
  private let cascade: Cascade
  private let documents: DocumentIndex
  /// What goes of the code anyway, by file.
  private let code: () -> [RepositoryPath: [Range<Int>]]
  /// What goes anyway.
  private lazy var goneBytes: [RepositoryPath: [Range<Int>]] = readGoneBytes()
  /// Of code, by file.
  private(set) var edits: [RepositoryPath: [Edit]] = [:]

  /// - Parameters:
  ///   - documents: the files.
  ///   - configuration: what goes of them.
  ///   - cascade: where questions are asked.
  ///   - code: what goes of the code anyway, by file.
  init(
    _ documents: DocumentIndex, _ configuration: ConfigurationCascade, _ cascade: Cascade,
    code: @escaping () -> [RepositoryPath: [Range<Int>]]
  ) {
    (self.documents, self.configuration, self.cascade) = (documents, configuration, cascade)
    self.code = code
  }

  private func readGoneBytes() -> [RepositoryPath: [Range<Int>]] {
    var gone = code()
    for (document, edits) in configuration.edits(except: cascade.removedFiles) {
      if case .success(let set) = edits { gone[document.path] = set.edits.map(\.range) }
    }
    return gone
  }

  /// - Parameters:
  ///   - rule: deletes sentences.
  ///   - candidates: files that may hold one.
  ///   - matcher: of the rule.
  /// - Returns: how many sentences the rule is about.
  /// - Throws: `PlanningError.searchGivenUp` when an expression takes too long.
  func run(
    _ rule: Rule, _ candidates: [RepositoryPath], _ matcher: CommentMatcher
  ) throws(PlanningError) -> Int {
    var found: [Selected] = []
    for path in candidates {
      guard let file = file(at: path) else { continue }
      do {
        for match in try matcher.matches(in: file.comments) {
          found.append(select(match, of: file, rule, matcher))
        }
      } catch {
        throw .searchGivenUp(rule: rule.id, position: rule.position, path: path)
      }
    }
    if case .deleteText(let pattern) = rule.action {
      do {
        for selected in found { try trim(selected, pattern, rule) }
      } catch {
        throw .searchGivenUp(rule: rule.id, position: rule.position, path: found.first?.file.path ?? "")
      }
      return found.reduce(0) { $0 + $1.count }
    }
    let goesAnyway = takesDoubtful(found, rule)
    for selected in found {
      if !goesAnyway {
        for (index, obstacle) in selected.kept {
          keep(selected.comment.sentences[index], obstacle, in: selected.file, rule)
        }
      }
      edit(selected, goesAnyway ? selected.gone + selected.kept.map(\.sentence) : selected.gone, rule)
    }
    return found.reduce(0) { $0 + $1.count }
  }

  /// Takes what an expression matches out of sentences that stay.
  private func trim(_ selected: Selected, _ pattern: Pattern, _ rule: Rule) throws(MatchError) {
    let (comment, file) = (selected.comment, selected.file)
    for index in selected.gone {
      for part in comment.sentences[index].ranges {
        for match in try pattern.matches(in: Array(file.source[part])) where !match.isEmpty {
          let range = match.lowerBound + part.lowerBound..<match.upperBound + part.lowerBound
          let cause = cascade.rootCause(
            rule: rule.id, summary: "selected by the rule", place: place(at: range.lowerBound, in: file))
          if let document = file.document {
            configuration.cut([range], of: document, comment.unit ?? 0, because: cause, in: cascade)
          } else {
            edits[file.path, default: []].append(Edit(range, cause: cause))
          }
        }
      }
    }
  }

  /// The sentences of one comment that a rule is about.
  private struct Selected {
    let comment: CommentBlock
    let file: File
    /// How many there are, with those that go by other ways.
    let count: Int
    var gone: [Int]
    var kept: [(sentence: Int, obstacle: String)] = []
  }

  /// Asks once for each rule whether the sentences go that say more than what the rule is
  /// about.
  private func takesDoubtful(_ found: [Selected], _ rule: Rule) -> Bool {
    let doubtful = found.filter { !$0.kept.isEmpty }
    guard let first = doubtful.first, let reason = first.kept.first,
      rule.guards.contains(where: { $0.condition == .separable && $0.otherwise == .ask })
    else { return false }
    let start = first.comment.sentences[reason.sentence].ranges[0].lowerBound
    let cause = cascade.rootCause(
      rule: rule.id, summary: "selected by the rule", place: place(at: start, in: first.file))
    let evidence = doubtful.flatMap { selected in
      selected.kept.map { index, obstacle in
        Finding(
          code: "comment", severity: .note, message: obstacle,
          place: place(at: selected.comment.sentences[index].ranges[0].lowerBound, in: selected.file))
      }
    }
    let count = evidence.count == 1 ? "A comment names" : "\(evidence.count) comments name"
    return cascade.ask(
      "comments", about: rule.id, "\(count) what goes and more than that: does what names it go?",
      evidence: evidence,
      choices: [
        Choice(id: "delete", effect: "the sentences go"),
        Choice(id: "keep", effect: "they stay, to be changed by hand"),
      ], because: cause) == "delete"
  }

  private struct File {
    let path: RepositoryPath
    let source: [UInt8]
    let comments: [CommentBlock]
    /// Nil for code.
    let document: LoadedDocument?
  }

  private func file(at path: RepositoryPath) -> File? {
    if Format(of: path) == nil {
      guard SourceComments.canRead(path), let source = try? documents.snapshot.contents(at: path),
        let comments = try? SourceComments.blocks(in: source, at: path)
      else { return nil }
      return File(path: path, source: source, comments: comments, document: nil)
    }
    // Markdown has sentences of its own.
    guard Format(of: path) != .markdown, let document = documents.document(at: path) else { return nil }
    let comments = document.content.comments(in: document.source)
    return File(path: path, source: document.source, comments: comments, document: document)
  }

  private func select(
    _ match: CommentMatcher.Match, of file: File, _ rule: Rule, _ matcher: CommentMatcher
  ) -> Selected {
    let comment = match.comment
    let ranges = goneBytes[file.path, default: []]
    let goes = { (offset: Int) in ranges.contains { $0.contains(offset) } }
    var selected = Selected(
      comment: comment, file: file, count: match.sentences.count,
      gone: goes(comment.range.lowerBound) ? [] : match.sentences)
    guard !selected.gone.isEmpty, rule.guards.contains(where: { $0.condition == .separable }) else {
      return selected
    }
    let separability = Separability(
      comment: comment, source: file.source, comments: file.comments, isCode: file.document == nil,
      isMatch: { (try? matcher.holds($0)) ?? true }, goes: goes)
    (selected.gone, selected.kept) = separability.parted(match.sentences)
    return selected
  }

  private func edit(_ selected: Selected, _ sentences: [Int], _ rule: Rule) {
    let (comment, file) = (selected.comment, selected.file)
    guard let first = sentences.first else { return }
    let place = place(at: comment.sentences[first].ranges[0].lowerBound, in: file)
    let cause = cascade.rootCause(rule: rule.id, summary: "selected by the rule", place: place)
    let cut = CommentCut(Set(sentences), of: comment, in: file.source)
    guard let document = file.document else {
      edits[file.path, default: []] += cut.ranges.map { Edit($0, cause: cause) }
      return
    }
    if cut.isWhole, let unit = comment.unit {
      cascade.remove(.unit(file.path, unit), because: cause)
    } else {
      configuration.cut(cut.ranges, of: document, comment.unit ?? 0, because: cause, in: cascade)
    }
  }

  private func keep(_ sentence: CommentBlock.Sentence, _ obstacle: String, in file: File, _ rule: Rule) {
    let text = sentence.text
    let short = text.count > 60 ? text.prefix(57) + "…" : text[...]
    cascade.report(
      Finding(
        code: "reword", severity: .warning, message: "'\(short)' stays: \(obstacle)",
        place: place(at: sentence.ranges[0].lowerBound, in: file), remedy: "change the comment by hand",
        rule: rule.id))
  }

  private func place(at offset: Int, in file: File) -> Place {
    let lines = LineIndex(file.source)
    let line = lines.line(at: offset)
    var text = file.source[lines.range(ofLine: line)]
    while text.last == 0x0A || text.last == 0x0D { text = text.dropLast() }
    return Place(
      path: file.path, line: line, column: lines.column(at: offset),
      text: String(decoding: text, as: UTF8.self))
  }
}
