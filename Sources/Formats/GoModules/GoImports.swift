/// What a Go file imports: read from its head, since imports stand before everything else,
/// whatever build tags the file has.
public enum GoImports {
  /// One import.
  public struct Import: Sendable, Hashable {
    /// The package's path, without quotes.
    public let path: String
    /// Where its quotes begin: a 0-based byte offset.
    public let offset: Int
  }

  /// - Parameter bytes: the whole file.
  /// - Returns: the imports in the order of the file; nil when the head is not Go's.
  public static func read(_ bytes: [UInt8]) -> [Import]? {
    var head = GoHead(bytes)
    return head.imports()
  }
}

/// The words and strings at the head of a Go file.
private struct GoHead {
  private let bytes: [UInt8]
  private var position: Int

  private enum Token: Equatable {
    case word(String)
    case text(String, at: Int)
    case sign(UInt8)
    case end
  }

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    position = bytes.starts(with: RowBytes.byteOrderMark) ? RowBytes.byteOrderMark.count : 0
  }

  mutating func imports() -> [GoImports.Import]? {
    guard next() == .word("package"), case .word = next() else { return nil }
    var imports: [GoImports.Import] = []
    while let token = next() {
      switch token {
      case .sign(UInt8(ascii: ";")): continue
      case .word("import"):
        guard let found = declaration() else { return nil }
        imports += found
      default: return imports
      }
    }
    return nil
  }

  private mutating func declaration() -> [GoImports.Import]? {
    var imports: [GoImports.Import] = []
    var isList = false
    while let token = next() {
      switch token {
      case .sign(UInt8(ascii: "(")) where !isList: isList = true
      case .sign(UInt8(ascii: ")")) where isList: return imports
      case .text(let path, let offset):
        imports.append(GoImports.Import(path: path, offset: offset))
        if !isList { return imports }
      // A name, `.` or `_` before the path.
      case .word, .sign(UInt8(ascii: ".")), .sign(UInt8(ascii: ";")): continue
      default: return nil
      }
    }
    return nil
  }

  /// Nil for what cannot stand at the head of a file.
  private mutating func next() -> Token? {
    skipSpace()
    guard position < bytes.count else { return .end }
    let start = position
    let byte = bytes[start]
    position += 1
    if byte == RowBytes.doubleQuote || byte == UInt8(ascii: "`") {
      while position < bytes.count, bytes[position] != byte {
        if byte == RowBytes.doubleQuote, bytes[position] == RowBytes.lineFeed { return nil }
        position += 1
      }
      guard position < bytes.count else { return nil }
      position += 1
      return .text(RowBytes.text(bytes[(start + 1)..<(position - 1)]), at: start)
    }
    guard isLetter(byte) else { return .sign(byte) }
    while position < bytes.count, isLetter(bytes[position]) { position += 1 }
    return .word(RowBytes.text(bytes[start..<position]))
  }

  private func isLetter(_ byte: UInt8) -> Bool { RowBytes.isWord(byte) || byte >= 0x80 }

  private mutating func skipSpace() {
    while position < bytes.count {
      if RowBytes.isWhite(bytes[position]) {
        position += 1
      } else if bytes[position...].starts(with: "//".utf8) {
        position = bytes[position...].firstIndex(of: RowBytes.lineFeed) ?? bytes.count
      } else if bytes[position...].starts(with: "/*".utf8) {
        position += 2
        while position < bytes.count, !bytes[position...].starts(with: "*/".utf8) { position += 1 }
        position = min(position + 2, bytes.count)
      } else {
        return
      }
    }
  }
}
