import Patterns
import Testing

@testable import Verifying

@Suite("The first pass") struct PatternFilterTests {
  @Test(
    "Joined are only expressions that mean the same beside others",
    arguments: [
      ("web[-_ ]?socket", true), ("(?i)a|b", true), ("(?i:a)(?:b)(?=c)(?!d)(?>e)(?<=f)(?<!g)", true),
      (#"\bws\("#, true),
      (#"(a)\1"#, false), (#"(?<n>a)\k<n>"#, false), ("(?P<n>a)", false), ("(?x)a # b", false),
      ("(?#a)", false),
      (#"\Qa(b"#, false), ("(*ANYCRLF)a", false), ("(a(?R)?b)", false), ("(?|(a)|(b))", false),
      (#"a\g{1}"#, false),
    ])
  func joining(source: String, isJoined: Bool) {
    #expect(PatternFilter.canBeJoined(Array(source.utf8)) == isJoined)
  }

  @Test("No text in which a pattern is found is passed over", arguments: 0..<40)
  func conservative(seed: Int) throws {
    let sources = ["(?i)ab+", "c(?=a)", #"(b)\1"#, "^ca$", #"(?<!a)bc"#, "a|bca", "(?x) c c c # x"]
    var random = Steps(state: UInt64(seed) &+ 1)
    let patterns = try sources.shuffled(using: &random).prefix(Int.random(in: 1...6, using: &random)).map {
      try Pattern($0)
    }
    let filter = PatternFilter(patterns)
    for _ in 0..<50 {
      let text = (0..<Int.random(in: 0...8, using: &random)).map { _ in
        "abcA\n".utf8.randomElement(using: &random) ?? 0
      }
      let candidates = text.withUnsafeBytes { filter.candidates(in: $0) }
      for (index, pattern) in patterns.enumerated() where try pattern.firstMatch(in: text) != nil {
        #expect(candidates.contains(index), "\(pattern.source) in \(text)")
      }
    }
  }

  /// The same numbers on every run.
  private struct Steps: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }
}
