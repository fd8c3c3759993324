import Findings
import Foundation
import SourceText
import Testing

@testable import Reporting

@Suite("JSON") struct JSONTests {
  @Test("Reports are encoded as they are recorded", arguments: Sample.allCases)
  func golden(sample: Sample) throws {
    try expectGolden(try JSONRenderer().render(sample.report), "\(sample).json")
  }

  @Test("A path that is not UTF-8 comes back byte for byte")
  func lossless() throws {
    var report = Sample.report(.verify)
    let path = RepositoryPath(bytes: [0x61, 0xFF, 0x1B, 0x0A])
    report.findings = [Finding(code: "x", severity: .note, message: "", place: Place(path: path))]
    let bytes = try JSONRenderer().render(report)
    let read = try JSONDecoder().decode(Read.self, from: Data(bytes))
    let place = try #require(read.findings.first?.place)
    #expect(place.path == "a\u{FFFD}\u{1B}\n")
    #expect(place.pathBase64.flatMap { Data(base64Encoded: $0) } == Data(path.bytes))
  }

  @Test("Escapes beyond ASCII mean the same text")
  func escapes() throws {
    var report = Sample.report(.verify)
    report.notes = [HostileTextTests.hostile + "é漢😀\u{E0001}"]
    let read = try JSONDecoder().decode(Read.self, from: Data(try JSONRenderer().render(report)))
    #expect(read.notes == report.notes)
    #expect(read.schemaVersion == 1)
  }

  @Test("Equal reports give equal bytes, whatever the order of their dictionaries")
  func deterministic() throws {
    var one = Sample.plan()
    var two = Sample.plan()
    let facts = (0..<50).map { ("fact.\($0)", ["b", "a"]) }
    one.steps[0].facts = Dictionary(uniqueKeysWithValues: facts)
    two.steps[0].facts = Dictionary(uniqueKeysWithValues: facts.reversed())
    #expect(try JSONRenderer().render(one) == JSONRenderer().render(two))
  }

  private struct Read: Decodable {
    struct Item: Decodable { let place: PlaceRead? }
    struct PlaceRead: Decodable {
      let path: String
      let pathBase64: String?
    }
    let schemaVersion: Int
    let findings: [Item]
    let notes: [String]
  }
}
