import Patterns
import Testing

@Suite struct PatternTests {
  @Test func findsByteRanges() throws {
    let pattern = try Pattern("(?i)web[-_ ]?socket")
    #expect(try pattern.firstMatch(in: Array("a WebSocket, a web-socket".utf8)) == 2..<11)
    #expect(try pattern.matches(in: Array("a WebSocket, a web-socket".utf8)) == [2..<11, 15..<25])
    #expect(try pattern.firstMatch(in: Array("a webbed sock".utf8)) == nil)
  }

  @Test func beginsWhereItIsTold() throws {
    let pattern = try Pattern(#"\bab"#)
    let text = Array("ab xab ab".utf8)
    #expect(try pattern.firstMatch(in: text, from: 1) == 7..<9)
    #expect(try pattern.firstMatch(in: text, from: 5) == 7..<9)
    #expect(try pattern.firstMatch(in: text, from: 9) == nil)
    #expect(try pattern.firstMatch(in: text, from: 10) == nil)
    #expect(try pattern.firstMatch(in: text, from: -1) == nil)
  }

  @Test func searchesBytesThatAreNotUTF8() throws {
    let text: [UInt8] = [0xFF, 0x00, 0xC3] + Array("ws://".utf8) + [0x80]
    #expect(try Pattern(#"wss?://"#).firstMatch(in: text) == 3..<8)
    #expect(try Pattern(#"\xFF.\xC3"#).firstMatch(in: text) == 0..<3)
  }

  @Test func dotStopsAtALineFeedAloneAndAnchorsHoldAtEveryLine() throws {
    #expect(try Pattern("a.b").firstMatch(in: Array("a\nb".utf8)) == nil)
    #expect(try Pattern("a.b").firstMatch(in: Array("a\rb".utf8)) == 0..<3)
    #expect(try Pattern("^b$").firstMatch(in: Array("a\nb\nc".utf8)) == 2..<3)
    #expect(try Pattern("b$").firstMatch(in: Array("b\r\n".utf8)) == nil)
  }

  @Test func emptyMatchesGoOn() throws {
    #expect(try Pattern("x*").matches(in: Array("axxb".utf8)) == [0..<0, 1..<3, 3..<3, 4..<4])
    #expect(try Pattern("^").matches(in: Array("a\nb".utf8)) == [0..<0, 2..<2])
    #expect(try Pattern("x*").matches(in: []) == [0..<0])
    #expect(try Pattern("").firstMatch(in: UnsafeRawBufferPointer(start: nil, count: 0)) == 0..<0)
  }

  @Test func aSearchThatExplodesIsAnErrorAndNotNoMatch() throws {
    let pattern = try Pattern("^(a+)+$")
    let text = Array((String(repeating: "a", count: 64) + "!").utf8)
    #expect(throws: MatchError.limitReached(pattern: "^(a+)+$")) { try pattern.firstMatch(in: text) }
  }

  @Test func aDeepMatchGetsMoreStack() throws {
    let text = Array(repeating: UInt8(ascii: "a"), count: 50_000)
    #expect(try Pattern("(?:a|b(?<x>c))*").firstMatch(in: text) == 0..<50_000)
  }

  @Test func oneMatcherServesManyTexts() throws {
    let matcher = Matcher(try Pattern("b+"))
    for count in 0..<100 {
      let text = Array(repeating: UInt8(ascii: "a"), count: count) + Array("bb".utf8)
      #expect(try text.withUnsafeBytes { try matcher.firstMatch(in: $0) } == count..<(count + 2))
    }
  }

  @Test func manyThreadsShareAPattern() async throws {
    let pattern = try Pattern("(?i)socket")
    let counts = await withTaskGroup(of: Int?.self) { group in
      for number in 0..<32 {
        group.addTask {
          let text = Array(String(repeating: "Socket ", count: number).utf8)
          return try? pattern.matches(in: text).count
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts.compactMap(\.self).sorted() == Array(0..<32))
  }

  @Test(arguments: [
    ("a(b", 3, "missing closing parenthesis"),
    ("a[b", 3, "missing terminating ] for character class"),
    ("*a", 0, "quantifier does not follow a repeatable item"),
    (#"a\"#, 2, #"\ at end of pattern"#),
    ("(*UTF)a", 6, "using UTF is disabled by the application"),
    ("x[aé]", 3, "a character class holds single bytes; write '(?:…|…)' for other characters than ASCII"),
    ("éa é+", 4, "a quantifier repeats single bytes; put the character before it into '(?:…)'"),
  ])
  func mistakesHaveAPlace(source: String, offset: Int, message: String) {
    #expect(throws: PatternError(offset: offset, message: message)) { try Pattern(source) }
  }

  @Test(arguments: [
    "(?:é)+", #"\Q[é\E"#, #"[\]x]é"#, "[[:alpha:]x]é", "größe",
  ])
  func charactersOutsideASCIIMayStandAlone(source: String) throws {
    #expect(try Pattern(source).source == source)
  }

  @Test func equalityIsThatOfTheSource() throws {
    #expect(try Pattern("a") == Pattern("a"))
    #expect(try Pattern("a") != Pattern("(?:a)"))
    #expect(try Set([Pattern("\u{E9}"), Pattern("e\u{301}")]).count == 2)
  }
}
