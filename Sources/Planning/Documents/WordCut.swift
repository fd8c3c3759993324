import Formats
import SourceText

/// Takes words out of a passage that stays: what is left begins as it began, and the frame
/// of a drawing keeps its place.
enum WordCut {
  /// A range of the file, 0-based with its end exclusive, and what takes its place.
  typealias Change = (range: Range<Int>, replacement: [UInt8])

  /// - Parameters:
  ///   - ranges: what goes.
  ///   - unit: where it stands.
  ///   - document: the file.
  /// - Returns: changes that do not overlap.
  static func changes(
    _ ranges: [Range<Int>], of unit: Formats.Unit, in document: LoadedDocument
  ) -> [Change] {
    var changes: [Change] = ranges.map { ($0, []) }
    switch unit.kind {
    case .sentence, .section:
      if let first = changes.first, let begun = beginning(first.range, of: unit, in: document) {
        changes[0] = begun
      }
    case .line: changes += [filling(ranges, of: unit, in: document)].compactMap(\.self)
    default: break
    }
    return changes
  }

  /// Where the first words go, the next one takes over the capital.
  private static func beginning(
    _ range: Range<Int>, of unit: Formats.Unit, in document: LoadedDocument
  ) -> Change? {
    let words = document.words(of: unit)
    let before = String(decoding: document.source[words.lowerBound..<range.lowerBound], as: UTF8.self)
    guard !before.contains(where: { $0.isLetter || $0.isNumber }),
      let old = document.source[range].first(where: isLetter), isCapital(old)
    else { return nil }
    // What is in bold begins a sentence, too.
    let marks = document.source[range.upperBound..<words.upperBound].prefix { "*_[~".utf8.contains($0) }
    guard marks.endIndex < words.upperBound else { return nil }
    let next = document.source[marks.endIndex]
    guard isLetter(next), !isCapital(next) else { return nil }
    return (range.lowerBound..<marks.endIndex + 1, marks + [next & 0xDF])
  }

  /// Blanks before the frame at the end of a line, as wide as what goes.
  private static func filling(
    _ ranges: [Range<Int>], of unit: Formats.Unit, in document: LoadedDocument
  ) -> Change? {
    let lines = LineIndex(document.source)
    let range = lines.range(ofLine: lines.line(at: unit.range.lowerBound))
    let line = String(decoding: document.source[range], as: UTF8.self)
      .trimmingPrefix { $0.isWhitespace || $0 == ">" }
    guard let last = String(decoding: document.source[unit.range], as: UTF8.self).last,
      let first = line.first, "│|║".contains(last), "│|║".contains(first)
    else {
      return nil
    }
    let width = ranges.reduce(0) { $0 + String(decoding: document.source[$1], as: UTF8.self).count }
    let place = unit.range.upperBound - String(last).utf8.count
    return (place..<place, Array(repeating: UInt8(ascii: " "), count: width))
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }

  private static func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}
