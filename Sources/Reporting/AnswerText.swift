import Findings

extension Page {
  /// What to put into the answers file for the decisions that are open, not indented,
  /// so that it can be pasted as it is.
  mutating func answers(to open: [Decision], migration: String?) {
    guard !open.isEmpty else { return }
    gap()
    line(paint("Answers", .heading) + ": put this into .sunset/answers.yml, with the choices that you want")
    line()
    line("apiVersion: sunset/v1")
    line("kind: Answers")
    if let migration { line("migration: \(yamlScalar(migration))") }
    line("decisions:")
    for decision in open {
      line("# \(visible(decision.question))", indent: 2)
      line("# choices: \(decision.choices.map { visible($0.id) }.joined(separator: ", "))", indent: 2)
      line("- decision: \(yamlScalar(decision.id))", indent: 2)
      line("choice: \(yamlScalar(decision.recommended))", indent: 4)
      line("reason: \"\"", indent: 4)
    }
  }
}

/// `text` as a YAML scalar of one line, in quotes unless every reader takes it for
/// this string.
func yamlScalar(_ text: String) -> String {
  let words: Set = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
  let isPlain =
    text.utf8.first.map { (0x61...0x7A).contains($0 | 0x20) } ?? false
    && text.utf8.allSatisfy {
      (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0)
        || [0x2D, 0x2E, 0x2F, 0x5F].contains($0)
    }
  if isPlain, !words.contains(text.lowercased()) { return text }
  var out = "\""
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x22: out += "\\\""
    case 0x5C: out += "\\\\"
    case 0..<0x20, 0x7F..<0xA0: out += "\\x" + hexadecimal(scalar.value, digits: 2)
    default:
      if isInvisible(scalar) {
        out += "\\U" + hexadecimal(scalar.value, digits: 8)
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
  }
  return out + "\""
}
