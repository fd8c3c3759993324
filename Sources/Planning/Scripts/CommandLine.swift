/// One line of a shell, with the lines that continue it: words and what joins commands.
struct CommandLine {
  struct Word {
    /// Without quotes and escapes; what is put in (`$…`) as written.
    let text: String
    /// 0-based offsets into the line's bytes, end exclusive.
    let range: Range<Int>
  }

  /// A command of the line.
  struct Command {
    /// What stands before it: `&&`, `||`, `;`, `|`, `&` and their like; nil for the first.
    let joint: String?
    var words: [Word]
  }

  private(set) var commands: [Command] = []
  /// Whether there is something that is not read here, such as a document below the line.
  private(set) var isIrregular = false

  init(_ bytes: [UInt8]) {
    var position = 0
    var joint: String?
    var words: [Word] = []
    while position < bytes.count {
      let byte = bytes[position]
      if byte <= 0x20 {
        position += 1
      } else if byte == UInt8(ascii: "\\"), position + 1 < bytes.count, bytes[position + 1] <= 0x20 {
        position += 2
      } else if byte == UInt8(ascii: "#"), position == 0 || bytes[position - 1] <= 0x20 {
        break
      } else if let sign = Self.joint(in: bytes, at: position) {
        if !words.isEmpty || joint != nil { commands.append(Command(joint: joint, words: words)) }
        (joint, words) = (sign, [])
        position += sign.utf8.count
      } else {
        let word = Self.word(in: bytes, from: position)
        if word.text.contains("<<") { isIrregular = true }
        words.append(word)
        position = word.range.upperBound
      }
    }
    if !words.isEmpty { commands.append(Command(joint: joint, words: words)) }
    if commands.contains(where: \.words.isEmpty) { isIrregular = true }
  }

  private static func joint(in bytes: [UInt8], at position: Int) -> String? {
    for sign in ["&&", "||", ";;", ";", "|", "&", "(", ")"]
    where bytes[position...].starts(with: sign.utf8) {
      // `2>&1`, `&>`
      if sign == "&", position > 0, bytes[position - 1] == UInt8(ascii: ">") { return nil }
      if sign == "&", bytes[(position + 1)...].first == UInt8(ascii: ">") { return nil }
      return sign
    }
    return nil
  }

  private static func word(in bytes: [UInt8], from start: Int) -> Word {
    var text: [UInt8] = []
    var position = start
    var quote: UInt8?
    var depth = 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'"), position + 1 < bytes.count {
        if bytes[position + 1] == 0x0A, quote == nil, depth == 0 { break }
        text.append(bytes[position + 1])
        position += 2
        continue
      }
      if depth > 0 || byte == UInt8(ascii: "$") && bytes[(position + 1)...].first == UInt8(ascii: "("),
        quote != UInt8(ascii: "'")
      {
        if byte == UInt8(ascii: "(") { depth += 1 }
        if byte == UInt8(ascii: ")") { depth -= 1 }
        if depth == 0, byte == UInt8(ascii: "$") {
          depth = 1
          text += bytes[position...(position + 1)]
          position += 2
          continue
        }
      } else if let open = quote {
        if byte == open {
          quote = nil
          position += 1
          continue
        }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
        position += 1
        continue
      } else if byte <= 0x20 || joint(in: bytes, at: position) != nil && byte != UInt8(ascii: "(") {
        break
      }
      text.append(byte)
      position += 1
    }
    return Word(text: String(decoding: text, as: UTF8.self), range: start..<max(position, start + 1))
  }
}
