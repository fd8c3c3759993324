import Findings
import Formats
import Patterns
import RuleModel
import SourceText

/// Finds the files that a rule is about.
struct RuleMatcher {
  let tree: any Snapshot
  let migration: Migration
  let ledger: FactLedger
  let history: HistoryBook

  /// In order of paths. A glob that matches nothing beside others that do is
  /// reported.
  /// - Throws: `PlanningError.unreadable` when contents have to be searched and
  ///   cannot be.
  func files(of rule: Rule, _ cascade: Cascade) throws(PlanningError) -> [RepositoryPath] {
    let selector = rule.selector.files
    let candidates = tree.entries.filter { entry in
      entry.mode != .submodule && selector.include.contains { $0.matches(entry.path) }
        && !selector.exclude.contains { $0.matches(entry.path) } && !Self.isOwn(entry.path)
        && !(selector.living && history.contains(entry.path))
        && (selector.beside.map { hasNeighbour($0, entry.path) } ?? true)
    }
    let selected =
      try selector.naming.map { fact throws(PlanningError) in
        try naming(fact, among: candidates)
      } ?? candidates
    if !selected.isEmpty { reportUnused(selector.include, selected, rule, cascade) }
    return selected.map(\.path)
  }

  /// Finds what a selector is about in one document.
  func unitMatcher(for selector: UnitSelector) -> UnitMatcher {
    UnitMatcher(selector: selector, names: { Set(ledger.names(of: $0, in: migration.id)) })
  }

  /// The parts of files that a rule is about, in order of paths.
  /// - Throws: `PlanningError.searchGivenUp` when an expression takes too long.
  func units(
    of rule: Rule, _ selector: UnitSelector, in documents: DocumentIndex, _ cascade: Cascade
  ) throws(PlanningError) -> [(document: LoadedDocument, match: UnitMatcher.Match)] {
    let matcher = unitMatcher(for: selector)
    let filter = RawFilter(selector, names: matcher.names)
    var result: [(LoadedDocument, UnitMatcher.Match)] = []
    let candidates = try files(of: rule, cascade).compactMap(tree.entry)
    let isAdmitted = tree.concurrentMap(candidates) { _, contents in
      // What cannot be read is reported when it is opened.
      guard case .success(let bytes) = contents else { return true }
      return filter.admits(bytes)
    }
    for (path, _) in zip(candidates.map(\.path), isAdmitted).filter(\.1) {
      guard let document = documents.document(at: path) else { continue }
      do {
        result += try matcher.matches(in: document).map { (document, $0) }
      } catch {
        throw .searchGivenUp(rule: rule.id, position: rule.position, path: path)
      }
    }
    return result
  }

  /// The code that a rule is about, in order of paths and places.
  /// - Throws: `PlanningError.searchGivenUp` when an expression takes too long,
  ///   `.malformedPattern` when the rule's pattern does not parse.
  func code(
    of rule: Rule, _ selector: CodeSelector, in languages: (RepositoryPath) -> (any CodeLanguage)?,
    _ cascade: Cascade
  ) throws(PlanningError) -> [CodeMatch] {
    let matcher = CodeMatcher(selector: selector, names: { Set(ledger.names(of: $0, in: migration.id)) })
    var result: [CodeMatch] = []
    for path in try files(of: rule, cascade) {
      guard let language = languages(path) else { continue }
      do {
        result += try language.matches(of: matcher, at: path)
      } catch is CodePattern.Malformed {
        throw .malformedPattern(rule: rule.id, position: rule.position, path: path)
      } catch {
        throw .searchGivenUp(rule: rule.id, position: rule.position, path: path)
      }
    }
    return result
  }

  /// Takes the sentences of comments that a rule is about out of their files.
  /// - Returns: how many there are.
  /// - Throws: `PlanningError.searchGivenUp` when an expression takes too long.
  func comments(
    of rule: Rule, _ selector: UnitSelector, _ edits: CommentEdits, _ cascade: Cascade
  ) throws(PlanningError) -> Int {
    guard CommentMatcher.isAbout(selector) else { return 0 }
    let names = { Set(ledger.names(of: $0, in: migration.id)) }
    let filter = RawFilter(selector, names: names)
    let candidates = try files(of: rule, cascade).compactMap(tree.entry).filter {
      $0.mode.isFile && !cascade.removedFiles.contains($0.path)
    }
    let isAdmitted = tree.concurrentMap(candidates) { _, contents in
      guard case .success(let bytes) = contents else { return false }
      return filter.admits(bytes)
    }
    let paths = zip(candidates.map(\.path), isAdmitted).filter(\.1).map(\.0)
    return try edits.run(rule, paths, CommentMatcher(selector: selector, names: names))
  }

