/// A unit with the lines that it stands on: what deleting works with.
struct RowEntry: Sendable {
  /// How a unit behaves when its neighbours go.
  enum Role: Sendable {
    /// A setting, a directive, a command.
    case member
    /// A member with a body: a comment above it speaks of nothing else.
    case block
    /// Whole lines of comment. It goes with what it stands above.
    case comment
    /// A comment with a ruler (`# --- Limits ---`): it heads everything up to the next.
    case heading
    /// The comment at the very beginning of the file: it speaks of the file.
    case header
    /// A comment behind something on the same line.
    case trailing
  }

  let unit: Int
  let role: Role
  /// What neighbours of one sort share, such as a directive's name; nil when it has none.
  let kin: String?
  /// With what ends it, such as `;`: byte offsets, 0-based, end exclusive.
  var range: Range<Int>
  /// Whether something that is no unit stands between it and the entry before it.
  var isFenced = false
  /// Where it begins and ends: indexes of lines, 0-based.
  private(set) var firstLine = 0
  private(set) var lastLine = 0
  /// Whether nothing stands before it on its first line, or behind it on its last.
  private(set) var beginsLine = false
  private(set) var endsLine = false
  /// How many blanks and tabs stand directly before and behind it.
  private(set) var gapBefore = 0
  private(set) var gapBehind = 0

  init(unit: Int, role: Role, kin: String?, range: Range<Int>) {
    self.unit = unit
    self.role = role
    self.kin = kin
    self.range = range
  }

  /// Whether it is a part of its parent rather than a remark on one.
  var isMember: Bool { role == .member || role == .block }

  /// Finds out which lines it stands on.
  mutating func settle(in table: LineTable, of bytes: [UInt8]) {
    guard !table.lines.isEmpty else { return }
    firstLine = table.index(at: range.lowerBound)
    lastLine = table.index(at: max(range.lowerBound, range.upperBound - 1))
    var before = range.lowerBound
    let start = table.lines[firstLine].start
    while before > start, RowBytes.isWhite(bytes[before - 1]) { before -= 1 }
    beginsLine = before <= start
    var behind = range.upperBound
    let end = table.lines[lastLine].end
    while behind < end, RowBytes.isWhite(bytes[behind]) { behind += 1 }
    endsLine = behind >= end
    while range.lowerBound - gapBefore > start, RowBytes.isGap(bytes[range.lowerBound - gapBefore - 1]) {
      gapBefore += 1
    }
    while range.upperBound + gapBehind < end, RowBytes.isGap(bytes[range.upperBound + gapBehind]) {
      gapBehind += 1
    }
  }
}
