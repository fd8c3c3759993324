import Findings
import Patterns
import RuleModel
import SourceText

/// Searches entries one by one; safe to use from several threads.
struct EntrySearch: Sendable {
  let terms: SearchTerms
  let allowances: AllowanceBook
  let classifier: any FileClassifier

  /// What stands for the contents of an entry that has none to be had.
  private static var nothing: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }

  /// Searches a file or link: its path, and its contents or target.
  func result(
    for entry: SnapshotEntry, contents: Result<UnsafeRawBufferPointer, UnreadableContents>
  ) -> EntryResult {
    var result = EntryResult(entry)
    switch contents {
    case .failure(let error):
      result.isUnreadable = true
      result.findings.append(.unreadable(error))
      searchPath(file: Self.nothing, into: &result)
    case .success(let bytes):
      result.byteCount = bytes.count
      searchPath(file: bytes, into: &result)
      if entry.mode == .symlink {
        search(bytes, location: .linkTarget, file: bytes, into: &result)
      } else {
        result.isOpaque = Opacity.isOpaque(bytes)
        searchContents(bytes, into: &result)
      }
    }
    return result
  }

  /// Searches a submodule's path; its contents belong to another repository.
  func result(forSubmodule entry: SnapshotEntry) -> EntryResult {
    var result = EntryResult(entry)
    result.findings.append(.submoduleNotSearched(entry.path))
    searchPath(file: Self.nothing, into: &result)
    return result
  }

  private func searchPath(file: UnsafeRawBufferPointer, into result: inout EntryResult) {
    result.entry.path.bytes.withUnsafeBytes { search($0, location: .path, file: file, into: &result) }
  }

  /// The bytes as they are, and what they are in a wider encoding.
  private func searchContents(_ file: UnsafeRawBufferPointer, into result: inout EntryResult) {
    search(file, location: .contents, file: file, into: &result)
    guard let decoded = DecodedText(markedWide: file) ?? DecodedText(stringsIn: file) else { return }
    decoded.bytes.withUnsafeBytes {
      search($0, location: .contents, decoded: decoded, file: file, into: &result)
    }
  }

  /// - Parameters:
  ///   - bytes: the text to search.
  ///   - location: what the text is.
  ///   - decoded: what `bytes` belong to, if they are not the file's own.
  ///   - file: the file's own bytes, by which it is classified.
  ///   - result: gets the hits.
  private func search(
    _ bytes: UnsafeRawBufferPointer, location: Remnant.Location, decoded: DecodedText? = nil,
    file: UnsafeRawBufferPointer, into result: inout EntryResult
  ) {
    let path = result.entry.path
    var findings: [Finding] = []
    let occurrences = terms.occurrences(in: bytes, location: location) { pattern, error in
      findings.append(.searchGaveUp(path, pattern: pattern, error))
    }
    defer { result.findings += findings }
    guard !occurrences.isEmpty else { return }

    let coverage = allowances.coverage(of: path, in: bytes) { allowance, error in
      findings.append(.searchGaveUp(path, pattern: allowance.id, error))
    }
    let text = SearchedText(bytes, location: location, decoded: decoded, file: file)
    // What nobody can tell is treated as code: where a remnant weighs most.
    let kind = classifier.kind(of: path, contents: file) ?? .code
    var seen = decoded == nil ? [] : Set(result.hits.map(\.remnant.spot))
    for occurrence in occurrences {
      let remnant = remnant(occurrence, kind: kind, location: location, path: path, text: text)
      // The same bytes may be there as they are and decoded.
      if decoded != nil, !seen.insert(remnant.spot).inserted { continue }
      result.hits.append(
        Hit(
          term: occurrence.term, remnant: remnant, allowances: coverage.allowances(for: occurrence.range),
          isDeclaration: isDeclaration(occurrence, kind: kind, location: location, in: bytes)))
    }
  }

  private func remnant(
    _ occurrence: Occurrence, kind: Remnant.Kind, location: Remnant.Location, path: RepositoryPath,
    text: SearchedText
  ) -> Remnant {
    let (pattern, name): (String, String?) =
      switch occurrence.term {
      case .pattern(let index): (terms.patterns[index].id, nil)
      case .name(let index): (terms.names[index].fact, terms.names[index].name)
      }
    return Remnant(
      pattern: pattern, name: name, kind: kind, location: location,
      place: text.place(of: occurrence.range, in: path), length: text.length(of: occurrence.range))
  }

  private func isDeclaration(
    _ occurrence: Occurrence, kind: Remnant.Kind, location: Remnant.Location, in bytes: UnsafeRawBufferPointer
  ) -> Bool {
    guard case .name(let index) = occurrence.term, terms.names[index].shape == .identifier else {
      return false
    }
    return location == .contents && (kind == .code || kind == .generated)
      && Declaration.introducesName(at: occurrence.range.lowerBound, in: bytes)
  }
}

extension Remnant {
  /// The same without the text, which depends on how the file was read.
  fileprivate var spot: Remnant {
    var spot = self
    spot.place = Place(path: place.path, line: place.line, column: place.column)
    return spot
  }
}

extension Finding {
  static func unreadable(_ error: UnreadableContents) -> Finding {
    let (reason, remedy) =
      switch error.reason {
      case .missing: ("its object is missing", "Fetch the missing objects and run verify again.")
      case .damaged(let words): (words, "Check the repository with git fsck and run verify again.")
      case .submodule, .noSuchPath: ("the snapshot has no contents for it", "Run verify again on a commit.")
      }
    return Finding(
      code: "unreadable", severity: .error, message: "not searched, since it could not be read: \(reason)",
      place: Place(path: error.path), remedy: remedy)
  }

  fileprivate static func submoduleNotSearched(_ path: RepositoryPath) -> Finding {
    Finding(
      code: "submodule", severity: .note,
      message: "a submodule: its contents belong to another repository and were not searched",
      place: Place(path: path))
  }

  fileprivate static func searchGaveUp(_ path: RepositoryPath, pattern: String, _ error: MatchError)
    -> Finding
  {
    Finding(
      code: "search-gave-up", severity: .error, message: "not searched to its end: \(error)",
      place: Place(path: path), remedy: "Make the expression of '\(pattern)' simpler.", rule: pattern)
  }
}
