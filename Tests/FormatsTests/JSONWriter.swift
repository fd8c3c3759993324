import FormatLaws

/// Writes files in every manner of setting lists, commas and comments.
struct JSONWriter {
  private(set) var random: SeededNumbers
  private(set) var text = ""
  private var comments = 0

  init(_ random: SeededNumbers) { self.random = random }

  mutating func file() -> String {
    trivia(breaks: chance(3))
    list(depth: 0)
    trivia(breaks: chance(2))
    return text
  }

  private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

  private mutating func list(depth: Int) {
    let isObject = chance(2)
    let lines = chance(2)
    let count = Int.random(in: 0...5, using: &random)
    text += isObject ? "{" : "["
    for position in 0..<count {
      trivia(breaks: lines)
      if isObject { text += "\"k\(position)\": " }
      value(depth: depth)
      if chance(4) { trivia(breaks: false) }
      if position + 1 < count || chance(4) { text += "," }
    }
    trivia(breaks: lines)
    text += isObject ? "}" : "]"
  }

  private mutating func value(depth: Int) {
    switch Int.random(in: 0..<5, using: &random) {
    case 0...1 where depth < 4: list(depth: depth + 1)
    case 2: text += "\"a, } // \\\" b\""
    case 3: text += "true"
    default: text += "-1.5"
    }
  }

  private mutating func trivia(breaks: Bool) {
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      switch Int.random(in: 0..<8, using: &random) {
      case 0:
        text += "// c\(comments)\(chance(2) ? "\n" : "\r\n")"
        comments += 1
      case 1:
        text += "/* c\(comments) \(chance(4) ? "\n" : "")*/"
        comments += 1
      case 2, 3: text += "  "
      case 4 where breaks: text += "\n\n  "
      default: if breaks { text += "\n  " }
      }
    }
  }
}
