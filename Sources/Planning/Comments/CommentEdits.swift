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
  /// What goes from files of configuration anyway.
  private lazy var goneBytes: [RepositoryPath: [Range<Int>]] = readGoneBytes()
  /// Of code, by file.
  private(set) var edits: [RepositoryPath: [Edit]] = [:]

  init(_ documents: DocumentIndex, _ configuration: ConfigurationCascade, _ cascade: Cascade) {
    (self.documents, self.configuration, self.cascade) = (documents, configuration, cascade)
  }

  private func readGoneBytes() -> [RepositoryPath: [Range<Int>]] {
    var gone: [RepositoryPath: [Range<Int>]] = [:]
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
    var count = 0
    for path in candidates {
      guard let file = file(at: path) else { continue }
      do {
        for match in try matcher.matches(in: file.comments) {
          count += match.sentences.count
          edit(match, of: file, rule, matcher)
        }
      } catch {
        throw .searchGivenUp(rule: rule.id, position: rule.position, path: path)
      }
    }
    return count
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

  private func edit(_ match: CommentMatcher.Match, of file: File, _ rule: Rule, _ matcher: CommentMatcher) {
    let comment = match.comment
    let gone = goneBytes[file.path, default: []]
    let goes = { (offset: Int) in gone.contains { $0.contains(offset) } }
    guard !goes(comment.range.lowerBound) else { return }
    var sentences = match.sentences
    if rule.guards.contains(where: { $0.condition == .separable }) {
      let separability = Separability(
        comment: comment, source: file.source, comments: file.comments, isCode: file.document == nil,
        isMatch: { (try? matcher.holds($0)) ?? true }, goes: goes)
      let parted = separability.parted(sentences)
      for (index, obstacle) in parted.kept { keep(comment.sentences[index], obstacle, in: file, rule) }
      sentences = parted.gone
    }
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
