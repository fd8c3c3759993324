/// How a value is written in a Dockerfile, and where.
struct DockerfileNotation: Sendable {
  /// What a new value replaces: byte offsets, 0-based, end exclusive.
  let range: Range<Int>
  /// What encloses it; nil when nothing does.
  let quote: UInt8?
  /// Whether it ends at a blank, as pairs and items do; otherwise at the line's end.
  let isWord: Bool
  /// What continues lines and quotes signs: a backslash unless the file says otherwise.
  let escape: UInt8

  /// A value in this notation; nil when it cannot hold the value.
  func encode(_ value: String) -> [UInt8]? {
    let bytes = Array(value.utf8)
    if bytes.contains(RowBytes.lineFeed) || bytes.contains(RowBytes.carriageReturn) { return nil }
    if let quote {
      if quote == RowBytes.singleQuote { return bytes.contains(quote) ? nil : bytes }
      return bytes.flatMap { $0 == quote || $0 == escape ? [escape, $0] : [$0] }
    }
    guard isWord else {
      if bytes.isEmpty || bytes.last == escape { return nil }
      return bytes.first.map(RowBytes.isWhite) ?? false ? nil : bytes
    }
    return bytes.contains { RowBytes.isGap($0) || $0 == escape || Self.quotes.contains($0) } ? nil : bytes
  }

  private static let quotes = Array("\"'".utf8)
}
