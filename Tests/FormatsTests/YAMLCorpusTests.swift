import Foundation
import Formats
import SourceText
import Testing

/// What holds for all files of the corpora, and for what becomes of them by accident.
@Suite struct YAMLCorpusTests {
  static let files: [(name: String, format: Format, bytes: [UInt8])] = {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let fixtures = tests.deletingLastPathComponent().appendingPathComponent("Fixtures")
    let names = FileManager.default.enumerator(atPath: fixtures.path)?.compactMap { $0 as? String } ?? []
    let files = names.sorted().compactMap { name -> (String, Format, [UInt8])? in
      guard !name.hasPrefix("Cases/"), let format = Format(of: RepositoryPath(name)),
        format == .yaml || format == .helm
      else { return nil }
      return (name, format, (try? [UInt8](Data(contentsOf: fixtures.appendingPathComponent(name)))) ?? [])
    }
    let cases = (try? FormatCase.all()) ?? []
    return files
      + cases.filter { $0.failure == nil }.map { ($0.name, Format(of: $0.path) ?? .json, $0.before) }
      .filter { $0.1 == .yaml || $0.1 == .helm }
  }()

  @Test func everyUnitGoesAlone() throws {
    for file in Self.files {
      _ = try file.format.document(parsing: file.bytes)
      let fault = Layouts.fault(in: file.bytes, file.format, isExpected: Self.missesAnAnchor)
      #expect(fault == nil, "\(file.name)")
    }
  }

  /// Files with random mistakes are read as they are or refused, and never read wrongly:
  /// what can be read keeps the others' values when a unit goes.
  @Test(arguments: 0..<4)
  func mistakes(seed: Int) {
    var numbers = SeededNumbers(seed: UInt64(seed))
    let files = Self.files.filter { $0.bytes.count < 1500 }
    for _ in 0..<150 {
      guard let file = files.randomElement(using: &numbers) else { return }
      var bytes = file.bytes
      for _ in 0..<Int.random(in: 1...3, using: &numbers) {
        let start = Int.random(in: 0...bytes.count, using: &numbers)
        let end = min(bytes.count, start + Int.random(in: 0...2, using: &numbers))
        bytes.replaceSubrange(start..<end, with: Self.pieces.randomElement(using: &numbers)?.utf8 ?? "".utf8)
      }
      // What has lost its shape nests by its neighbours, so that deleting one moves it.
      let fault = Layouts.fault(
        in: bytes, file.format, most: 20, comparesUnits: file.format == .yaml, isExpected: Self.missesAnAnchor
      )
      #expect(fault == nil, "\(file.name): \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  private static func missesAnAnchor(_ problem: FormatProblem) -> Bool {
    problem.message.contains("has no anchor")
  }

  private static let pieces = [
    "", " ", "  ", "\t", "\n", "\n\n", "- ", ":", ": ", "? ", " # c", "[", "]", "{", "}", ",", "&a ", "*a",
    "!t ", "|\n",
    "|+\n", ">-\n", "'", "\"", "%", "key: v", "\n  k: v", "- - ", "\r\n", "\n---\n", "\n...\n", "\n# c\n",
    "é", "{{ end }}",
    "{{- if .a }}\n", "{{/* c */}}", "\u{0}",
  ]
}
