import Formats
import SourceText
import Testing

/// Files within a file of YAML.
@Suite struct EmbeddingTests {
  private func document(_ text: String) throws -> EmbeddingDocument {
    try EmbeddingDocument(parsing: Array(text.utf8))
  }

  private func text(_ document: EmbeddingDocument, without deletion: Deletion) throws -> String {
    let edits = deletion.changes.map { Edit($0.range, replacement: $0.replacement, cause: CauseID($0.unit)) }
    return String(decoding: try EditSet(edits).applied(to: document.serialised()), as: UTF8.self)
  }

  private static let map = """
    apiVersion: v1
    kind: ConfigMap
    data:
      .env: |
        # Chat
        PORT=80
        MODE='a b'
      a.json: |
        {
          "one": ["x", "\\u0079"],

          "two": 2
        }
      plain: |
        PORT=80
      one-line.json: '{"a": 1}'

    """

  @Test func partsAreThoseOfTheTexts() throws {
    let document = try document(Self.map)
    #expect(document.serialised() == Array(Self.map.utf8))
    let paths = document.units.map { document.path(of: $0.id).joined(separator: "/") }
    #expect(paths.contains("data/.env/MODE"))
    #expect(paths.contains("data/a.json/one/[1]"))
    #expect(!paths.contains("data/one-line.json/a"))
    for unit in document.units {
      #expect(unit.parent.map { $0 < unit.id } ?? true)
      guard let name = unit.name, let found = document.units.firstIndex(of: unit) else { continue }
      let written = String(decoding: document.serialised()[unit.range], as: UTF8.self)
      #expect(written.contains(name) && found == unit.id)
    }
  }

  @Test(arguments: [
    ("data/.env/PORT", "    # Chat\n    PORT=80\n", "    # Chat\n"),
    ("data/.env/MODE", "    MODE='a b'\n", ""),
    ("data/a.json/one/[1]", ", \"\\u0079\"", ""), ("data/a.json/two", ",\n\n      \"two\": 2", ""),
    ("data/a.json/one", "      \"one\": [\"x\", \"\\u0079\"],\n\n", ""),
    ("data/plain", "  plain: |\n    PORT=80\n", ""),
  ])
  func aPartGoesAlone(path: String, gone: String, left: String) throws {
    for lineEnd in ["\n", "\r\n"] {
      let document = try document(Self.map.replacing("\n", with: lineEnd))
      let id = try #require(
        document.units.first { document.path(of: $0.id).joined(separator: "/") == path }?.id)
      let expected = Self.map.replacing(gone, with: left, maxReplacements: 1).replacing("\n", with: lineEnd)
      #expect(try text(document, without: document.deleting([id])) == expected)
    }
  }

  @Test func aTextOfWhichNothingIsLeftGoes() throws {
    let document = try document(Self.map)
    let ids = document.units.filter { ["PORT", "MODE"].contains($0.name) && $0.kind == .variable }.map(\.id)
    let deletion = document.deleting(Set(ids))
    let expected = Self.map.replacing("  .env: |\n    # Chat\n    PORT=80\n    MODE='a b'\n", with: "")
    #expect(try text(document, without: deletion) == expected)
  }

  @Test func valuesChangeInTheirPlaces() throws {
    let document = try document(Self.map)
    let mode = try #require(document.units.first { $0.name == "MODE" }?.id)
    let change = try #require(document.changing(mode, to: "c"))
    #expect(String(decoding: document.serialised()[change.range], as: UTF8.self) == "a b")
    #expect(change.replacement == Array("c".utf8))
    let item = try #require(document.units.first { $0.value == "y" })
    let places = try #require(document.valuePlaces(of: item.id))
    #expect(String(decoding: document.serialised()[places.range(of: 0..<1)], as: UTF8.self) == "\\u0079")
  }
}
