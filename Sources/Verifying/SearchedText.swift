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
  }

  /// How many bytes of the file a range takes.
  func length(of range: Range<Int>) -> Int { origin(of: range.upperBound) - origin(of: range.lowerBound) }

  /// Line and column in the file, or the column alone, and the text around.
  func place(of range: Range<Int>, in path: RepositoryPath) -> Place {
    let start = origin(of: range.lowerBound)
    guard let lines else {
      return Place(path: path, column: start + 1, text: excerpt(of: 0..<bytes.count, around: range))
    }
    let line = lines.line(at: range.lowerBound)
    let lineRange = lines.range(ofLine: line)
    // A byte order mark belongs to the first line and to no character.
    let lineStart = line == 1 ? 0 : origin(of: lineRange.lowerBound)
    return Place(
      path: path, line: fileLines?.line(at: start) ?? line,
      column: fileLines?.column(at: start) ?? start - lineStart + 1,
      text: excerpt(of: lineRange, around: range))
  }

  private func excerpt(of line: Range<Int>, around hit: Range<Int>) -> String {
    Excerpt.text(of: line, around: hit, in: bytes)
  }

  private func origin(of offset: Int) -> Int {
    guard let origins else { return offset }
    return origins[min(offset, origins.count - 1)]
  }
}
