import Findings
import SourceText

/// A text in which something was found, and where its bytes stand in the file.
struct SearchedText {
  private let bytes: UnsafeRawBufferPointer
  /// For each byte its offset in the file, and one more for the end; nil where the
  /// bytes are the file's.
  private let origins: [Int]?
  /// The lines of `bytes`; nil for a path or the target of a link, which has none.
  private let lines: LineIndex?
  /// The lines of the file, where those of `bytes` are not.
  private let fileLines: LineIndex?
  /// Whether its lines are such as editors know.
  private let hasLines: Bool
  private var counter: UTF16Counter

  /// - Parameters:
  ///   - bytes: what was searched.
  ///   - location: what that is.
  ///   - decoded: what `bytes` belong to, if they are not the file's own.
  ///   - file: the file's own bytes.
  init(
    _ bytes: UnsafeRawBufferPointer, location: Remnant.Location, decoded: DecodedText?,
    file: UnsafeRawBufferPointer
  ) {
    self.bytes = bytes
    origins = decoded?.origins
    lines = location == .contents ? LineIndex(bytes) : nil
    fileLines = decoded.flatMap { $0.hasFileLines ? nil : LineIndex(file) }
    hasLines = location == .contents && fileLines == nil && !isBinary(file)
    counter = UTF16Counter(bytes)
  }

  /// Fills in where a remnant stands: its place, length, columns and the line's hash.
  /// - Parameters:
  ///   - remnant: gets the values.
  ///   - range: byte offsets in the text, 0-based, end exclusive.
  mutating func locate(_ remnant: inout Remnant, at range: Range<Int>) {
    let path = remnant.place.path
    let start = origin(of: range.lowerBound)
    remnant.length = origin(of: range.upperBound) - start
    guard let lines else {
      remnant.place = Place(path: path, column: start + 1, text: excerpt(of: 0..<bytes.count, around: range))
      remnant.lineHash = hash(of: 0..<bytes.count, around: range)
      return
    }
    let number = lines.line(at: range.lowerBound)
    let line = lines.range(ofLine: number)
    // A byte order mark belongs to the first line and to no character.
    let lineStart = number == 1 ? 0 : origin(of: line.lowerBound)
    remnant.place = Place(
      path: path, line: fileLines?.line(at: start) ?? number,
      column: fileLines?.column(at: start) ?? start - lineStart + 1, text: excerpt(of: line, around: range))
    remnant.lineHash = hash(of: line, around: range)
    if hasLines { remnant.columns = counter.columns(of: range, in: line) }
  }

  private func excerpt(of line: Range<Int>, around hit: Range<Int>) -> String {
    Excerpt.text(of: line, around: hit, in: bytes)
  }

  /// Without blanks at both ends, so that neither an indentation nor another line end
  /// makes another line of it; of a long line only what surrounds the hit, so that not
  /// every change of a file in one line does.
  private func hash(of line: Range<Int>, around hit: Range<Int>) -> String {
    var shown = bytes[Excerpt.range(of: line, around: hit, in: bytes)]
    while let first = shown.first, first == 0x20 || first == 0x09 { shown = shown.dropFirst() }
    while let last = shown.last, last == 0x20 || last == 0x09 { shown = shown.dropLast() }
    return String(SHA256.hex(shown).prefix(Remnant.lineHashLength))
  }

  private func origin(of offset: Int) -> Int {
    guard let origins else { return offset }
    return origins[min(offset, origins.count - 1)]
  }
}

/// Counts UTF-16 code units from the beginning of a line. It goes on from the place
/// before where it can, so that many hits in one long line take no more than one pass.
struct UTF16Counter {
  private let bytes: UnsafeRawBufferPointer
  private var line = 0
  private var offset = 0
  private var units = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// - Parameters:
  ///   - hit: byte offsets, 0-based, end exclusive.
  ///   - line: the line in which it begins, with its end.
  /// - Returns: columns from 1, end exclusive; of a hit in several lines the part in the first.
  mutating func columns(of hit: Range<Int>, in line: Range<Int>) -> Range<Int> {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let hasMark = line.lowerBound == 0 && bytes[line].starts(with: mark) && hit.lowerBound >= mark.count
    let start = line.lowerBound + (hasMark ? mark.count : 0)
    if start != self.line || hit.lowerBound < offset { (self.line, offset, units) = (start, start, 0) }
    units += count(offset..<hit.lowerBound)
    offset = hit.lowerBound
    var end = min(hit.upperBound, line.upperBound)
    while end > hit.lowerBound, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return (units + 1)..<(units + 1 + count(hit.lowerBound..<end))
  }

  private func count(_ range: Range<Int>) -> Int { String(decoding: bytes[range], as: UTF8.self).utf16.count }
}
