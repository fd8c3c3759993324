import SourceText

/// Texts in quotes that are a package's name, or a path within it, and what stands around
/// them.
struct QuotedNames {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// What stands around one.
  struct Place {
    fileprivate let bytes: [UInt8]
    /// Of the opening quote, and behind the closing one: 0-based byte offsets.
    fileprivate let range: Range<Int>

    private static let callees: Set<String> = [
      "require", "import", "mock", "doMock", "unmock", "dontMock", "unstable_mockModule", "mockModule",
      "requireActual", "requireMock", "importActual", "importMock", "resolve", "setMock",
      "createMockFromModule", "genMockFromModule", "deepUnmock", "proxyquire", "rewire", "replaceEsm",
    ]

    /// Whether it says which module is meant: `from`, `import`, a call that loads or mocks
    /// one, `declare module`, `/// <reference types=…>`.
    var isModule: Bool {
      var end = behindText(range.lowerBound)
      if end > 0, bytes[end - 1] == UInt8(ascii: "(") {
        end = behindText(end - 1)
        // `jest.requireActual<typeof import('ws')>('ws')`.
        if end > 0, bytes[end - 1] == UInt8(ascii: ">") { return true }
        return Self.callees.contains(word(before: end))
      }
      if end > 0, bytes[end - 1] == UInt8(ascii: "=") { return word(before: behindText(end - 1)) == "types" }
      return ["from", "import", "module"].contains(word(before: end))
    }

    /// Whether it is the path of an installed package's file.
    var isInstalledPath: Bool {
      bytes[range].count > 2 && bytes[..<range.upperBound].suffix(range.count).contains(UInt8(ascii: "/"))
        && String(decoding: bytes[range], as: UTF8.self).contains("node_modules/")
    }

    /// Whether it is one side of a comparison, or what a `switch` looks for.
    var isCompared: Bool {
      let end = behindText(range.lowerBound)
      if end > 1, bytes[(end - 2)..<end].elementsEqual("==".utf8) { return true }
      if word(before: end) == "case" { return true }
      var next = range.upperBound
      while next < bytes.count, bytes[next] == 0x20 { next += 1 }
      return bytes[next...].starts(with: "==".utf8) || bytes[next...].starts(with: "!=".utf8)
    }

    /// Behind the last byte before `offset` that is no white space.
    private func behindText(_ offset: Int) -> Int {
      var end = offset
      while end > 0, bytes[end - 1] <= 0x20 { end -= 1 }
      return end
    }

    private func word(before end: Int) -> String {
      var start = end
      while start > 0, isWordByte(bytes[start - 1]) { start -= 1 }
      return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
      byte == 0x5F || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
    }
  }

  private static let quotes = Array("\"'`".utf8)

  /// Where the first of `names` stands that `condition` holds of: the offset of its quote.
  func first(_ names: [String], where condition: (Place) -> Bool) -> Int? {
    var first: Int?
    for name in names {
      let found = places(of: name).first(where: condition)?.range.lowerBound
      first = [first, found].compactMap(\.self).min()
    }
    return first
  }

  private func places(of name: String) -> [Place] {
    let needle = Array(name.utf8)
    var places: [Place] = []
    var start = 0
    while let found = bytes.withUnsafeBytes({ ByteSearch.first(needle, in: $0, from: start) }) {
      start = found + 1
      guard let open = opening(before: found), let close = closing(behind: found + needle.count) else {
        continue
      }
      let place = Place(bytes: bytes, range: open..<close)
      if open == found - 1 || place.isInstalledPath { places.append(place) }
    }
    return places
  }

  /// The quote directly before a name, or before a path that leads to it.
  private func opening(before offset: Int) -> Int? {
    var start = offset - 1
    guard start >= 0 else { return nil }
    if Self.quotes.contains(bytes[start]) { return start }
    guard bytes[start] == UInt8(ascii: "/") else { return nil }
    while start >= 0, !Self.quotes.contains(bytes[start]), bytes[start] > 0x20 { start -= 1 }
    return start >= 0 && Self.quotes.contains(bytes[start]) ? start : nil
  }

  /// Behind the quote at the end of a name or of the path that follows it; `!` ends the
  /// name of one of webpack's loaders.
  private func closing(behind offset: Int) -> Int? {
    guard offset < bytes.count else { return nil }
    let next = bytes[offset]
    guard Self.quotes.contains(next) || next == UInt8(ascii: "/") || next == UInt8(ascii: "!") else {
      return nil
    }
    var end = offset
    while end < bytes.count, !Self.quotes.contains(bytes[end]), bytes[end] != 0x0A { end += 1 }
    return min(end + 1, bytes.count)
  }
}
