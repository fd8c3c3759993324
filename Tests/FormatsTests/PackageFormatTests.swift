import Formats
import SourceText
import Testing

/// Imports of Go, lists of vendored modules, lists of paths.
@Suite struct PackageFormatTests {
  private func imports(_ text: String) -> [String]? { GoImports.read(Array(text.utf8))?.map(\.path) }

  @Test func readsTheHeadOfAGoFile() {
    #expect(
      imports("\u{FEFF}// a\npackage a; import `b/c`; import (\n_ \"d\"\n. \"e\" // f\n)\nvar x = \"g\"\n")
        == ["b/c", "d", "e"])
    #expect(imports("package a\n") == [])
    #expect(
      imports("/* package a */ package b\nimport ()\nimport \"c\"\nfunc f() {}\nimport \"d\"\n") == ["c"])
    #expect(imports("package a\nimport \"b\n") == nil)
    #expect(imports("no go\n") == nil)
    #expect(imports("") == nil)
  }

  private func without(_ names: Set<String>, _ document: any StructuredDocument) throws -> String {
    let ids = Set(document.units.filter { $0.name.map(names.contains) ?? false }.map(\.id))
    let edits = document.deleting(ids).changes.map {
      Edit($0.range, replacement: $0.replacement, cause: CauseID(0))
    }
    return String(decoding: try EditSet(edits).applied(to: document.serialised()), as: UTF8.self)
  }

  @Test func keepsTheOtherModules() throws {
    let text = "## workspace\n# a v1 => ../a\n## explicit\na\na/b\n# c v2\nc\n# a => ../a\n"
    let document = try GoVendorDocument(parsing: Array(text.utf8))
    #expect(document.serialised() == Array(text.utf8))
    #expect(document.units.map(\.value) == ["v1 => ../a", "v2", "=> ../a"])
    #expect(try without(["a"], document) == "## workspace\n# c v2\nc\n")
    #expect(throws: FormatProblem.self) { try GoVendorDocument(parsing: Array("a\n# a v1\n".utf8)) }
  }

  @Test(arguments: [
    ("# One.\r\na\r\nb c  d\r\n", "# One.\r\na\r\n"), ("a\n\n# Of b.\nb\n\nc", "a\n\nc"), ("a\nb", "a"),
    ("\u{FEFF}b\na\\ b x\n", "\u{FEFF}a\\ b x\n"), ("!b\nb\n", "!b\n"),
    ("a\n# Of b and c.\nb\nc\n", "a\n# Of b and c.\nc\n"),
  ])
  func keepsTheOtherPatterns(before: String, after: String) throws {
    let document = try PathListDocument(parsing: Array(before.utf8))
    #expect(document.serialised() == Array(before.utf8))
    #expect(try without(["b"], document) == after)
  }
}
