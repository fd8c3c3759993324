/// A Swift file as the checks see it.
struct SourceFile {
  /// From the project's root.
  let path: String
  /// As it is.
  let text: String
  /// Without what comments and string literals say; the lines are the same.
  let code: String
  /// What it imports.
  let imports: Set<String>

  init(path: String) throws {
    self.init(path: path, text: try Project.text(path))
  }

  init(path: String, text: String) {
    self.path = path
    self.text = text
    self.code = Words.removed(from: text)
    let form = /(?m)^\s*(?:@\w+ )?(?:\w+ )?import (?:(?:struct|enum|func|class) )?(\w+)/
    self.imports = Set(code.matches(of: form).map { String($0.1) })
  }

  /// The second part of `Sources/<module>/…`.
  var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

  /// The places in the code where a pattern matches, as `path:line: match`.
  func places(of pattern: some RegexComponent) -> [String] {
    code.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { number, line in
      line.matches(of: pattern).map { "\(path):\(number + 1): \(line[$0.range])" }
    }
  }

  /// The declarations with a modifier, without their bodies and values.
  func signatures(of modifier: String) -> [String] {
    code.ranges(of: modifier + " ").map { range in
      var depth = 0
      let signature = code[range.lowerBound...].prefix { character in
        switch character {
        case "(", "[": depth += 1
        case ")", "]": depth -= 1
        case "{", "=", "\n": return depth > 0
        default: break
        }
        return true
      }
      return String(signature)
    }
  }
}
