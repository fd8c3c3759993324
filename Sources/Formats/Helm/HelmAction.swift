/// `{{ … }}`: what a template does between its text.
struct HelmAction: Sendable {
  enum Kind: Sendable {
    /// `if`, `with`, `range`, `define` or `block`: what an `end` belongs to.
    case open
    case otherwise
    case end
    /// `/* … */`.
    case comment
    /// A value, an assignment, `template`, `include`.
    case other
  }

  let kind: Kind
  /// With its braces; 0-based byte offsets, end exclusive.
  let range: Range<Int>
  /// Its text without braces, trimming marks and the blanks around.
  let text: String
  /// Where that stands.
  let textRange: Range<Int>

  /// The word that it begins with.
  var keyword: Substring { text.prefix { $0.isLetter } }

  /// What a comment says.
  var commentText: String {
    let inner = text.dropFirst(2).dropLast(text.hasSuffix("*/") ? 2 : 0)
    return inner.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Whether it puts something into the output, as far as its own text says.
  var hasOutput: Bool {
    guard kind == .other else { return false }
    guard text.first == "$" else { return true }
    return !text.contains(":=") && !text.contains(" = ")
  }

  /// The column that what it puts out is indented to, by `nindent` or `indent`.
  var indentation: Int? {
    guard let call = text.range(of: "indent ", options: .backwards) else { return nil }
    return Int(text[call.upperBound...].prefix { $0.isNumber })
  }

  /// - Parameters:
  ///   - bytes: the file.
  ///   - range: with the braces.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    var (start, end) = (range.lowerBound + 2, range.upperBound - 2)
    // The mark counts only with a blank beside it; `{{-1}}` is a number.
    if end > start, bytes[start] == UInt8(ascii: "-"), start + 1 == end || bytes[start + 1].isHelmBlank {
      start += 1
    }
    if end > start + 1, bytes[end - 1] == UInt8(ascii: "-"), bytes[end - 2].isHelmBlank { end -= 1 }
    while start < end, bytes[start].isHelmBlank { start += 1 }
    while end > start, bytes[end - 1].isHelmBlank { end -= 1 }
    self.range = range
    textRange = start..<end
    text = String(decoding: bytes[start..<end], as: UTF8.self)
    if text.hasPrefix("/*") {
      kind = .comment
    } else {
      switch text.prefix(while: { $0.isLetter }) {
      case "if", "with", "range", "define", "block": kind = .open
      case "else": kind = .otherwise
      case "end": kind = .end
      default: kind = .other
      }
    }
  }
}

extension UInt8 {
  /// What parts words inside an action.
  var isHelmBlank: Bool { isYAMLBlank || isYAMLBreak }
}
