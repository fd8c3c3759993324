/// A line, or a part of a long one, for people and reports.
enum Excerpt {
  /// The longest excerpt in bytes of the file, `…` apart.
  static let limit = 240
  /// How much of a long line is shown before a hit, in bytes.
  static let lead = 80

  /// The text of `line` without its end. Of a line longer than `limit` it is the part
  /// around the hit, with `…` for what is left out. Bytes that are not UTF-8 appear as
  /// `\xff`; control characters are left for the output to escape.
  /// - Parameters:
  ///   - line: byte offsets, 0-based, end exclusive, with its end.
  ///   - hit: lies in it, or begins there.
  ///   - bytes: the whole text.
  /// - Returns: one line of text.
  static func text(of line: Range<Int>, around hit: Range<Int>, in bytes: UnsafeRawBufferPointer) -> String {
    let whole = withoutEnd(line, in: bytes)
    let shown = range(of: line, around: hit, in: bytes)
    return (shown.lowerBound > whole.lowerBound ? "…" : "") + readable(bytes[shown])
      + (shown.upperBound < whole.upperBound ? "…" : "")
  }

  /// The part of a line that `text` shows: all but its end, or at most `limit` bytes.
  static func range(
    of line: Range<Int>, around hit: Range<Int>, in bytes: UnsafeRawBufferPointer
  ) -> Range<Int> {
    let whole = withoutEnd(line, in: bytes)
    guard whole.count > limit else { return whole }
    var start = max(whole.lowerBound, min(hit.lowerBound - lead, whole.upperBound - limit))
    var stop = min(whole.upperBound, start + limit)
    while start > whole.lowerBound, start < hit.lowerBound, isContinuation(bytes[start]) { start += 1 }
    while stop < whole.upperBound, stop > start, isContinuation(bytes[stop]) { stop -= 1 }
    return start..<stop
  }

  private static func withoutEnd(_ line: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Range<Int> {
    var end = line.upperBound
    if end > line.lowerBound, bytes[end - 1] == 0x0A { end -= 1 }
    if end > line.lowerBound, bytes[end - 1] == 0x0D { end -= 1 }
    return line.lowerBound..<end
  }

  /// Bytes as text, with `\xff` for each one that belongs to no character.
  static func readable(_ bytes: some Collection<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var out = ""
    var rest = bytes[...]
    while let first = rest.first {
      let length = (~first).leadingZeroBitCount
      let character = rest.prefix(max(1, length))
      if let text = String(validating: character, as: UTF8.self) {
        out += text
        rest = rest.dropFirst(character.count)
      } else {
        out += "\\x" + String(first, radix: 16)
        rest = rest.dropFirst()
      }
    }
    return out
  }

  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
