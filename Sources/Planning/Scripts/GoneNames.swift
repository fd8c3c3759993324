import SourceText

/// The names by which files tell of files that go.
struct GoneNames {
  private let gone: [[String]: CauseID]
  /// The paths that stay, by their last part.
  private let staying: [String: [[String]]]
  /// Every path of the repository.
  private let all: [[String]]
  /// The last parts of what goes.
  let names: Set<String>

  init(_ gone: [RepositoryPath: CauseID], in snapshot: any Snapshot) {
    self.gone = Dictionary(
      gone.map { (Self.parts(of: $0.key.text), $0.value) }, uniquingKeysWith: { first, _ in first })
    names = Set(gone.keys.map(\.name.text))
    var staying: [String: [[String]]] = [:]
    for entry in snapshot.entries where gone[entry.path] == nil && names.contains(entry.path.name.text) {
      staying[entry.path.name.text, default: []].append(Self.parts(of: entry.path.text))
    }
    self.staying = staying
    all = snapshot.entries.map { Self.parts(of: $0.path.text) }
  }

  private static func parts(of path: String) -> [String] { path.split(separator: "/").map(String.init) }

  /// Why the file went that a word is the name of; nil for other words.
  ///
  /// - Parameters:
  ///   - word: without quotes. What is put in at its beginning (`$ROOT/`) may be any folder.
  ///   - folders: where the reader of the word may stand, such as the file's own folder.
  /// - Returns: the cause by which it went.
  func cause(of word: String, from folders: [String]) -> CauseID? {
    var parts = Self.parts(of: word)
    let isFree = word.contains("$") || word.contains("`")
    if let last = parts.lastIndex(where: { $0.contains("$") || $0.contains(")") || $0.contains("`") }) {
      parts.removeFirst(last + 1)
    }
    guard let name = parts.last, names.contains(name) else { return nil }
    if !isFree {
      for folder in [""] + folders {
        guard let path = Self.resolve(parts, from: Self.parts(of: folder)) else { continue }
        if let cause = gone[path] { return cause }
        if staying[name, default: []].contains(path) { return nil }
      }
    }
    let end = parts.filter { $0 != "." && $0 != ".." }
    // Another file may be meant, or several.
    guard !staying[name, default: []].contains(where: { $0.suffix(end.count).elementsEqual(end) }) else {
      return nil
    }
    return gone.filter { $0.key.suffix(end.count).elementsEqual(end) }
      .min { $0.key.lexicographicallyPrecedes($1.key) }?.value
  }

  /// Why everything went that a pattern of an ignore file means; nil when it has signs that
  /// stand for others, or something stays.
  func cause(ofPattern pattern: String, from folder: String) -> CauseID? {
    var text = Substring(pattern)
    if text.hasPrefix("!") { text = text.dropFirst() }
    guard !text.contains(where: { "*?[".contains($0) }), !text.isEmpty else { return nil }
    let parts = Self.parts(of: String(text))
    let isAnchored = text.dropLast().contains("/")
    let path = Self.parts(of: folder) + parts
    let hits = gone.filter { file, _ in
      isAnchored
        ? file.starts(with: path) : file.starts(with: Self.parts(of: folder)) && file.contains(parts[0])
    }
    guard let cause = hits.min(by: { $0.key.lexicographicallyPrecedes($1.key) })?.value else { return nil }
    let remains = all.contains { file in
      gone[file] == nil
        && (isAnchored
          ? file.starts(with: path) : file.starts(with: Self.parts(of: folder)) && file.contains(parts[0]))
    }
    return remains ? nil : cause
  }

  private static func resolve(_ parts: [String], from folder: [String]) -> [String]? {
    var path = folder
    for part in parts where part != "." {
      if part != ".." {
        path.append(part)
      } else if path.popLast() == nil {
        return nil
      }
    }
    return path
  }
}
