import StrictYAML
import Testing

/// What is wrong before any value is read.
@Suite struct DocumentTests {
  @Test(arguments: [
    ("", "1:1: error: the file holds nothing"),
    ("# only a comment\n", "1:1: error: the file holds nothing"),
    ("a: b\n---\nc: d\n", "3:1: error: a second document begins here; one file holds one"),
    ("a: b\na: c\n", "1:1: error: the key 'a' stands more than once in this mapping"),
    ("a:\n\tb: c\n", "2:1: error: a tab cannot indent; use spaces"),
    ("a: [b\nc: d\n", "2:2: error: not valid YAML: while parsing a flow sequence (line 1): "),
    (
      "a: \"\u{1B}[31m\"\n",
      #"1:5: error: the character U+001B cannot stand in a file; write "\u001B" in double quotes"#
    ),
    ("a: *b\n", "1:4: error: not valid YAML: found undefined alias"),
  ])
  func refuses(text: String, message: String) {
    let found = mistakes(in: text, Boat.shape)
    #expect(found.hasPrefix("boat.yml:" + message), "\(found)")
  }

  @Test func invalidUTF8HasAPlace() {
    let bytes = Array("name: ä\nrig: é".utf8) + [0xC3, 0x0A]
    #expect(mistakes(in: bytes, Boat.shape).hasPrefix("boat.yml:2:7: error: the file is not UTF-8 here\n"))
  }

  @Test func sizeAndDepthAreBounded() {
    let long = Array(repeating: UInt8(ascii: "#"), count: 1 << 20) + [0x0A]
    #expect(
      mistakes(in: long, Boat.shape).hasPrefix("boat.yml:1:1: error: the file is longer than 1048576 bytes\n")
    )
    let deep = String(repeating: "[", count: 80) + String(repeating: "]", count: 80)
    #expect(
      mistakes(in: deep, Boat.shape).hasPrefix("boat.yml:1:66: error: nested more than 64 levels deep\n"))
    let deeper = String(repeating: "[", count: 100_000)
    #expect(mistakes(in: deeper, Boat.shape).contains("error: not valid YAML: "))
  }

  @Test func aliasesOfAliasesDoNotGrow() {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...40 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1), *a\(level - 1)]\n" }
    #expect(mistakes(in: text + "b: [*a40, *a40]\n", Boat.shape).contains("1:5: error: anchors and aliases"))
  }

  @Test func aHundredMistakesAreEnough() {
    let text = (1...5000).map { "wrong\($0): x\n" }.joined()
    let found = mistakes(in: text, Boat.shape)
    #expect(found.split(separator: "\n").count == 300)
  }

  @Test func longLinesAreCutAroundThePlace() {
    let text = "{" + (1...60).map { "nix\($0): x" }.joined(separator: ", ") + ", name: 8.1}"
    let last = mistakes(in: text, Boat.shape).split(separator: "\n").suffix(2)
    #expect(last.allSatisfy { $0.unicodeScalars.count < 160 })
    let caret = last.last?.unicodeScalars.count ?? 0
    #expect(last.first?.unicodeScalars.dropFirst(caret - 1).starts(with: "8.1}".unicodeScalars) == true)
  }
}
