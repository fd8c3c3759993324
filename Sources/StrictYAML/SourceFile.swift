internal import SourceText

/// The text of a file, by lines as YAML counts them.
struct SourceFile {
  /// As the user named it.
  let name: String
  private let lines: [[Unicode.Scalar]]

  init(name: String, text: String) {
    self.name = name
    var lines: [[Unicode.Scalar]] = [[]]
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n" where previous == "\r": break
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": lines.append([])
      default: lines[lines.count - 1].append(scalar)
      }
      previous = scalar
    }
    self.lines = lines
  }

  /// The scalars of a line without its end.
  /// - Parameter number: from 1.
  /// - Returns: nothing when there is no such line.
  func line(_ number: Int) -> [Unicode.Scalar] {
    lines.indices.contains(number - 1) ? lines[number - 1] : []
  }

  /// How many lines there are, a last empty one included.
  var lineCount: Int { lines.count }

  /// The mistake at a place.
  func error(_ message: String, at mark: YAMLMark) -> RuleFileError {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: line(mark.line))
    return RuleFileError(
      position: SourcePosition(file: name, line: mark.line, column: mark.column), message: message,
      sourceLine: String(text))
  }
}

/// A place in a file.
struct YAMLMark: Hashable {
  /// From 1.
  var line: Int
  /// In Unicode scalars, from 1.
  var column: Int
}
