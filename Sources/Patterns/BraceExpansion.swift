/// A byte of a glob, with its offset in the source for messages.
struct GlobByte {
  let value: UInt8
  /// 0-based, in bytes.
  let offset: Int
  /// Whether a `\` stood before it, so that it means itself.
  let isQuoted: Bool

  /// Whether this is the sign `character`, not a quoted byte.
  func isSign(_ character: Unicode.Scalar) -> Bool { !isQuoted && value == UInt8(ascii: character) }
}

/// Writes `{a,b}` out into one glob for each alternative.
enum BraceExpansion {
  /// More than anybody writes, and few enough to try one after the other.
  static let limit = 256
  /// Of braces inside braces.
  static let depthLimit = 16

  static func expand(_ source: [UInt8]) throws(PatternError) -> [[GlobByte]] {
    var parser = Parser(input: try unquote(source), length: source.count)
    return try parser.alternatives(insideBraces: nil)
  }

  private static func unquote(_ source: [UInt8]) throws(PatternError) -> [GlobByte] {
    var bytes: [GlobByte] = []
    var index = 0
    while index < source.count {
      if source[index] == UInt8(ascii: "\\") {
        guard index + 1 < source.count else {
          throw PatternError(
            offset: index, message: #"nothing follows '\'; write '\\' for the character itself"#)
        }
        bytes.append(GlobByte(value: source[index + 1], offset: index, isQuoted: true))
        index += 2
      } else {
        bytes.append(GlobByte(value: source[index], offset: index, isQuoted: false))
        index += 1
      }
    }
    return bytes
  }

  private struct Parser {
    let input: [GlobByte]
    /// Of the source in bytes.
    let length: Int
    var index = 0
    var depth = 0

    init(input: [GlobByte], length: Int) {
      self.input = input
      self.length = length
    }

    /// Reads up to the closing brace of `opening`, or to the end when there is none.
    mutating func alternatives(insideBraces opening: Int?) throws(PatternError) -> [[GlobByte]] {
      var finished: [[GlobByte]] = []
      var current: [[GlobByte]] = [[]]
      var classIsOpen = false
      while index < input.count {
        let byte = input[index]
        index += 1
        if classIsOpen {
          classIsOpen = !byte.isSign("]")
        } else if byte.isSign("[") {
          classIsOpen = true
        } else if byte.isSign("{") {
          depth += 1
          guard depth <= BraceExpansion.depthLimit else {
            throw PatternError(
              offset: byte.offset, message: "more than \(BraceExpansion.depthLimit) braces inside braces")
          }
          let choices = try alternatives(insideBraces: byte.offset)
          depth -= 1
          current = current.flatMap { start in choices.map { start + $0 } }
          try checkCount(current.count + finished.count, at: byte.offset)
          continue
        } else if let opening, byte.isSign(",") || byte.isSign("}") {
          finished += current
          current = [[]]
          guard byte.isSign("}") else { continue }
          guard finished.count > 1 else {
            throw PatternError(offset: opening, message: "braces need alternatives, as in '{a,b}'")
          }
          return finished
        } else if byte.isSign("}") {
          throw PatternError(
            offset: byte.offset, message: #"'}' without '{'; write '\}' for the character itself"#)
        }
        for position in current.indices { current[position].append(byte) }
      }
      if let opening { throw PatternError(offset: opening, message: "'{' is never closed") }
      return current
    }

    private func checkCount(_ count: Int, at offset: Int) throws(PatternError) {
      guard count <= BraceExpansion.limit else {
        throw PatternError(offset: offset, message: "more than \(BraceExpansion.limit) alternatives")
      }
    }
  }
}
