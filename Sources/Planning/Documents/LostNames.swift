import Formats
import SourceText
import SyntaxTrees

/// Names of settings, metrics and the like that stood in what a step takes out, and that
/// nothing but documents holds any more, or that no code reads any more: what explains them
/// has lost its subject.
struct LostNames {
  /// Where a name stood.
  struct Loss {
    let rule: String
    let path: RepositoryPath
  }

  let tree: any Snapshot
  let history: HistoryBook
  /// What the step deletes, with the rules.
  let deletions: [RepositoryPath: String]
  let edits: [RepositoryPath: EditSet]
  /// The files that the step edits, as it leaves them.
  let written: [RepositoryPath: [UInt8]]
  /// Settings that only code read which the step takes out: files that only set or list them,
  /// and lose them in a later step, give them no meaning.
  let unread: Set<String>
  /// The rule behind an edit.
  let rule: (CauseID) -> String

  /// The names that living documents hold and nothing else does any more.
  func found() -> [String: Loss] {
    let removed = self.removed()
    guard !removed.isEmpty else { return [:] }
    let explained = words(in: tree.entries.filter { isLivingDocument($0.path) }, among: Set(removed.keys))
    guard !explained.isEmpty else { return [:] }
    let others = tree.entries.filter { entry in
      entry.mode.isFile && deletions[entry.path] == nil && Self.isNamer(entry.path)
        && written[entry.path] == nil
    }
    var named = words(in: others.filter { !Self.isJudged($0.path) }, among: explained)
    let judged = others.filter { Self.isJudged($0.path) || Self.isScript($0.path) }
    var listed = words(in: judged, among: explained, withThoseSet: true)
    for (path, bytes) in written where Self.isNamer(path) {
      func words(withThoseSet: Bool) -> Set<String> {
        bytes.withUnsafeBytes { Self.words(in: $0, withThoseSet: withThoseSet) }.intersection(explained)
      }
      if Self.isJudged(path) || Self.isScript(path) { listed.formUnion(words(withThoseSet: true)) }
      if !Self.isJudged(path) { named.formUnion(words(withThoseSet: !Self.isScript(path))) }
    }
    return removed.filter { name, _ in
      explained.contains(name) && !named.contains(name) && (unread.contains(name) || !listed.contains(name))
    }
  }

  private func removed() -> [String: Loss] {
    var names: [String: Loss] = [:]
    for (path, rule) in deletions.sorted(by: { $0.key < $1.key }) where Self.isNamer(path) {
      guard let bytes = try? tree.contents(at: path) else { continue }
      for word in bytes.withUnsafeBytes({ Self.words(in: $0) }) where names[word] == nil {
        names[word] = Loss(rule: rule, path: path)
      }
    }
    for (path, set) in edits.sorted(by: { $0.key < $1.key }) where Self.isNamer(path) {
      guard let bytes = try? tree.contents(at: path) else { continue }
      for edit in set.edits where edit.range.upperBound <= bytes.count {
        for word in Array(bytes[edit.range]).withUnsafeBytes({ Self.words(in: $0) }) where names[word] == nil
        {
          names[word] = Loss(rule: rule(edit.cause), path: path)
        }
      }
    }
    return names
  }

  private func isLivingDocument(_ path: RepositoryPath) -> Bool {
    Format(of: path) == .markdown && deletions[path] == nil && !history.contains(path)
  }

  /// Whether a file keeps what it names alive: tests do not, nor do Sunset's own files.
  private static func isNamer(_ path: RepositoryPath) -> Bool {
    Format(of: path) != .markdown && !path.bytes.starts(with: Array(".sunset/".utf8))
      && !TypeScriptModule.isTest(path) && !path.name.text.hasSuffix("_test.go")
  }

  /// Whether a file gives settings their values, or is code whose reads of them are known.
  private static func isJudged(_ path: RepositoryPath) -> Bool {
    switch Format(of: path) {
    case .yaml, .helm, .dotenv, .json, .dockerfile: true
    default: Grammar(for: path) != nil || ["tf", "toml"].contains(path.fileExtension)
    }
  }

  /// Whether a file is a script, which may set a setting for what it runs.
  private static func isScript(_ path: RepositoryPath) -> Bool {
    ["sh", "bash", "ps1"].contains(path.fileExtension)
  }

  private func words(
    in entries: [SnapshotEntry], among wanted: Set<String>, withThoseSet: Bool = false
  ) -> Set<String> {
    tree.concurrentMap(entries) { entry, contents -> Set<String> in
      // What cannot be read may name anything.
      guard case .success(let bytes) = contents else { return wanted }
      return Self.words(in: bytes, withThoseSet: withThoseSet || !Self.isScript(entry.path)).intersection(
        wanted)
    }.reduce(into: []) { $0.formUnion($1) }
  }

  /// Whether a word gets a value where it stands: `NAME=…`, and `$env:NAME = …` in PowerShell.
  private static func isSet(_ bytes: UnsafeRawBufferPointer, _ word: Range<Int>) -> Bool {
    let before = word.lowerBound > 0 ? bytes[word.lowerBound - 1] : 0
    // `[ $NAME = x ]` compares.
    guard before != 0x24, before != 0x7B else { return false }
    let isOfEnvironment = before == 0x3A
    let sign = (word.upperBound..<bytes.count).first { !isOfEnvironment || bytes[$0] != 0x20 }
    guard let sign, bytes[sign] == 0x3D else { return false }
    return sign + 1 == bytes.count || bytes[sign + 1] != 0x3D
  }

  /// Words that are names and nothing else: with a `_` between letters.
  private static func words(in bytes: UnsafeRawBufferPointer, withThoseSet: Bool = true) -> Set<String> {
    var words: Set<String> = []
    var start: Int?
    var hasJoint = false
    for index in 0...bytes.count {
      let byte = index < bytes.count ? bytes[index] : 0x20
      let isPart = byte == 0x5F || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
      if isPart {
        start = start ?? index
        hasJoint = hasJoint || byte == 0x5F && index > (start ?? index)
      } else if let first = start {
        if hasJoint, index - first >= 4, withThoseSet || !isSet(bytes, first..<index) {
          words.insert(
            String(decoding: UnsafeRawBufferPointer(rebasing: bytes[first..<index]), as: UTF8.self))
        }
        (start, hasJoint) = (nil, false)
      }
    }
    return words
  }
}
