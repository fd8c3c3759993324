/// The line ends of a file.
struct LineEnds {
  /// How many blank lines stand one below the other at most.
  private(set) var longestGap = 0
  /// Whether all are LF or all are CRLF.
  let isPure: Bool
  /// Whether there is a last line, and it has none.
  let isLastOpen: Bool

  init(_ bytes: [UInt8]) {
    var gap = 0
    var isBlank = true
    var last: UInt8 = 0
    var (feeds, pairs) = (0, 0)
    for byte in bytes {
      if byte == 0x0A {
        feeds += 1
        if last == 0x0D { pairs += 1 }
        gap = isBlank ? gap + 1 : 0
        longestGap = max(longestGap, gap)
        isBlank = true
      } else if byte != 0x20 && byte != 0x09 && byte != 0x0D {
        isBlank = false
      }
      last = byte
    }
    isPure = pairs == 0 || pairs == feeds
    isLastOpen = last != 0x0A && !bytes.isEmpty && bytes != [0xEF, 0xBB, 0xBF]
  }
}
