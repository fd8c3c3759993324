import FormatLaws
import Formats
import SourceText
import Testing

/// What becomes by accident of the files of the corpora.
@Suite struct YAMLCorpusTests {
  /// Files with random mistakes are read as they are or refused, and never read wrongly:
  /// what can be read keeps the others' values when a unit goes.
  @Test(arguments: 0..<4)
  func mistakes(seed: Int) {
    var numbers = SeededNumbers(seed: UInt64(seed))
    let files = EveryFileTests.samples.filter {
      ($0.format == .yaml || $0.format == .helm) && $0.bytes.count < 1500
    }
    for _ in 0..<150 {
      guard let file = files.randomElement(using: &numbers) else { return }
      var bytes = file.bytes
      for _ in 0..<Int.random(in: 1...3, using: &numbers) {
        let start = Int.random(in: 0...bytes.count, using: &numbers)
        let end = min(bytes.count, start + Int.random(in: 0...2, using: &numbers))
        bytes.replaceSubrange(start..<end, with: Self.pieces.randomElement(using: &numbers)?.utf8 ?? "".utf8)
      }
      let sample = FormatSample(name: file.name, format: file.format, bytes: bytes)
      guard let document = try? sample.document() else { continue }
      #expect(document.serialised() == bytes)
      for id in stride(from: 0, to: document.units.count, by: document.units.count / 20 + 1) {
        #expect(sample.fault(without: id, of: document) == nil)
      }
    }
  }

  private static let pieces = [
    "", " ", "  ", "\t", "\n", "\n\n", "- ", ":", ": ", "? ", " # c", "[", "]", "{", "}", ",", "&a ", "*a",
    "!t ", "|\n",
    "|+\n", ">-\n", "'", "\"", "%", "key: v", "\n  k: v", "- - ", "\r\n", "\n---\n", "\n...\n", "\n# c\n",
    "é", "{{ end }}",
    "{{- if .a }}\n", "{{/* c */}}", "\u{0}",
  ]
}
