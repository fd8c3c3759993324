import FormatLaws
import Formats
import SourceText
import Testing

/// What holds for every format that is read line by line or directive by directive.
@Suite struct RowFormatTests {
  static let formats: [Format] = [.nginx, .dotenv, .dockerfile, .gomod, .gosum, .shell]

  /// Bytes that somebody broke are read or refused, and what is read comes back.
  @Test(arguments: EveryFileTests.samples.filter { formats.contains($0.format) })
  func brokenBytesDoNoHarm(sample: FormatSample) {
    var numbers = SeededNumbers(seed: UInt64(sample.bytes.count))
    for _ in 0..<60 {
      let broken = numbers.broken(sample.bytes)
      guard let document = try? sample.format.document(parsing: broken) else { continue }
      #expect(document.serialised() == broken)
      guard !document.units.isEmpty else { continue }
      let chosen = Set((0..<3).map { _ in Int.random(in: document.units.indices, using: &numbers) })
      let changes = document.deleting(chosen).changes
      for (upper, lower) in zip(changes, changes.dropFirst()) {
        #expect(
          upper.range.upperBound <= lower.range.lowerBound,
          "without \(chosen.sorted()) of \(String(decoding: broken, as: UTF8.self))")
      }
      for unit in document.units { _ = document.changing(unit.id, to: "x") }
    }
  }
}
