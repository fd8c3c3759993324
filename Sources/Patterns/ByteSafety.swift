/// Finds what would mean something else over bytes than its author meant: a character
/// of several bytes inside `[...]`, or before a quantifier, which would repeat its last
/// byte alone.
enum ByteSafety {
  static func firstMistake(in source: [UInt8]) -> PatternError? {
    var index = 0
    var insideClass = false
    while index < source.count {
      let byte = source[index]
      switch byte {
      case UInt8(ascii: "\\"):
        if !insideClass, source[index...].starts(with: Array(#"\Q"#.utf8)) {
          index = endOfQuotation(in: source, from: index + 2)
        } else {
          index += index + 1 < source.count && source[index + 1] < 0x80 ? 2 : 1
        }
        continue
      case UInt8(ascii: "[") where !insideClass:
        insideClass = true
        // A `]` that comes first, or after `^`, stands for itself.
        if index + 1 < source.count, source[index + 1] == UInt8(ascii: "^") { index += 1 }
        if index + 1 < source.count, source[index + 1] == UInt8(ascii: "]") { index += 1 }
      case UInt8(ascii: "[") where index + 1 < source.count && source[index + 1] == UInt8(ascii: ":"):
        // A named class such as `[:alpha:]`, whose `]` does not end the outer one.
        index = source[(index + 2)...].firstIndex(of: UInt8(ascii: "]")) ?? source.count - 1
      case UInt8(ascii: "]"): insideClass = false
      case 0x80... where insideClass:
        return PatternError(
          offset: index,
          message: "a character class holds single bytes; write '(?:…|…)' for other characters than ASCII")
      case 0xC0...:
        let end = source[(index + 1)...].firstIndex { $0 < 0x80 || $0 >= 0xC0 } ?? source.count
        if end < source.count, Array("*+?{".utf8).contains(source[end]) {
          return PatternError(
            offset: index,
            message: "a quantifier repeats single bytes; put the character before it into '(?:…)'")
        }
      default: break
      }
      index += 1
    }
    return nil
  }

  private static func endOfQuotation(in source: [UInt8], from start: Int) -> Int {
    var index = start
    while index < source.count, !source[index...].starts(with: Array(#"\E"#.utf8)) { index += 1 }
    return min(index + 2, source.count)
  }
}
