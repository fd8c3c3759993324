import FormatLaws
import Foundation
import SourceText
import Testing

@testable import Formats

@Suite struct YAMLTests {
  private func document(_ text: String) throws -> YAMLDocument { try YAMLDocument(parsing: Array(text.utf8)) }

  private func paths(_ text: String) throws -> [String] {
    let document = try document(text)
    return document.units.map { unit in
      let path = document.path(of: unit.id).joined(separator: " / ")
      return "\(unit.kind) \(path)" + (unit.value.map { " = \($0)" } ?? "")
    }
  }

  @Test func unitsOfOneDocument() throws {
    let text = """
      services:
        lb: {image: nginx, ports: [80, "81"]}
        env:
          - &mode CHAT_MODE=auto
          - name: A
            value:
      copy: *mode
      """
    #expect(
      try paths(text) == [
        "entry services", "entry services / lb", "entry services / lb / image = nginx",
        "entry services / lb / ports", "item services / lb / ports / [0] = 80",
        "item services / lb / ports / [1] = 81", "entry services / env",
        "item services / env / [0] = CHAT_MODE=auto", "item services / env / [1]",
        "entry services / env / [1] / name = A", "entry services / env / [1] / value = ",
        "entry copy = CHAT_MODE=auto",
      ])
  }

  @Test func unitsOfAStream() throws {
    #expect(
      try paths("a: 1\n---\n- b\n---\ntext\n") == [
        "document [0]", "entry [0] / a = 1", "document [1]", "item [1] / [0] = b", "document [2] = text",
      ])
  }

  @Test(arguments: ["", "\n", "# nothing\n", "\u{FEFF}", "...\n"])
  func withoutDocument(text: String) throws {
    let document = try document(text)
    #expect(document.units.isEmpty)
    #expect(document.serialised() == Array(text.utf8))
  }

  @Test(arguments: [
    ("a: |\n  x\n  y\n", "x\ny\n"), ("a: |-\n  x\n\n", "x"), ("a: |+\n  x\n\n", "x\n\n"),
    ("a: >\n  x\n  y\n\n  z\n   w\n  v\n", "x y\nz\n w\nv\n"), ("a: |2\n    x\n", "  x\n"), ("a: |\n", ""),
    ("a: x\n  y\n\n  z # w\n", "x y\nz"), ("a: \"x \\\n  y\\tz\n\n  w\"\n", "x y\tz\nw"),
    ("a: 'it''s'\n", "it's"),
    ("a: \"\\u00e9\\x41\\U0001F600\"\n", "éA😀"), ("a: x#y\n", "x#y"), ("a: x:y\n", "x:y"),
    ("a:\r\n  x\r\n  y\r\n", "x y"),
    ("a: !!str 1\n", "1"), ("a: &b c\n", "c"), ("? a\n: b\n", "b"), ("{a: b\n  c}", "b c"),
  ])
  func scalars(text: String, value: String) throws {
    #expect(try document(text).units.first?.value == value)
  }

  @Test(arguments: [
    ("a: 1\n b: 2\n", 7), ("a: [1\n", 3), ("a: 'x\n", 3), ("a: \"\\q\"\n", 4), ("a: *x\n", 3),
    ("a: 1\na: 2\n", 0),
    ("a: 1\nb\n", 6), ("\u{FEFF}a: 1\na: 2\n", 3), ("a: \u{1}\n", 3), ("a: b: c\n", 4), ("a: @b\n", 3),
  ])
  func problems(text: String, offset: Int) throws {
    let problem = #expect(throws: FormatProblem.self) { try document(text) }
    #expect(problem?.offset == offset, "\(problem?.message ?? "")")
  }

  @Test func otherEncodings() {
    #expect(throws: FormatProblem.self) { try YAMLDocument(parsing: [0x61, 0x3A, 0x20, 0xE9, 0x0A]) }
    #expect(throws: FormatProblem.self) { try YAMLDocument(parsing: [0xFF, 0xFE, 0x61, 0x00]) }
  }

  @Test func depth() throws {
    let deep = String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000)
    let problem = #expect(throws: FormatProblem.self) { try document(deep) }
    #expect(problem?.message == "nested more than 200 levels deep")
    #expect(throws: FormatProblem.self) { try document(String(repeating: "- ", count: 5000)) }
    #expect(throws: FormatProblem.self) { try document(String(repeating: "? ", count: 5000)) }
  }

  /// Aliases of aliases must not be followed: this one stands for 2^60 scalars.
  @Test func aliasesOfAliases() throws {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...60 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    #expect(try document(text).units.count == 183)
    #expect(throws: FormatProblem.self) { try document(text + "? *a60\n: b\n") }
  }

  @Test func whoUsesAnAnchor() throws {
    let document = try document("x: &x {k: &k 1}\ny: &y [*k]\nz: {<<: *x, l: [*y, *k]}\n")
    func users(_ path: String) throws -> [String] {
      let id = try #require(
        document.units.first { document.path(of: $0.id) == path.components(separatedBy: "/") })
      return document.aliases(of: id.id).map { document.path(of: $0).joined(separator: "/") }
    }
    #expect(try users("x") == ["y/[0]", "z/<<", "z/l/[1]"])
    #expect(try users("x/k") == ["y/[0]", "z/l/[1]"])
    #expect(try users("y") == ["z/l/[0]"])
    #expect(try users("z") == [])
    #expect(document.anchors.map(\.name) == ["k", "x", "y"])
    let uses = document.anchors.map { $0.uses.map { document.path(of: $0).joined(separator: "/") } }
    #expect(uses == [["y/[0]", "z/l/[1]"], ["z/<<"], ["z/l/[0]"]])
  }

  @Test(arguments: [
    ("a: x\n", "y", "a: y\n"), ("a: x\n", "y: z", nil), ("a: x\n", "", nil), ("a: x\n", "y #z", nil),
    ("a: x\n", "- y", nil), ("a: x\n", "-y", "a: -y\n"), ("a: [x]\n", "y,z", nil),
    ("a: x\n", "y,z", "a: y,z\n"),
    ("a: 'x'\n", "it's: #", "a: 'it''s: #'\n"), ("a: 'x'\n", "y\nz", nil),
    ("a: \"x\"\n", "\"\\\n\u{7}", "a: \"\\\"\\\\\\n\\u0007\"\n"), ("a: x\n  y\n", "z", "a: z\n"),
    ("a: |  # c\n   x\n   y\n", "z\n\nw\n", "a: |  # c\n   z\n\n   w\n"), ("a: |\n  x\n", "y", nil),
    ("a: |-\n  x\n", "y", "a: |-\n  y\n"), ("a: >\n  x\n  y\n", "z\n", "a: >\n  z\n"),
    ("a: |+\n  x\n\n", "y\n", "a: |+\n  y\n"),
    ("a:\n", "x", nil), ("a: &b x # c\n", "y", "a: &b y # c\n"),
    ("a: |\r\n  x\r\n", "y\nz\n", "a: |\r\n  y\r\n  z\r\n"),
  ])
  func changed(text: String, value: String, expected: String?) throws {
    let document = try document(text)
    let unit = try #require(document.units.last)
    let change = document.changing(unit.id, to: value)
    let after = change.map {
      String(decoding: DocumentEdit.applied([$0], to: Array(text.utf8)), as: UTF8.self)
    }
    #expect(after == expected)
    if let after { #expect(try self.document(after).units.last?.value == value) }
  }
}
