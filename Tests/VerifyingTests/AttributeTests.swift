import Findings
import SourceText
import Testing

@testable import Verifying

@Suite("Attributes of generated files") struct AttributeTests {
  private func isGenerated(_ path: RepositoryPath, _ files: [RepositoryPath: String]) -> Bool? {
    let snapshot = InMemorySnapshot(files.mapValues { Array($0.utf8) })
    return GeneratedAttributes(of: snapshot).isGenerated(path)
  }

  @Test(
    "Patterns mean what they mean to git",
    arguments: [
      ("*.pb.ts", "api/x.pb.ts", true), ("*.pb.ts", "x.pb.ts.txt", false), ("x.ts", "a/b/x.ts", true),
      ("/x.ts", "x.ts", true), ("/x.ts", "a/x.ts", false), ("a/x.ts", "b/a/x.ts", false),
      ("dist/**", "dist/a/b.js", true), ("**/gen/*.go", "a/b/gen/x.go", true), ("a**b", "a/b", false),
      ("a**b", "axxb", true), ("{a,b}", "a", false), ("{a,b}", "{a,b}", true), ("[ab].go", "b.go", true),
      ("dist/", "dist/a.js", false),
    ])
  func patterns(pattern: String, path: String, isGenerated: Bool) {
    let found = self.isGenerated(
      RepositoryPath(path), [".gitattributes": "\(pattern) linguist-generated\r\n"])
    #expect(found == (isGenerated ? true : nil))
  }

  @Test(
    "Each spelling of the attribute is read, and others are not",
    arguments: [
      ("linguist-generated=true", true), ("-diff linguist-generated merge=ours", true),
      ("-linguist-generated", false), ("linguist-generated=false", false), ("linguist-vendored", nil),
      ("", nil),
    ] as [(String, Bool?)])
  func values(attributes: String, expected: Bool?) {
    #expect(
      isGenerated("a.go", [".gitattributes": "# a.go linguist-generated\n  a.go \(attributes)\n"]) == expected
    )
  }

  @Test("The later line and the deeper folder count for more")
  func order() {
    let lines = "*.go linguist-generated\nkept.go -linguist-generated\nopen.go !linguist-generated\n"
    #expect(isGenerated("a.go", [".gitattributes": lines]) == true)
    #expect(isGenerated("kept.go", [".gitattributes": lines]) == false)
    #expect(isGenerated("open.go", [".gitattributes": lines]) == nil)
    let files: [RepositoryPath: String] = [
      ".gitattributes": lines, "z/.gitattributes": "kept.go linguist-generated",
      "z/y/.gitattributes": "*.go -linguist-generated",
    ]
    #expect(isGenerated("z/kept.go", files) == true)
    #expect(isGenerated("z/y/kept.go", files) == false)
    #expect(isGenerated("z/yy/a.go", files) == true)
  }

  @Test("A folder's name is no pattern, and a pattern that is none says nothing")
  func oddities() {
    #expect(isGenerated("[a]/x.go", ["[a]/.gitattributes": "x.go linguist-generated"]) == true)
    #expect(isGenerated("a/x.go", ["[a]/.gitattributes": "x.go linguist-generated"]) == nil)
    #expect(isGenerated("[", [".gitattributes": "[ linguist-generated"]) == nil)
  }

  @Test("They decide the class of a remnant's file")
  func inReports() throws {
    let report = try Trial.verify([
      Planted(".gitattributes", "*.ts linguist-generated\n"), Planted("a.ts", "websocket"),
      Planted("a.go", "websocket"),
    ]).report
    #expect(report.remnants.map(\.fileClass) == [.code, .generated])
    #expect(report.countsByClass == [.code: 1, .generated: 1])
  }
}
