import Findings
import SourceText
import Testing

@testable import Verifying

/// What escapes spell is found where they stand.
@Suite("Escapes") struct EscapeTests {
  private func remnants(_ text: String, at path: RepositoryPath = "a.txt") throws -> [Remnant] {
    try Trial.verify([Planted(path, text)]).report.remnants
  }

  @Test(
    "Each way to write a character is read",
    arguments: [
      (#"{"a": "\u0077ebsocket"}"#, "1:8 14"), (#""web\u0053ocket""#, "1:2 14"),
      (#"web\u{53}ocket"#, "1:1 14"),
      (#"a: "\x77ebsocket""#, "1:5 12"), (#"a: "\U00000077ebsocket""#, "1:5 18"),
      (#"$'\167ebsocket'"#, "1:3 12"),
      ("web%53ocket", "1:1 11"), ("?u=web%73ocket&x", "1:4 11"), ("x web%2Dsocket", "1:3 12"),
      ("web%5fsocket", "1:1 12"),
      ("web&#115;ocket", "1:1 14"), ("web&#x73;ocket", "1:1 14"), ("web&#X53ocket", "1:1 13"),
      ("Web&shy;Socket", "1:1 14"),
      ("web&nbsp;socket", "1:1 15"), ("web&lowbar;socket", "1:1 17"), ("web&#45;socket", "1:1 14"),
      (#"\u0077\u0065\u0062\u0073\u006f\u0063\u006b\u0065\u0074"#, "1:1 54"),
      ("%77%65%62%73%6F%63%6B%65%74", "1:1 27"),
    ])
  func characters(text: String, place: String) throws {
    let found = try remnants(text).filter { $0.pattern == "websocket" }
    #expect(
      found.map { "\($0.place.line ?? 0):\($0.place.column ?? 0) \($0.length)" }
        == [place])
    #expect(found.allSatisfy { $0.spelling.map { $0.lowercased().filter(\.isLetter) } == "websocket" })
  }

  @Test(
    "A string that goes on elsewhere is put together",
    arguments: [
      (#"x = "web" + "socket""#, "1:6 14"), ("x = 'Web'+'Socket'", "1:6 12"),
      ("\"web\" +\n    \"socket\"", "1:2 18"),
      ("\"web\"\r\n\t+ `socket`", "1:2 16"), ("run web\\\nsocket", "1:5 11"),
      ("run web\\\r\n  socket", "1:5 14"),
      ("'w' + 'e' + 'b' + 's' + 'o' + 'c' + 'k' + 'e' + 't'", "1:2 49"),
    ])
  func joints(text: String, place: String) throws {
    let found = try remnants(text)
    #expect(found.map { "\($0.place.line ?? 0):\($0.place.column ?? 0) \($0.length)" } == [place])
    #expect(found.map(\.pattern) == ["websocket"])
  }

  @Test(
    "What only looks like an escape hides nothing, and what stands apart stays apart",
    arguments: [
      "web \\\n  socket", "web\\\n\\\nsocket", "web + socket", "\"web\" + socket", "\"web\", \"socket\"",
      "web%zzsocket", "web%7",
      #"web\u00"#, #"web\u{}socket"#, #"web\u{110000}socket"#, "web&#;socket", "web&#9999999999;socket",
      "web\\", "web&", "web%", "+",
      "a \"+\" b", "%s web%dsocket", #"web\nsocket"#, "web%0Asocket", "web\nsocket %20",
      "web %20\nx\nsocket%20",
    ])
  func innocent(text: String) throws {
    #expect(try remnants(text) == [])
  }

  @Test("The signs around a name count when they are written as escapes")
  func surroundings() throws {
    #expect(try remnants("?u=wss%3A%2F%2Fhost").map(\.spot) == ["a.txt:1:4 ws-url"])
    #expect(
      try remnants(#"{"u":"\u0026ws:\/\/h ws\u003a//h"}"#).map(\.spot) == [
        "a.txt:1:13 ws-url", "a.txt:1:22 ws-url",
      ])
    let report = try Trial.verify(
      [Planted("a.md", "see docs%2Fchat%20hub.md")], facts: ["files": ["docs/chat hub.md"]]
    ).report
    #expect(report.remnants.map(\.spot) == ["a.md:1:5 files"])
  }

  @Test("What the bytes say themselves is reported once, as before")
  func once() throws {
    let text = "websocket%20 %20websocket \\u0020websocket\\u0020ws:// %77s:// web%73ocket websocket"
    let found = try remnants(text)
    #expect(found.filter { $0.spelling == nil }.map(\.place.column) == [1, 17, 33, 74])
    #expect(found.filter { $0.spelling != nil }.map(\.place.column) == [48, 54, 62])
  }

  @Test("The excerpt shows the file as it is, and the spelling what is meant")
  func excerpt() throws {
    let found = try remnants("one\n  x: \"\\u0077ebsocket\"\n")
    #expect(found.map(\.place.text) == [#"  x: "\u0077ebsocket""#])
    #expect(found.map(\.spelling) == ["websocket"])
    #expect(found.map(\.columns) == [7..<21])
  }

  @Test("Paths, targets of links and other encodings have escapes as well")
  func everywhere() throws {
    let verification = try Trial.verify([
      Planted("docs/web%53ocket.md"), Planted("l", mode: .symlink, bytes: Array("../web%20socket".utf8)),
      Planted("w.txt", bytes: [0xFF, 0xFE] + "a\n\"web\\u0073ocket\"".utf16Bytes()),
    ])
    #expect(
      verification.report.remnants.map(\.spot) == [
        "docs/web%53ocket.md:path:6 websocket", "l:link-target:4 websocket", "w.txt:2:3 websocket",
      ])
    #expect(verification.report.remnants.last?.length == 28)
  }

  @Test("An allowance is held against what is spelled")
  func allowed() throws {
    let files = [Planted("a.json", #""\u0077ebsocket""#)]
    let allowance = try Trial.allowance("A1", "**", match: "websocket")
    #expect(try Trial.verify(files, allowances: [allowance]).outcome == .success)
    let other = try Trial.allowance("A2", "**", match: "u0077")
    #expect(try Trial.verify(files, allowances: [other]).findings.map(\.code) == ["unused-allowance"])
  }

  @Test("In a line of a megabyte with an escape every few bytes each is found", .timeLimit(.minutes(1)))
  func dense() throws {
    let text =
      String(repeating: "%41%42 ", count: 40_000) + "web%73ocket"
      + String(repeating: "\\u00e9\" + \"", count: 40_000)
    #expect(try remnants(text).map(\.spot) == ["a.txt:1:280001 websocket"])
  }

  @Test(
    "Reading escapes takes no hit away and finds what is planted, whatever surrounds it", arguments: 0..<60)
  func random(seed: Int) throws {
    var random = Steps(seed: seed)
    let pieces = [
      "\\", "\\u", "%", "%4", "&#", "&#x", "+", "\" + \"", "\n", "\r\n", "a", " ", "\\u00", "%25", "é",
      "&amp;", "\\\n",
    ]
    var text = ""
    var expected: [String] = []
    for index in 0..<6 {
      for _ in 0..<Int.random(in: 0...300, using: &random) {
        text += pieces.randomElement(using: &random) ?? ""
      }
      text += "\n ; "
      let line = text.utf8.count { $0 == 0x0A } + 1
      text += index.isMultiple(of: 2) ? "web%73ocket" : "websocket"
      expected.append("a.txt:\(line):4 websocket")
      text += " ;\n"
    }
    #expect(try remnants(text).map(\.spot) == expected)
  }
}
