import FormatLaws
import Formats
import Testing

/// What the laws are worth: they find an editor that breaks them.
@Suite struct LawTests {
  /// Deletes as JSON does, and then does something wrong.
  struct Careless: StructuredDocument {
    var json: JSONDocument
    var change: @Sendable (Deletion) -> Deletion = { $0 }

    init(parsing bytes: [UInt8]) throws(FormatProblem) { json = try JSONDocument(parsing: bytes) }

    var units: [Formats.Unit] { json.units }
    func serialised() -> [UInt8] { json.serialised() }
    func deleting(_ ids: Set<Int>) -> Deletion { change(json.deleting(ids)) }
    func changing(_ id: Int, to value: String) -> TextChange? {
      TextChange(units[id].range, replacement: Array("\"c\": \"\(value)\"".utf8), unit: id)
    }
  }

  private static let text = "{\n  \"a\": {\"b\": 1, \"c\": \"2\"},\n\n  \"d\": 3\n}\n"

  private func damage(
    deleting ids: Set<Int>, changing values: [Int: String] = [:],
    _ change: @escaping @Sendable (Deletion) -> Deletion = { $0 }
  ) throws -> String? {
    let bytes = Array(Self.text.utf8)
    var document = try Careless(parsing: bytes)
    document.change = change
    do {
      _ = try DocumentEdit(deleting: ids, changing: values).result(on: document, of: bytes, .json)
      return nil
    } catch {
      return error.message
    }
  }

  /// One change more than there should be.
  private func adding(_ range: Range<Int>, _ text: String = "") -> @Sendable (Deletion) -> Deletion {
    let extra = TextChange(range, replacement: Array(text.utf8), unit: 1)
    return { deletion in
      let changes = (deletion.changes + [extra]).sorted { $0.range.lowerBound < $1.range.lowerBound }
      return Deletion(changes: changes, units: deletion.units)
    }
  }

  @Test func whatIsRightIsNone() throws {
    #expect(try damage(deleting: [1]) == nil)
    #expect(try damage(deleting: [3], changing: [2: "x"]) == nil)
  }

  @Test func changesMustBeDisjoint() throws {
    let range = try Careless(parsing: Array(Self.text.utf8)).json.deleting([1]).changes[0].range
    let found = try damage(deleting: [1], adding(range.lowerBound..<range.lowerBound + 1))
    #expect(found?.contains("same bytes") == true)
    #expect(
      try damage(deleting: [1]) { Deletion(changes: $0.changes.reversed() + $0.changes, units: $0.units) }
        != nil)
  }

  @Test func whatWasAskedForGoesWithItsParts() throws {
    #expect(try damage(deleting: [1]) { Deletion(changes: $0.changes, units: []) } == "entry does not go")
    let found = try damage(deleting: [0]) { Deletion(changes: $0.changes, units: [0]) }
    #expect(found == "entry stays though what it is a part of goes")
  }

  @Test func othersKeepTheirBytes() throws {
    let three = Self.text.utf8.count - 4
    #expect(try damage(deleting: [1], adding(three..<three + 1, "x")) == "entry stays and loses bytes")
    #expect(try damage(deleting: [1], adding(0..<0, "[")) != nil)
  }

  @Test func theRestSaysWhatWasLeft() throws {
    #expect(try damage(deleting: []) { _ in Deletion(changes: [], units: []) } == nil)
    let found = try damage(deleting: [1]) { deletion in
      Deletion(changes: [TextChange(0..<0, replacement: [0x20], unit: 1)], units: deletion.units)
    }
    #expect(found == "expected 1 entry 'c' = '2', found 1 entry 'b' = '1'")
    #expect(
      try damage(deleting: [], changing: [2: "\\u0041"])
        == "expected 1 entry 'c' = '\\u0041', found 1 entry 'c' = 'A'")
  }

  @Test(arguments: [
    ("\n\n", "more blank lines stand together than before"), ("\r\n", "line ends are mixed"),
  ])
  func blankLinesAndLineEnds(text: String, message: String) throws {
    #expect(try damage(deleting: [1], adding(1..<1, text)) == message)
  }

  @Test func theLastLineKeepsItsEnd() throws {
    let count = Self.text.utf8.count
    #expect(try damage(deleting: [1], adding(count - 1..<count)) == "the last line has lost its end")
  }
}
