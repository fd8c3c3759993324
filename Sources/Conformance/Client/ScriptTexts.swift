/// What `${name}` stands for in a run of the client, for what is done and for what is expected.
struct ScriptTexts: Sendable {
  /// By name.
  var values: [String: String]

  func filled(_ text: String) -> String {
    values.reduce(text) { $0.replacing("${\($1.key)}", with: $1.value) }
  }

  /// `m${1..3}` is `m1`, `m2`, `m3`.
  func series(_ texts: [String]) -> [String] {
    texts.flatMap { text -> [String] in
      guard let match = text.firstMatch(of: /\$\{(\d+)\.\.(\d+)\}/), let low = Int(match.1),
        let high = Int(match.2), low <= high
      else { return [filled(text)] }
      let (start, end) = (text[..<match.range.lowerBound], text[match.range.upperBound...])
      return (low...high).map { filled("\(start)\($0)\(end)") }
    }
  }
}

extension TraceJudge {
  func filled(_ text: String) -> String { texts.filled(text) }

  func series(_ all: [String]) -> [String] { texts.series(all) }
}
