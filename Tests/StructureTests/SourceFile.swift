/// A Swift file as the checks see it.
struct SourceFile {
  /// From the project's root.
  let path: String
  /// As it is.
  let text: String
  /// Without what comments and string literals say; the lines are the same.
  let code: String

  init(path: String) throws {
    self.init(path: path, text: try Project.text(path))
  }

  init(path: String, text: String) {
    self.path = path
    self.text = text
    self.code = Words.removed(from: text)
  }

  /// The second part of `Sources/<module>/…`.
  var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

  /// What it imports.
  var imports: Set<String> {
    Set(
      code.split(separator: "\n").compactMap { line in
        line.firstMatch(of: /^\s*(?:@\w+ )?(?:\w+ )?import (?:(?:struct|enum|func|class) )?(\w+)/)
          .map { String($0.1) }
      })
  }

  /// The places in the code where a pattern matches, as `path:line: match`.
  func places(of pattern: some RegexComponent) -> [String] {
    code.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { number, line in
      line.matches(of: pattern).map { "\(path):\(number + 1): \(line[$0.range])" }
    }
  }
}
