import Formats
import SourceText

/// Where names stand as words in files that no reader of names understands.
enum Mentions {
  /// The files that hold each name, in order. Documents and tests keep nothing alive, and
  /// files that only give settings values read none.
  ///
  /// - Parameters:
  ///   - names: of letters, digits, `_`, `-` and `.`.
  ///   - documents: the repository's files.
  ///   - except: files that are understood otherwise.
  /// - Returns: by names; none for a name that no file holds.
  static func files(
    of names: Set<String>, in documents: DocumentIndex, except: Set<RepositoryPath>
  ) -> [String: [RepositoryPath]] {
    let words = Names(names.sorted())
    guard !words.all.isEmpty else { return [:] }
    let entries = documents.snapshot.entries.filter { entry in
      entry.mode.isFile && !except.contains(entry.path) && counts(entry.path)
    }
    let found = documents.snapshot.concurrentMap(entries) { _, contents -> [String] in
      // What cannot be read may hold all of them.
      guard case .success(let bytes) = contents else { return words.all }
      return words.held(by: bytes)
    }
    var files: [String: [RepositoryPath]] = [:]
    for (entry, held) in zip(entries, found) {
      for word in held { files[word, default: []].append(entry.path) }
    }
    return files
  }

  private static func counts(_ path: RepositoryPath) -> Bool {
    guard !path.text.hasPrefix(".sunset/") else { return false }
    switch Format(of: path) {
    case .markdown, .dotenv: return false
    default:
      return !TypeScriptModule.isTest(path) && !path.name.text.hasSuffix("_test.go")
        && !["txt", "rst", "adoc"].contains(path.fileExtension)
    }
  }

  /// Names to look for, by what they begin with: one pass over a file tells which of them
  /// it can hold.
  private struct Names: Sendable {
    let all: [String]
    private let byStart: [UInt64: [String]]

    init(_ names: [String]) {
      all = names.filter { $0.utf8.first.map(Self.isPart) ?? false }
      byStart = Dictionary(grouping: all) { name in
        name.utf8.prefix(while: Self.isPart).reduce(Self.seed, Self.hash)
      }
    }

    func held(by bytes: UnsafeRawBufferPointer) -> [String] {
      var candidates: Set<String> = []
      var hash = Self.seed
      var isInWord = false
      for byte in bytes {
        if Self.isPart(byte) {
          hash = Self.hash(hash, byte)
          isInWord = true
        } else if isInWord {
          byStart[hash].map { candidates.formUnion($0) }
          hash = Self.seed
          isInWord = false
        }
      }
      if isInWord { byStart[hash].map { candidates.formUnion($0) } }
      return candidates.filter { Words.first($0, in: bytes) != nil }.sorted()
    }

    /// FNV-1a.
    private static let seed: UInt64 = 0xcbf2_9ce4_8422_2325
    private static func hash(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
      (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }

    private static func isPart(_ byte: UInt8) -> Bool {
      byte == 0x5F || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
    }
  }
}
