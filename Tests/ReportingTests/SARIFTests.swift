import Findings
import Foundation
import SourceText
import TestSupport
import Testing

@testable import Reporting

@Suite("SARIF", .blocking) struct SARIFTests {
  @Test("A verification is encoded as it is recorded", arguments: [Sample.verification, .clean])
  func golden(sample: Sample) throws {
    try expectGolden(try SARIFRenderer().render(sample.report), "\(sample).sarif")
  }

  @Test("Every report fits the official schema, hostile text in it too")
  func schema() throws {
    let reports =
      Sample.allCases.map(\.report) + [HostileTextTests.report, Sample.report(.verify, .inputOutput)]
    let files = try reports.map { try SARIFRenderer().render($0) }
    #expect(try SARIFSchema.mistakes(in: files) == [])
  }

  @Test(
    "What the schema is worth: it finds mistakes",
    arguments: [
      ("\"runs\"", "\"running\""), ("\"2.1.0\"", "\"2.2.0\""), ("\"external\"", "\"elsewhere\""),
      ("\"startLine\" : ", "\"startLine\" : -"), ("\"level\" : \"warning\"", "\"level\" : \"grave\""),
      ("\"uri\" : \"", "\"uri\" : \"a b"), ("\"endColumn\" : ", "\"endColumn\" : 0.5, \"x\" : "),
      ("\"ruleId\"", "\"rule\""),
    ])
  func mistakes(text: String, mistake: String) throws {
    let file = String(decoding: try SARIFRenderer().render(Sample.verification()), as: UTF8.self)
    try #require(file.contains(text), "there is no \(text)")
    #expect(try !SARIFSchema.mistakes(in: [Array(file.replacing(text, with: mistake).utf8)]).isEmpty)
  }

  private struct Log: Decodable {
    struct Run: Decodable {
      struct Rule: Decodable { let id: String }
      struct Tool: Decodable { let driver: Driver }
      struct Driver: Decodable { let rules: [Rule] }
      let tool: Tool
      let columnKind: String
      let results: [Result]
    }
    struct Result: Decodable {
      struct Suppression: Decodable { let justification: String }
      let ruleId: String
      let ruleIndex: Int
      let level: String
      let partialFingerprints: [String: String]?
      let suppressions: [Suppression]
      let locations: [Location]
    }
    struct Location: Decodable {
      struct Physical: Decodable {
        let artifactLocation: Artifact
        let region: Region?
      }
      struct Artifact: Decodable { let uri: String }
      struct Region: Decodable { let startLine: Int, startColumn: Int?, endColumn: Int? }
      let physicalLocation: Physical
    }
    let runs: [Run]
  }

  private func run(_ report: Report) throws -> Log.Run {
    try #require(
      try JSONDecoder().decode(Log.self, from: Data(try SARIFRenderer().render(report))).runs.first)
  }

  @Test("Every result names its rule, by id and by index")
  func rules() throws {
    for sample in Sample.allCases {
      let run = try run(sample.report)
      let ids = run.tool.driver.rules.map(\.id)
      #expect(Set(ids).count == ids.count)
      for result in run.results {
        #expect(ids.indices.contains(result.ruleIndex) && ids[result.ruleIndex] == result.ruleId)
      }
    }
  }

  @Test("Results that something lets stand are suppressed with the reason, others expressly not")
  func suppressions() throws {
    let report = try #require(Sample.verification().verification)
    let results = try run(Sample.verification()).results.filter { $0.ruleId.hasPrefix("remnant/") }
    #expect(results.count == report.remnants.count + report.known.count + report.allowed.count)
    #expect(results.count { $0.suppressions.isEmpty } == report.remnants.count)
    #expect(
      Set(results.flatMap(\.suppressions).map(\.justification)) == [
        "Known in the baseline '.sunset/known.json'.",
        "Allowance 'A1': decision records are kept (architecture)",
      ])
  }

  @Test("Fingerprints tell results apart, and outlive a move, an allowance and a baseline")
  func fingerprints() throws {
    func fingerprints(_ report: Report) throws -> [String] {
      try run(report).results.compactMap { result in
        result.partialFingerprints?["remnant/v1"].map {
          "\(result.locations[0].physicalLocation.artifactLocation.uri) \($0)"
        }
      }.sorted()
    }
    let original = try fingerprints(Sample.verification())
    #expect(Set(original).count == original.count)
    var moved = Sample.verification()
    var verification = try #require(moved.verification)
    verification.remnants = (verification.remnants + verification.known).map { remnant in
      var moved = remnant
      let place = remnant.place
      moved.place = Place(
        path: place.path, line: place.line.map { $0 + 7 }, column: place.column, text: place.text)
      return moved
    }
    verification.known = []
    moved.verification = verification
    #expect(try fingerprints(moved) == original)
  }

  @Test("Columns count UTF-16 code units; a path, a link and a binary file have no region")
  func regions() throws {
    let run = try run(Sample.verification())
    #expect(run.columnKind == "utf16CodeUnits")
    let regions = Dictionary(grouping: run.results.flatMap(\.locations).map(\.physicalLocation)) {
      $0.artifactLocation.uri
    }
    #expect(regions["web/src/App.tsx"]?.map { $0.region?.startColumn } == [19, 4])
    #expect(regions["web/src/App.tsx"]?.map { $0.region?.endColumn } == [28, 14])
    for path in ["etc/current", "docs/websocket.md", "bin/tool"] {
      #expect(regions[path]?.map(\.region?.startLine) == [nil])
    }
  }

  @Test(
    "Any path becomes an address that leads back to its bytes",
    arguments: [
      ("a/b.ts", "a/b.ts"), ("a b", "a%20b"), ("c:/x", "c%3A/x"), ("100%", "100%25"), ("é#?", "%C3%A9%23%3F"),
      ("a\n\"\\", "a%0A%22%5C"),
    ])
  func addresses(path: String, uri: String) {
    #expect(SARIFArtifactLocation(RepositoryPath(path)).uri == uri)
    #expect(uri.removingPercentEncoding == path)
    #expect(SARIFArtifactLocation(RepositoryPath(bytes: [0x61, 0xFF])).uri == "a%FF")
  }

  @Test("Braces are doubled, and nothing becomes a link")
  func messages() {
    #expect(SARIFMessage("{0} [a](b) ] (").text == "{{0}} [a] (b) ] (")
  }

  @Test("The level follows the class")
  func levels() throws {
    let results = try run(Sample.verification()).results
    #expect(results.map(\.level).filter { $0 == "warning" }.count == 4)
    #expect(FileClass.allCases.map(\.severity).allSatisfy { $0 > .note })
  }
}

/// The official schema, and what reads it.
private enum SARIFSchema {
  static func mistakes(in files: [[UInt8]]) throws -> [String] {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let checker = tests.appending(path: "Compilers/check-sarif.py")
    let python = tests.deletingLastPathComponent().appending(path: ".deps/fixture-venv/bin/python")
    try #require(
      FileManager.default.isExecutableFile(atPath: python.path),
      "there is no \(python.path); run Scripts/setup-tests venv")
    let folder = FileManager.default.temporaryDirectory.appending(path: "sunset-sarif-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = try files.enumerated().map { index, bytes in
      let file = folder.appending(path: "\(index).sarif")
      try Data(bytes).write(to: file)
      return file.path
    }
    let process = Process()
    let output = Pipe()
    process.executableURL = python
    process.arguments = [checker.path] + paths
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "the check did not run; run Scripts/setup-tests venv")
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