  /// Where the name comes from by which something was selected, for its reason.
  func origin(of fact: (fact: String, name: String)?) -> String {
    guard let (fact, name) = fact else { return "" }
    guard let record = ledger.records(of: fact, in: migration.id).first(where: { $0.name == name }) else {
      return ": it names '\(name)' (\(fact))"
    }
    return ": it names '\(name)' (\(fact), recorded in step \(record.step) by rule '\(record.rule)')"
  }

  /// What an expression takes out of a unit.
  ///
  /// - Returns: byte ranges of the file, 0-based, ends exclusive, and whether nothing but
  ///   white space and punctuation is left of the unit's value.
  /// - Throws: `PlanningError.searchGivenUp` when the expression takes too long.
  func cut(
    of unit: Formats.Unit, in document: LoadedDocument, _ pattern: Pattern, _ rule: Rule
  ) throws(PlanningError) -> (ranges: [Range<Int>], leavesNothing: Bool) {
    let place = document.words(of: unit)
    let bytes = Array(document.source[place])
    let found: [Range<Int>]
    do {
      let kept = document.literals(in: unit)
      found = try pattern.matches(in: bytes).filter { match in
        let range = match.lowerBound + place.lowerBound..<match.upperBound + place.lowerBound
        return !kept.contains { $0.overlaps(range) }
      }
    } catch {
      throw .searchGivenUp(rule: rule.id, position: rule.position, path: document.path)
    }
    var left = bytes
    for range in found.reversed() { left.removeSubrange(range) }
    let name = Set((unit.name ?? "").utf8.isEmpty ? [] : [unit.name ?? ""])
    let words = String(decoding: left, as: UTF8.self).split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    let ranges = found.map {
      ($0.lowerBound + place.lowerBound)..<($0.upperBound + place.lowerBound)
    }
    return (ranges, !found.isEmpty && words.allSatisfy { name.contains(String($0)) })
  }

  /// What is left of selected code, as earlier rules left it, without what an expression matches.
  ///
  /// - Returns: nil if no letter or digit would be left.
  /// - Throws: `PlanningError.searchGivenUp` when the expression takes too long.
  func text(
    of match: CodeMatch, reading now: String, without pattern: Pattern, _ rule: Rule
  ) throws(PlanningError) -> String? {
    let bytes = Array(now.utf8)
    do {
      var left = bytes
      for range in try pattern.matches(in: bytes).reversed() { left.removeSubrange(range) }
      let text = String(decoding: left, as: UTF8.self)
      return text.contains { $0.isLetter || $0.isNumber } ? text : nil
    } catch {
      throw .searchGivenUp(rule: rule.id, position: rule.position, path: match.path)
    }
  }

  /// Whether a file of some name lies in the folder of `path` or in one above.
  private func hasNeighbour(_ name: String, _ path: RepositoryPath) -> Bool {
    sequence(first: path, next: \.parent).contains { around in
      let folder = around.parent.map { $0.text + "/" } ?? ""
      return tree.entry(at: RepositoryPath(folder + name)) != nil
    }
  }

  /// Sunset's own files are no one's to delete by rule.
  private static func isOwn(_ path: RepositoryPath) -> Bool {
    path.bytes.starts(with: Array(".sunset/".utf8))
  }

  private func naming(
    _ fact: String, among candidates: [SnapshotEntry]
  ) throws(PlanningError) -> [SnapshotEntry] {
    let names = ledger.names(of: fact, in: migration.id).map { Array($0.utf8) }
    var unreadable: UnreadableContents?
    let hits = tree.concurrentMap(candidates) { entry, contents -> Result<Bool, UnreadableContents> in
      contents.map { bytes in names.contains { ByteSearch.contains(bytes, $0) } }
    }
    var selected: [SnapshotEntry] = []
    for (entry, hit) in zip(candidates, hits) {
      switch hit {
      case .success(true): selected.append(entry)
      case .success(false): break
      case .failure(let error): unreadable = unreadable ?? error
      }
    }
    if let unreadable { throw .unreadable(unreadable) }
    return selected
  }

  private func reportUnused(
    _ globs: [Glob], _ selected: [SnapshotEntry], _ rule: Rule, _ cascade: Cascade
  ) {
    for glob in globs where !selected.contains(where: { glob.matches($0.path) }) {
      cascade.report(
        Finding(
          code: "unmatched-glob", severity: .note,
          message: "'\(glob.source)' of rule '\(rule.id)' matches no file here", rule: rule.id))
    }
  }
}
