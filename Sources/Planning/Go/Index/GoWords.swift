import SourceText

/// The words of all Go files and templates, taken down in one pass: a removal asks for hundreds
/// of names, and a search through every file for each would cost more than all the rest.
struct GoWords: Sendable {
  /// For each source, the hashes of its words in ascending order; nil where it cannot be read.
  private let words: [[UInt64]?]
  /// Of words that stand in quotes in Go code, or behind a dot in a file with double braces.
  private let inText: Set<UInt64>

  /// - Parameters:
  ///   - snapshot: the repository.
  ///   - sources: the Go files, in an order that answers keep.
  ///   - texts: files in which names may stand as text.
  init(_ snapshot: any Snapshot, sources: [SnapshotEntry], texts: [SnapshotEntry]) {
    words = snapshot.concurrentMap(sources) { _, contents -> [UInt64]? in
      guard case .success(let bytes) = contents else { return nil }
      var found: Set<UInt64> = []
      Self.each(in: bytes) { hash, _, _ in found.insert(hash) }
      return found.sorted()
    }
    let braces = Array("{{".utf8)
    let named = snapshot.concurrentMap(texts) { entry, contents -> Set<UInt64> in
      guard case .success(let bytes) = contents else { return [] }
      var found: Set<UInt64> = []
      let isTemplate = ByteSearch.contains(bytes, braces)
      let isCode = entry.path.fileExtension == "go"
      guard isTemplate || isCode else { return [] }
      Self.each(in: bytes) { hash, before, after in
        if isCode && before == 0x22 && after == 0x22 || isTemplate && before == 0x2E { found.insert(hash) }
      }
      return found
    }
    inText = named.reduce(into: []) { $0.formUnion($1) }
  }

  /// Which sources may hold a word, by their positions; more than do hold it, but seldom.
  func sources(naming word: String) -> [Int] {
    let wanted = Self.hash(word)
    return words.indices.filter { words[$0].map { Self.holds($0, wanted) } ?? false }
  }

  /// The positions of sources that cannot be read.
  var unreadable: [Int] { words.indices.filter { words[$0] == nil } }

  /// Whether a word may stand as text: false says that it does not.
  func mayBeText(_ word: String) -> Bool { inText.contains(Self.hash(word)) }

  /// Whether a text is one word.
  static func isWord(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy(isWordByte) }

  private static func holds(_ sorted: [UInt64], _ wanted: UInt64) -> Bool {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low < sorted.count && sorted[low] == wanted
  }

  /// FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), 64 bits.
  private static func hash(_ word: String) -> UInt64 {
    word.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: true
    default: false
    }
  }

  /// Calls `body` with the hash of each word and the bytes around it, 0 at the ends.
  private static func each(in bytes: UnsafeRawBufferPointer, _ body: (UInt64, UInt8, UInt8) -> Void) {
    var (index, before) = (0, UInt8(0))
    while index < bytes.count {
      guard isWordByte(bytes[index]) else {
        before = bytes[index]
        index += 1
        continue
      }
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      while index < bytes.count, isWordByte(bytes[index]) {
        hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3
        index += 1
      }
      body(hash, before, index < bytes.count ? bytes[index] : 0)
      before = 0
    }
  }
}
