/// As much of Lua as it takes to find where a block of it ends.
enum LuaCode {
  /// The `}` that closes a block, past those in strings, comments and tables.
  /// - Parameters:
  ///   - start: behind the `{`.
  ///   - bytes: the file.
  /// - Returns: nil when there is none.
  static func closingBrace(from start: Int, in bytes: [UInt8]) -> Int? {
    var depth = 1
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case NginxLexer.openBrace: depth += 1
      case NginxLexer.closeBrace:
        depth -= 1
        if depth == 0 { return index }
      case RowBytes.doubleQuote, RowBytes.singleQuote:
        index = endOfString(at: index, in: bytes)
        continue
      case UInt8(ascii: "-") where index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "-"):
        index = endOfLong(at: index + 2, in: bytes) ?? endOfLine(from: index, in: bytes)
        continue
      case UInt8(ascii: "["):
        if let end = endOfLong(at: index, in: bytes) {
          index = end
          continue
        }
      default: break
      }
      index += 1
    }
    return nil
  }

  /// The names of nginx's variables that the code reads or sets: `ngx.var.NAME`.
  static func variables(in code: ArraySlice<UInt8>) -> [String] {
    var names: [String] = []
    var index = code.startIndex
    while let dot = code[index...].firstIndex(of: UInt8(ascii: ".")) {
      index = dot + 1
      guard dot - code.startIndex >= prefix.count, code[(dot - prefix.count)..<dot].elementsEqual(prefix)
      else { continue }
      let name = code[index...].prefix(while: RowBytes.isWord)
      if !name.isEmpty { names.append(RowBytes.text(name)) }
      index = name.endIndex
    }
    return names
  }

  private static let prefix = Array("ngx.var".utf8)

  private static func endOfString(at start: Int, in bytes: [UInt8]) -> Int {
    var index = start + 1
    while index < bytes.count, bytes[index] != bytes[start], bytes[index] != RowBytes.lineFeed {
      index += bytes[index] == RowBytes.backslash ? 2 : 1
    }
    return index + 1
  }

  private static func endOfLine(from start: Int, in bytes: [UInt8]) -> Int {
    bytes[start...].firstIndex(of: RowBytes.lineFeed) ?? bytes.count
  }

  /// Behind `[[ … ]]` or `[==[ … ]==]`; nil when none begins here.
  private static func endOfLong(at start: Int, in bytes: [UInt8]) -> Int? {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "[") else { return nil }
    var index = start + 1
    while index < bytes.count, bytes[index] == RowBytes.equals { index += 1 }
    let level = index - start - 1
    guard index < bytes.count, bytes[index] == UInt8(ascii: "[") else { return nil }
    // Passing over each `]` and its signs once keeps this linear.
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "]") else {
        index += 1
        continue
      }
      var signs = index + 1
      while signs < bytes.count, bytes[signs] == RowBytes.equals { signs += 1 }
      if signs - index - 1 == level, signs < bytes.count, bytes[signs] == UInt8(ascii: "]") {
        return signs + 1
      }
      index = signs
    }
    return bytes.count
  }
}
