extension SourceFile {
  /// Where in the file a byte of a scalar's value stands. Falls back to the scalar's
  /// beginning where the value was folded from several lines.
  /// - Parameters:
  ///   - offset: UTF-8 byte offset into the value, 0-based.
  ///   - node: the scalar.
  /// - Returns: the place in the file.
  func place(ofByte offset: Int, in node: YAMLNode) -> YAMLMark {
    guard case .scalar(let value, let style) = node.content else { return node.mark }
    let found: YAMLMark? =
      switch style {
      case .plain: walk(from: node.mark, to: offset) { _ in nil }
      case .singleQuoted:
        walk(from: node.mark.next, to: offset) { $0.starts(with: ["'", "'"]) ? (2, 1) : nil }
      case .doubleQuoted: walk(from: node.mark.next, to: offset, escape)
      case .literal: placeInBlock(offset, value, below: node.mark)
      case .folded: nil
      }
    return found ?? node.mark
  }

  /// Goes along one line until `target` bytes of the value have passed.
  /// - Parameters:
  ///   - start: where the value's first byte stands.
  ///   - target: how many bytes of the value to pass.
  ///   - special: for what is not written as it is: how many scalars it takes in the
  ///     file, and how many bytes in the value.
  /// - Returns: the place behind those bytes; nil when the line ends before.
  private func walk(
    from start: YAMLMark, to target: Int,
    _ special: (ArraySlice<Unicode.Scalar>) -> (written: Int, bytes: Int)?
  ) -> YAMLMark? {
    let text = line(start.line)
    var index = start.column - 1
    var passed = 0
    while passed < target {
      guard index < text.count else { return nil }
      let (written, bytes) = special(text[index...]) ?? (1, UTF8.width(text[index]))
      index += written
      passed += bytes
    }
    return YAMLMark(line: start.line, column: index + 1)
  }

  private func escape(_ text: ArraySlice<Unicode.Scalar>) -> (written: Int, bytes: Int)? {
    guard text.first == "\\", let letter = text.dropFirst().first else { return nil }
    func coded(_ digits: Int) -> (Int, Int)? {
      var number = String.UnicodeScalarView()
      number.append(contentsOf: text.dropFirst(2).prefix(digits))
      return UInt32(String(number), radix: 16).flatMap(Unicode.Scalar.init).map {
        (2 + digits, UTF8.width($0))
      }
    }
    switch letter {
    case "x": return coded(2)
    case "u": return coded(4)
    case "U": return coded(8)
    case "N", "_": return (2, 2)
    case "L", "P": return (2, 3)
    default: return (2, 1)
    }
  }

  /// The lines of a literal block are those below its `|`, less their indentation.
  private func placeInBlock(_ offset: Int, _ value: String, below mark: YAMLMark) -> YAMLMark? {
    let before = value.utf8.prefix(offset)
    let number = before.count { $0 == 0x0A }
    let lines = value.split(separator: "\n", omittingEmptySubsequences: false)
    guard number < lines.count else { return nil }
    let content = Array(lines[number].unicodeScalars)
    let written = line(mark.line + 1 + number)
    guard written.count >= content.count, written.suffix(content.count).elementsEqual(content) else {
      return nil
    }
    let lastLine = before.suffix(
      from: before.lastIndex(of: 0x0A).map(before.index(after:)) ?? before.startIndex)
    let characters = String(decoding: Array(lastLine), as: UTF8.self).unicodeScalars.count
    return YAMLMark(line: mark.line + 1 + number, column: written.count - content.count + characters + 1)
  }
}

extension YAMLMark {
  /// Behind the quotation mark that begins a scalar.
  fileprivate var next: YAMLMark { YAMLMark(line: line, column: column + 1) }
}
