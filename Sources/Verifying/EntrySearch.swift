import Findings
import Patterns
import RuleModel
import SourceText

/// Searches entries one by one; safe to use from several threads.
struct EntrySearch: Sendable {
  let terms: SearchTerms
  let allowances: AllowanceBook
  let classifier: any FileClassifier
  let attributes: GeneratedAttributes

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
        result.opacity = Opacity(of: bytes)
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

  /// Searches a text as it is and then with its escapes read, which only adds hits.
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
    let plain = sightings(in: bytes, location: location, file: file, into: &result)
    let hidden = hiddenSightings(in: bytes, location: location, file: file, into: &result)
    guard !plain.isEmpty || !hidden.isEmpty else { return }
    let fileClass = fileClass(of: result.entry.path, file)
    var text = SearchedText(bytes, location: location, decoded: decoded, file: file)
    // The same bytes may be there as they are and decoded.
    var seen = decoded == nil ? [] : Set(result.hits.map { Spot($0.remnant) })
    for sighting in plain + hidden {
      var remnant = remnant(sighting, fileClass, location, result.entry.path)
      text.locate(&remnant, at: sighting.range)
      let isRepeated = (decoded != nil || !hidden.isEmpty) && !seen.insert(Spot(remnant)).inserted
      guard !isRepeated else { continue }
      result.hits.append(
        Hit(
          term: sighting.term, remnant: remnant, allowances: sighting.allowances,
          isDeclaration: isDeclaration(sighting, fileClass, location, in: bytes)))
    }
  }

  /// What stands in a text, and which allowances cover it there.
  private func sightings(
    in bytes: UnsafeRawBufferPointer, location: Remnant.Location, file: UnsafeRawBufferPointer,
    into result: inout EntryResult
  ) -> [Sighting] {
    let path = result.entry.path
    var findings: [Finding] = []
    defer { result.findings += findings.filter { !result.findings.contains($0) } }
    let occurrences = terms.occurrences(in: bytes, location: location) { pattern, error in
      findings.append(.searchGaveUp(path, pattern: pattern, error))
    }
    let telling = occurrences.filter {
      location != .contents || result.opacity == .clear || !Opacity.isChance($0.range, in: bytes)
    }
    result.chanceCount += occurrences.count - telling.count
    guard !telling.isEmpty else { return [] }
    let coverage = allowances.coverage(of: path, fileClass(of: path, file), in: bytes) { allowance, error in
      findings.append(.searchGaveUp(path, pattern: allowance.id, error))
    }
    return telling.map { occurrence in
      let name = terms.name(of: occurrence.term)
      return Sighting(
        term: occurrence.term, range: occurrence.range, spelling: nil,
        allowances: coverage.allowances(for: occurrence.range, name: name))
    }
  }

  /// What escapes spell, at its place in `bytes`.
  private func hiddenSightings(
    in bytes: UnsafeRawBufferPointer, location: Remnant.Location, file: UnsafeRawBufferPointer,
    into result: inout EntryResult
  ) -> [Sighting] {
    guard let spelled = SpelledOutText(bytes) else { return [] }
    return spelled.bytes.withUnsafeBytes { text in
      sightings(in: text, location: location, file: file, into: &result).compactMap { sighting in
        spelled.origin(of: sighting.range).map { origin in
          Sighting(
            term: sighting.term, range: origin, spelling: Excerpt.readable(text[sighting.range]),
            allowances: sighting.allowances)
        }
      }
    }
  }

  /// What nobody can tell is treated as code: where a remnant weighs most.
  private func fileClass(of path: RepositoryPath, _ file: UnsafeRawBufferPointer) -> FileClass {
    classifier.fileClass(of: path, contents: file, isGenerated: attributes.isGenerated(path)) ?? .code
  }

  private func remnant(
    _ sighting: Sighting, _ fileClass: FileClass, _ location: Remnant.Location, _ path: RepositoryPath
  ) -> Remnant {
    var remnant = Remnant(
      pattern: terms.id(of: sighting.term), name: terms.name(of: sighting.term), fileClass: fileClass,
      location: location, place: Place(path: path), length: 0)
    remnant.spelling = sighting.spelling
    return remnant
  }

  private func isDeclaration(
    _ sighting: Sighting, _ fileClass: FileClass, _ location: Remnant.Location,
    in bytes: UnsafeRawBufferPointer
  ) -> Bool {
    guard case .name(let index) = sighting.term, terms.names[index].shape == .identifier else {
      return false
    }
    return location == .contents && (fileClass == .code || fileClass == .generated)
      && sighting.spelling == nil && Declaration.introducesName(at: sighting.range.lowerBound, in: bytes)
  }
}

/// Something that was found in a text, before its place in the file is worked out.
private struct Sighting {
  let term: Term
  /// Byte offsets in the text, 0-based, end exclusive.
  let range: Range<Int>
  /// What escapes spell there; nil where the bytes say it themselves.
  let spelling: String?
  /// Indexes of the allowances that cover it.
  let allowances: [Int]
}

/// What makes two hits one: everything but the text, which depends on how the file was
/// read.
private struct Spot: Hashable {
  let pattern: String
  let name: String?
  let location: Remnant.Location
  let line: Int?
  let column: Int?
  let length: Int

  init(_ remnant: Remnant) {
    (pattern, name, location) = (remnant.pattern, remnant.name, remnant.location)
    (line, column, length) = (remnant.place.line, remnant.place.column, remnant.length)
  }
}
