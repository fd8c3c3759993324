/// Reads a file of settings line by line.
struct DotenvReader {
  private let bytes: [UInt8]
  private var position = 0
  private(set) var tape = SourceTape()
  var rows: RowBuilder
  private(set) var notations: [Int: DotenvNotation] = [:]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    rows = RowBuilder(bytes, commentMark: RowBytes.hash)
  }

  mutating func read() throws(FormatProblem) {
    if bytes.starts(with: RowBytes.byteOrderMark) { position = RowBytes.byteOrderMark.count }
    while position < bytes.count {
      skip(while: RowBytes.isWhite)
      guard position < bytes.count else { break }
      if bytes[position] == RowBytes.hash { comment() } else { try setting() }
    }
    tape.cut(.space, to: bytes.count, of: bytes)
  }

  private mutating func comment() {
    let start = position
    let end = endOfText(from: position)
    tape.cut(.comment, to: end, of: bytes)
    position = end
    guard let setting = DotenvSetting(commentedOut: bytes[start..<end]) else {
      rows.addComment(start..<end, parent: nil)
      return
    }
    let unit = rows.add(
      .comment, name: setting.name, value: setting.value, range: start..<end, parent: nil)
    rows.place(unit, as: .member, kin: setting.kin)
    notations[unit] = setting.notation
  }

  private mutating func setting() throws(FormatProblem) {
    let start = position
    guard let setting = try DotenvSetting(at: start, of: bytes) else {
      throw FormatProblem("a line is neither a setting nor a comment", at: start)
    }
    tape.cut(.word, to: setting.nameEnd, of: bytes)
    tape.cut(.sign, to: setting.notation?.range.lowerBound ?? setting.end, of: bytes)
    tape.cut(.word, to: setting.end, of: bytes)
    position = setting.end
    let unit = rows.add(
      .variable, name: setting.name, value: setting.value, range: start..<setting.end, parent: nil)
    rows.place(unit, as: .member, kin: setting.kin)
    notations[unit] = setting.notation
    skip(while: RowBytes.isGap)
    if position < bytes.count, bytes[position] == RowBytes.hash {
      let end = endOfText(from: position)
      rows.addComment(position..<end, parent: nil)
      tape.cut(.comment, to: end, of: bytes)
      position = end
    }
  }

  private mutating func skip(while matches: (UInt8) -> Bool) {
    while position < bytes.count, matches(bytes[position]) { position += 1 }
    tape.cut(.space, to: position, of: bytes)
  }

  /// Behind the last byte of a line that is not white.
  private func endOfText(from start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] != RowBytes.lineFeed { end += 1 }
    while end > start, RowBytes.isWhite(bytes[end - 1]) { end -= 1 }
    return end
  }
}
