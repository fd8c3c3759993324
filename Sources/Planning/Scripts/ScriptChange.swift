import Findings
import Formats
import SourceText

/// What becomes of one file that names files that go.
struct ScriptChange {
  let path: RepositoryPath
  let names: GoneNames
  let configuration: ConfigurationCascade
  let cascade: Cascade

  var folder: String { path.parent?.text ?? "" }

  /// Why a word's file went, seen from the file's own folder or from others.
  func cause(of word: String, from folders: [String] = []) -> CauseID? {
    names.cause(of: word, from: [folder] + folders)
  }

  /// What is left of one line of commands, and why.
  func cut(_ bytes: [UInt8], from folders: [String] = []) -> (result: CommandCut.Result, cause: CauseID?) {
    var first: CauseID?
    let result = CommandCut { word in
      let cause = cause(of: word, from: folders)
      first = first ?? cause
      return cause != nil
    }.result(of: bytes)
    return (result, first)
  }

  func remove(_ id: Int, of document: LoadedDocument, _ summary: String, because cause: CauseID) {
    guard cascade.removed[.unit(document.path, id)] == nil else { return }
    let place = document.place(of: document.content.units[id])
    cascade.remove(
      .unit(document.path, id), because: cascade.cause(summary, because: cause, place: place))
  }

  func cut(_ ranges: [Range<Int>], of document: LoadedDocument, _ id: Int, because cause: CauseID) {
    let place = document.place(of: document.content.units[id])
    let link = cascade.cause("name of what was deleted", because: cause, place: place)
    configuration.cut(ranges, of: document, id, because: link, in: cascade)
  }

  /// Asks about a place that names what goes, and cannot be mended here.
  func ask(_ place: Place, because cause: CauseID) {
    _ = cascade.ask(
      "names-file", about: path.text,
      "'\(path)' names a file that goes, in a way that only a person can judge: is it mended by hand?",
      evidence: [
        Finding(code: "evidence", severity: .note, message: "names a file that goes", place: place)
      ],
      choices: [
        Choice(id: "leave", effect: "the file stays as it is here until it is mended"),
        Choice(id: "accept", effect: "it stays for good"),
      ], because: cause)
  }

  // MARK: Shell

  func edit(shell document: LoadedDocument) {
    for unit in document.content.units where !isGone(unit, of: document) {
      let bytes: [UInt8]
      switch unit.kind {
      case .line: bytes = Array(document.source[unit.range])
      case .block: bytes = head(of: unit, in: document)
      default: continue
      }
      if unit.kind == .line, unit.name != nil {
        edit(assignment: unit, bytes, of: document)
        continue
      }
      if unit.kind == .block, let loop = LoopHead(bytes) {
        edit(loop, unit, of: document)
        continue
      }
      let (result, cause) = cut(bytes)
      guard let cause else {
        if result == .unclear { askAbout(unit, bytes, document) }
        continue
      }
      switch result {
      case .untouched: break
      case .whole where unit.kind == .line:
        remove(unit.id, of: document, "command that names what was deleted", because: cause)
      case .parts(let parts) where unit.kind == .line:
        let start = unit.range.lowerBound
        cut(
          parts.map { ($0.lowerBound + start)..<($0.upperBound + start) }, of: document, unit.id,
          because: cause)
      default: ask(document.place(of: unit), because: cause)
      }
    }
  }

  /// Text that names what goes beside other signs, such as in `PATH:/etc/x`.
  private func askAbout(_ unit: Formats.Unit, _ bytes: [UInt8], _ document: LoadedDocument) {
    let words = String(decoding: bytes, as: UTF8.self).split { $0.isWhitespace || ":=,\"'".contains($0) }
    guard let cause = words.lazy.compactMap({ self.cause(of: String($0)) }).first else { return }
    ask(document.place(of: unit), because: cause)
  }

  private func isGone(_ unit: Formats.Unit, of document: LoadedDocument) -> Bool {
    sequence(first: unit.id) { document.content.units[$0].parent }.contains {
      cascade.removed[.unit(document.path, $0)] != nil
    }
  }

