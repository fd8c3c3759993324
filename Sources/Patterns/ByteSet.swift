/// A set of byte values: 256 bits.
struct ByteSet: Hashable, Sendable {
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  init() {}

  /// Reads the class of a glob.
  /// - Parameters:
  ///   - source: the segment that holds it.
  ///   - index: just behind the `[`; moved just behind the `]`.
  ///   - opening: the offset of the `[` in the whole glob, for messages.
  /// - Throws: `PatternError` when the class is not one.
  init(in source: [GlobByte], from index: inout Int, opening: Int) throws(PatternError) {
    var negated = false
    if index < source.count, source[index].isSign("!") || source[index].isSign("^") {
      negated = true
      index += 1
    }
    let first = index
    while index < source.count, index == first || !source[index].isSign("]") {
      let low = source[index]
      guard low.value < 0x80 else {
        throw PatternError(
          offset: low.offset, message: "a class holds single bytes; write '{é,è}' for other characters")
      }
      var high = low
      if index + 2 < source.count, source[index + 1].isSign("-"), !source[index + 2].isSign("]") {
        high = source[index + 2]
        index += 2
      }
      guard low.value <= high.value, high.value < 0x80 else {
        throw PatternError(
          offset: low.offset, message: "a range goes from the lower to the higher ASCII character")
      }
      for value in low.value...high.value { insert(value) }
      index += 1
    }
    guard index < source.count else {
      throw PatternError(
        offset: opening, message: #"'[' is never closed; write '\[' for the character itself"#)
    }
    index += 1
    if negated { words = (~words.0, ~words.1, ~words.2, ~words.3) }
  }

  mutating func insert(_ byte: UInt8) {
    let bit = UInt64(1) << UInt64(byte & 63)
    switch byte >> 6 {
    case 0: words.0 |= bit
    case 1: words.1 |= bit
    case 2: words.2 |= bit
    default: words.3 |= bit
    }
  }

  func contains(_ byte: UInt8) -> Bool {
    let bit = UInt64(1) << UInt64(byte & 63)
    return switch byte >> 6 {
    case 0: words.0 & bit != 0
    case 1: words.1 & bit != 0
    case 2: words.2 & bit != 0
    default: words.3 & bit != 0
    }
  }

  static func == (left: Self, right: Self) -> Bool { left.words == right.words }

  func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}
