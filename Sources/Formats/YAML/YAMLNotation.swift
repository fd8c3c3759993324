/// How a scalar is written, and how another value would be in its place.
struct YAMLNotation {
  private let style: YAMLScalar.Style
  private let isFlow: Bool
  /// As it is written now.
  private let written: [UInt8]
  private let lineEnd: String

  /// - Parameters:
  ///   - style: its notation.
  ///   - written: as it is written now.
  ///   - lineEnd: of the file.
  ///   - isFlow: whether it stands in brackets.
  init(_ style: YAMLScalar.Style, written: [UInt8], lineEnd: String, isFlow: Bool) {
    self.style = style
    self.written = written
    self.lineEnd = lineEnd
    self.isFlow = isFlow
  }

  init(of scalar: YAMLScalar, in document: YAMLDocument, isFlow: Bool) {
    style = scalar.style
    self.isFlow = isFlow
    let bytes = document.serialised()
    written = Array(bytes[scalar.range])
    let first = document.lines.all[document.lines.number(at: scalar.range.lowerBound)]
    lineEnd = first.end - first.textEnd == 2 ? "\r\n" : "\n"
  }

  /// - Returns: nil when it cannot be written in this way.
  func text(for value: String) -> [UInt8]? {
    switch style {
    case .absent: return nil
    case .plain: return isPlain(value) ? Array(value.utf8) : nil
    case .singleQuoted:
      guard isOneLine(value) else { return nil }
      return [0x27] + value.utf8.flatMap { $0 == 0x27 ? [$0, $0] : [$0] } + [0x27]
    case .doubleQuoted: return [0x22] + value.unicodeScalars.flatMap(escaped) + [0x22]
    case .literal: return block(value)
    case .folded: return block(value)
    }
  }

  /// Whether it has no line end, nor characters that only an escape can write.
  private func isOneLine(_ value: String) -> Bool {
    value.unicodeScalars.allSatisfy { $0 == "\t" || isPrintable($0) }
  }

  private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF:
      true
    default: false
    }
  }

  private func isPlain(_ value: String) -> Bool {
    let bytes = Array(value.utf8)
    guard isOneLine(value), let first = bytes.first, let last = bytes.last, !first.isYAMLBlank,
      !last.isYAMLBlank,
      !value.hasPrefix("---"), !value.hasPrefix("...")
    else { return false }
    if Self.indicators.contains(first) { return false }
    if first == UInt8(ascii: "-") || first == UInt8(ascii: "?") || first == UInt8(ascii: ":") {
      guard bytes.count > 1, !bytes[1].isYAMLBlank, !isFlow else { return false }
    }
    for (index, byte) in bytes.enumerated() {
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0x20
      if byte == UInt8(ascii: ":"), next.isYAMLBlank || isFlow { return false }
      if byte.isYAMLBlank, next == UInt8(ascii: "#") { return false }
      if isFlow, byte.isYAMLFlowIndicator { return false }
    }
    return true
  }

  private static let indicators = Set(",[]{}#&*!|>'\"%@`".utf8)

  private func escaped(_ scalar: Unicode.Scalar) -> [UInt8] {
    switch scalar {
    case "\"": return Array("\\\"".utf8)
    case "\\": return Array("\\\\".utf8)
    case "\n": return Array("\\n".utf8)
    case "\t": return Array("\\t".utf8)
    case "\r": return Array("\\r".utf8)
    default:
      guard !isPrintable(scalar) else { return Array(String(scalar).utf8) }
      let code = String(scalar.value, radix: 16, uppercase: true)
      let digits = scalar.value > 0xFFFF ? 8 : 4
      let letter = digits == 8 ? "U" : "u"
      return Array(("\\" + letter + String(repeating: "0", count: digits - code.count) + code).utf8)
    }
  }

  /// The value in lines below the header that is there, indented as they are.
  private func block(_ value: String) -> [UInt8]? {
    let header = YAMLBlockHeader(written, at: 0)
    guard let lineStart = written.firstIndex(of: 0x0A) else { return nil }
    let below = written[(lineStart + 1)...].split(separator: 0x0A).first {
      $0.contains { !$0.isYAMLBlank && $0 != 0x0D }
    }
    guard let below, header.indentation == nil, !value.isEmpty else { return nil }
    let indentation = below.prefix { $0 == 0x20 }
    var lines = value.split(separator: "\n", omittingEmptySubsequences: false)
    let endsLine = lines.last?.isEmpty ?? false
    switch header.chomping {
    case .strip where endsLine, .clip where !endsLine, .keep where !endsLine: return nil
    default: if endsLine { lines.removeLast() }
    }
    // Blank lines at the end would be chomped; a blank first line would set the indentation.
    guard let first = lines.first, let last = lines.last, !first.isEmpty,
      !last.isEmpty || header.chomping == .keep,
      lines.allSatisfy({ isOneLine(String($0)) }), lines.allSatisfy({ $0.first != " " && $0.first != "\t" })
    else { return nil }
    if style == .folded { guard lines.count == 1 else { return nil } }
    let text = lines.map { $0.isEmpty ? "" : String(decoding: indentation, as: UTF8.self) + $0 }
    let end = header.chomping == .keep ? lineEnd : ""
    return written[...lineStart] + Array((text.joined(separator: lineEnd) + end).utf8)
  }
}