  /// The first line of a block.
  private func head(of unit: Formats.Unit, in document: LoadedDocument) -> [UInt8] {
    Array(document.source[unit.range].prefix { $0 != 0x0A })
  }

  /// `FILES=(a b)` loses a word; whoever uses another variable would miss it.
  private func edit(assignment unit: Formats.Unit, _ bytes: [UInt8], of document: LoadedDocument) {
    let loop = LoopHead(array: bytes)
    guard let loop else {
      let value = (unit.value ?? "").split { $0.isWhitespace || ":=,\"'".contains($0) }
      if let cause = value.lazy.compactMap({ self.cause(of: String($0)) }).first {
        ask(document.place(of: unit), because: cause)
      }
      return
    }
    let gone = loop.words.compactMap { word in cause(of: word.text).map { (word, $0) } }
    guard let cause = gone.first?.1 else { return }
    guard gone.count < loop.words.count else {
      ask(document.place(of: unit), because: cause)
      return
    }
    cut(loop.ranges(without: gone.map(\.0), at: unit.range.lowerBound), of: document, unit.id, because: cause)
  }

  private func edit(_ loop: LoopHead, _ unit: Formats.Unit, of document: LoadedDocument) {
    let gone = loop.words.compactMap { word in cause(of: word.text).map { (word, $0) } }
    guard let cause = gone.first?.1 else { return }
    if gone.count == loop.words.count {
      remove(unit.id, of: document, "loop over what was deleted", because: cause)
    } else {
      cut(
        loop.ranges(without: gone.map(\.0), at: unit.range.lowerBound), of: document, unit.id, because: cause)
    }
  }

  // MARK: Lists

  func edit(list document: LoadedDocument) {
    let isOwners = document.path.name == "CODEOWNERS"
    // Owners are told from the top, wherever the file lies.
    let folder = isOwners ? "" : self.folder
    for unit in document.content.units where unit.kind == .line {
      guard let pattern = unit.name, let cause = names.cause(ofPattern: pattern, from: folder) else {
        continue
      }
      remove(unit.id, of: document, "pattern that only means what was deleted", because: cause)
    }
  }

  func edit(manifest document: LoadedDocument) {
    let units = document.content.units
    guard let scripts = units.first(where: { $0.parent == nil && $0.name == "scripts" }) else { return }
    for unit in units where unit.parent == scripts.id && !isGone(unit, of: document) {
      let value = Array((unit.value ?? "").utf8)
      let (result, cause) = cut(value)
      guard let cause else { continue }
      switch result {
      case .untouched: break
      case .whole: remove(unit.id, of: document, "script that runs what was deleted", because: cause)
      case .parts(let parts):
        guard let start = Self.offset(of: value, in: document.source, unit.range) else {
          ask(document.place(of: unit), because: cause)
          continue
        }
        cut(
          parts.map { ($0.lowerBound + start)..<($0.upperBound + start) }, of: document, unit.id,
          because: cause)
      case .unclear: ask(document.place(of: unit), because: cause)
      }
    }
  }

  /// Where a value stands in the file, written as it is; nil when it has escapes.
  static func offset(of value: [UInt8], in source: [UInt8], _ range: Range<Int>) -> Int? {
    let found = source[range].withUnsafeBytes { ByteSearch.first(value, in: $0) }
    return found.map { $0 + range.lowerBound }
  }

  // MARK: Files that are not edited

  func askAboutUnread(_ snapshot: any Snapshot) {
    guard let source = try? snapshot.contents(at: path) else { return }
    let lines = LineIndex(source)
    for number in lines.starts.indices {
      let text = String(decoding: source[lines.range(ofLine: number + 1)], as: UTF8.self)
      let words = text.split { $0.isWhitespace || "\"'`:=,;()[]{}|&<>@".contains($0) }
      guard let cause = words.lazy.compactMap({ self.cause(of: String($0)) }).first else { continue }
      let line = text.split(whereSeparator: \.isNewline).first.map(String.init)
      ask(Place(path: path, line: number + 1, text: line), because: cause)
    }
  }
}
