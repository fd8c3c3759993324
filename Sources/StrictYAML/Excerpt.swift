/// The part of a line that a message shows, and the caret below it.
enum Excerpt {
  /// In Unicode scalars; longer lines are cut around the place.
  static let widest = 140
  private static let before = 60

  /// - Parameters:
  ///   - column: the place in Unicode scalars, from 1.
  ///   - line: the whole line without its end.
  /// - Returns: two lines of text.
  static func around(column: Int, of line: String) -> (line: String, caret: String) {
    var scalars = Array(line.unicodeScalars)
    var place = min(max(column - 1, 0), scalars.count)
    if scalars.count > widest {
      let start = max(0, min(place - before, scalars.count - widest))
      let end = min(start + widest, scalars.count)
      scalars = (start > 0 ? ["…"] : []) + scalars[start..<end] + (end < scalars.count ? ["…"] : [])
      place -= start > 0 ? start - 1 : 0
    }
    var shown = String.UnicodeScalarView()
    shown.append(contentsOf: scalars)
    // Tabs stay tabs, so that the caret stands right however wide they are shown.
    let margin = scalars[..<place].map { $0 == "\t" ? "\t" : $0.isWide ? "  " : " " }.joined()
    return (String(shown).printable, margin + "^")
  }
}

extension Unicode.Scalar {
  /// Whether terminals show it two columns wide: the usual East Asian and emoji blocks.
  fileprivate var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
