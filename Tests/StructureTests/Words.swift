/// Tells Swift's code from its words: comments and what string literals hold.
struct Words {
  private let bytes: [UInt8]
  private var index = 0
  private var code: [UInt8] = []

  /// The code without its words; line ends stay, so that lines keep their numbers.
  static func removed(from text: String) -> String {
    var words = Words(bytes: Array(text.utf8))
    words.scan()
    return String(decoding: words.code, as: UTF8.self)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func scan() {
    while index < bytes.count {
      if sees("//") {
        skip { !$0.sees("\n") }
      } else if sees("/*") {
        skipComment()
      } else if let hashes = hashesBeforeQuote() {
        skipLiteral(hashes: hashes)
      } else {
        code.append(bytes[index])
        index += 1
      }
    }
  }

  /// Comments nest.
  private mutating func skipComment() {
    var depth = 0
    repeat {
      if sees("/*") {
        depth += 1
        step(2)
      } else if sees("*/") {
        depth -= 1
        step(2)
      } else {
        step(1)
      }
    } while depth > 0 && index < bytes.count
  }

  private mutating func skipLiteral(hashes: Int) {
    step(hashes)
    let quote = sees("\"\"\"") ? "\"\"\"" : "\""
    let end = quote + String(repeating: "#", count: hashes)
    let escape = "\\" + String(repeating: "#", count: hashes)
    step(quote.utf8.count)
    while index < bytes.count && !sees(end) {
      step(sees(escape) ? escape.utf8.count + 1 : 1)
    }
    step(end.utf8.count)
  }

  private mutating func skip(while condition: (Words) -> Bool) {
    while index < bytes.count && condition(self) { step(1) }
  }

  private mutating func step(_ count: Int) {
    for _ in 0..<count where index < bytes.count {
      if sees("\n") { code.append(bytes[index]) }
      index += 1
    }
  }

  private func hashesBeforeQuote() -> Int? {
    let hashes = bytes[index...].prefix { $0 == UInt8(ascii: "#") }.count
    let quote = index + hashes
    return quote < bytes.count && bytes[quote] == UInt8(ascii: "\"") ? hashes : nil
  }

  private func sees(_ text: String) -> Bool { bytes[index...].starts(with: text.utf8) }
}
