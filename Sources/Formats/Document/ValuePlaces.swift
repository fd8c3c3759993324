/// Where the bytes of a scalar's value stand in its file.
///
/// A value is what a scalar means; in the file it may have quotes, escape sequences,
/// indentation and folded lines between its bytes.
public struct ValuePlaces: Sendable {
  /// For each byte of the value where it begins in the file, and where the last one ends.
  private var offsets: [Int] = []

  /// Nil when it is written in a way that is not understood.
  ///
  /// - Parameters:
  ///   - value: what it means.
  ///   - bytes: the file.
  ///   - range: the scalar in it, with its quotes or its `|`; 0-based, end exclusive.
  public init?(of value: String, in bytes: [UInt8], at range: Range<Int>) {
    guard let first = bytes[range].first else { return nil }
    let value = Array(value.utf8)
    let isAligned =
      switch first {
      case RowBytes.doubleQuote, RowBytes.singleQuote:
        align(value, bytes, from: range.lowerBound + 1, to: range.upperBound - 1, .quoted(first))
      case UInt8(ascii: "|"), UInt8(ascii: ">"): alignBlock(value, bytes, range)
      default: align(value, bytes, from: range.lowerBound, to: range.upperBound, .plain)
      }
    guard isAligned else { return nil }
  }

  /// The bytes of the file that are some bytes of the value: 0-based offsets, ends
  /// exclusive.
  public func range(of part: Range<Int>) -> Range<Int> { offsets[part.lowerBound]..<offsets[part.upperBound] }

  /// The same in the file that holds this one as a text.
  func within(_ outer: ValuePlaces) -> ValuePlaces {
    var moved = self
    moved.offsets = offsets.map { outer.offsets[$0] }
    return moved
  }

  private enum Notation: Equatable {
    case plain
    case quoted(UInt8)
    /// With so many blanks before every line.
    case block(indentation: Int)
  }

  private mutating func align(
    _ value: [UInt8], _ bytes: [UInt8], from start: Int, to end: Int, _ notation: Notation
  ) -> Bool {
    var (position, index) = (start, 0)
    var last = start
    while index < value.count {
      guard position < end else {
        // A block's last line end may lie behind its range.
        guard case .block = notation, value[index...].allSatisfy({ $0 == RowBytes.lineFeed }) else {
          return false
        }
        offsets += value[index...].map { _ in position }
        break
      }
      if let line = Self.lineBreak(in: bytes, at: position, end, notation) {
        guard value[index] == RowBytes.lineFeed || value[index] == RowBytes.blank else { return false }
        offsets.append(position)
        last = line.end
        position = line.next
        index += 1
        continue
      }
      guard let unit = Self.unit(in: bytes, at: position, notation),
        value[index...].starts(with: unit.means)
      else { return false }
      offsets += unit.means.map { _ in position }
      position += unit.length
      last = position
      index += unit.means.count
    }
    offsets.append(last)
    return position == end || bytes[position..<end].allSatisfy(RowBytes.isWhite)
  }

  private mutating func alignBlock(_ value: [UInt8], _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    guard let header = bytes[range].firstIndex(of: RowBytes.lineFeed) else { return false }
    let lines = bytes[(header + 1)..<range.upperBound].split(
      separator: RowBytes.lineFeed, omittingEmptySubsequences: false)
    let texts = value.split(separator: RowBytes.lineFeed, omittingEmptySubsequences: false)
    // A first line that is indented more, or blank, has not the indentation of the block.
    guard let line = lines.first, let text = texts.first, !text.isEmpty else { return false }
    let indentation = line.prefix { $0 == RowBytes.blank }.count - text.prefix { $0 == RowBytes.blank }.count
    guard indentation >= 0 else { return false }
    return align(
      value, bytes, from: header + 1 + indentation, to: range.upperBound, .block(indentation: indentation))
  }

  /// A line's end with the indentation of the next line.
  private static func lineBreak(
    in bytes: [UInt8], at start: Int, _ end: Int, _ notation: Notation
  ) -> (end: Int, next: Int)? {
    var position = start
    let most: Int? = if case .block(let indentation) = notation { indentation } else { nil }
    if most == nil {
      // Blanks at the end of a folded line do not count.
      while position < end, RowBytes.isGap(bytes[position]) { position += 1 }
    }
    if position < end, bytes[position] == RowBytes.carriageReturn { position += 1 }
    guard position < end, bytes[position] == RowBytes.lineFeed else { return nil }
    position += 1
    let lineEnd = position
    var indentation = 0
    while position < end, RowBytes.isGap(bytes[position]), indentation != most {
      indentation += 1
      position += 1
    }
    return (lineEnd, position)
  }

  /// One character as it is written, and what it means.
  private static func unit(
    in bytes: [UInt8], at position: Int, _ notation: Notation
  ) -> (length: Int, means: [UInt8])? {
    let byte = bytes[position]
    let next = position + 1 < bytes.count ? bytes[position + 1] : 0
    switch notation {
    case .quoted(RowBytes.singleQuote) where byte == RowBytes.singleQuote:
      return next == byte ? (2, [byte]) : nil
    case .quoted(RowBytes.doubleQuote) where byte == RowBytes.backslash:
      switch next {
      case UInt8(ascii: "n"): return (2, [RowBytes.lineFeed])
      case UInt8(ascii: "t"): return (2, [RowBytes.tab])
      case UInt8(ascii: "r"): return (2, [RowBytes.carriageReturn])
      case RowBytes.backslash, RowBytes.doubleQuote, UInt8(ascii: "/"): return (2, [next])
      case UInt8(ascii: "u"):
        guard position + 6 <= bytes.count,
          let code = UInt32(
            String(decoding: bytes[(position + 2)..<(position + 6)], as: UTF8.self), radix: 16),
          let scalar = Unicode.Scalar(code)
        else { return nil }
        return (6, Array(String(scalar).utf8))
      default: return nil
      }
    default: return (1, [byte])
    }
  }
}

extension StructuredDocument {
  /// Where the bytes of a unit's value stand.
  ///
  /// - Parameter id: of one of `units`.
  /// - Returns: nil when it has no value of its own, or one whose notation is not
  ///   understood.
  public func valuePlaces(of id: Int) -> ValuePlaces? {
    if let embedding = self as? EmbeddingDocument, units.indices.contains(id) {
      return embedding.places(ofValue: id)
    }
    guard units.indices.contains(id), let value = units[id].value, let range = writtenValue(of: id) else {
      return nil
    }
    return ValuePlaces(of: value, in: serialised(), at: range)
  }

  private func writtenValue(of id: Int) -> Range<Int>? {
    switch self {
    case let json as JSONDocument:
      let token = json.tokens[json.members[id].value]
      return token.start..<token.end
    case let yaml as YAMLDocument: return yaml.outline.places[id].scalar?.range
    case let helm as HelmDocument: return helm.outline.places[id].content
    default: return nil
    }
  }
}
