import Foundation
import Testing

@testable import Conformance

/// The cases are those of the catalogue, embedded as they lie in the folder.
@Suite struct ConformanceCatalogueTests {
  struct Row: Hashable {
    let id: String
    let level: String
    let proves: String
  }

  private func rows() throws -> [Row] {
    let form = /(?m)^\| ((?:SRV|CLI|E2E|STA)(?:-[A-Z]+)?-\d{3}) \| ([^|]+) \| ([^|]+) \|/
    return try Project.text("Fixtures/Conformance/catalogue.md").matches(of: form).map { match in
      Row(id: String(match.1), level: String(match.2.prefix { $0.isLetter }), proves: String(match.3))
    }
  }

  @Test func everyCaseIsBuilt() throws {
    let rows = try rows()
    let cases = try ConformanceSuite().cases
    #expect(rows.count == 204)
    #expect(cases.map(\.id) == rows.map(\.id))
    #expect(cases.map(\.level.rawValue) == rows.map(\.level))
  }

  @Test func theyProveWhatTheCatalogueSays() throws {
    let rows = Dictionary(uniqueKeysWithValues: try rows().map { ($0.id, $0.proves) })
    for one in try ConformanceSuite().cases {
      let written = rows[one.id]?.matches(of: /[TR]\d+(\.\d+)?/).map { String($0.0) } ?? []
      let proven = one.proves.split(separator: " ").map(String.init)
      #expect(proven == written, "\(one.id)")
    }
  }

  @Test func whatIsEmbeddedIsWhatLiesThere() throws {
    let there = Dictionary(
      uniqueKeysWithValues: try Project.files(in: "Sources/Conformance/Cases").map { ($0.name, $0.bytes) })
    let embedded = Dictionary(uniqueKeysWithValues: EmbeddedCases.files.map { ($0.name, $0.bytes) })
    #expect(there == embedded)
  }

  @Test func theHarnessIsWhatLiesThere() throws {
    let folder = Project.root.appending(path: "Sources/Conformance/Harness")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let there = Dictionary(
      uniqueKeysWithValues: try names.map { ($0, try Project.bytes("Sources/Conformance/Harness/\($0)")) })
    #expect(there == Dictionary(uniqueKeysWithValues: HarnessFiles.files.map { ($0.name, $0.bytes) }))
  }

  @Test func theReferencePageIsFresh() throws {
    let page = try Project.text("Fixtures/Conformance/reference.md")
    #expect(page == (try ConformanceSuite().reference), "run make conformance-reference")
  }

  @Test func aCaseNeedsSomethingThatMustHappen() throws {
    let text = """
      title: One
      cases:
        - {id: SRV-A-001, level: MUST, proves: T1, text: x, steps: [{wait: 1}]}
      """
    #expect { try ConformanceSuite(files: [("c.yaml", Array(text.utf8))]) } throws: {
      "\($0)".contains("needs the key 'happens'")
    }
  }

  @Test func anIdIsUsedOnce() throws {
    let text = """
      title: One
      cases:
        - {id: STA-A-001, level: MUST, proves: T1, text: x, check: {kind: tests-call}}
        - {id: STA-A-001, level: MUST, proves: T1, text: x, check: {kind: tests-call}}
      """
    #expect(throws: ConformanceError.caseTwice("STA-A-001")) {
      try ConformanceSuite(files: [("c.yaml", Array(text.utf8))])
    }
  }
}
