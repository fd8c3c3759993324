/// A selector of series in a query: `http_requests_total{code=~"5.."}`.
public struct PromQLSelector: Sendable, Hashable {
  /// One of the values that a condition lists.
  public struct Value: Sendable, Hashable {
    /// As it is compared; of a regular expression, one of its alternatives, with the
    /// backslashes before signs left out.
    public let text: String
    /// Where it stands: 0-based byte offsets of the query, end exclusive.
    public let range: Range<Int>
  }

  /// What a selector asks of one label.
  public struct Condition: Sendable, Hashable {
    /// The label; `__name__` for the metric, however it is written.
    public let label: String
    /// Whether the series must have one of the values, or must not have any of them.
    public let isPositive: Bool
    /// At least one.
    public let values: [Value]
    /// Without commas; empty where the metric stands before the braces.
    public let range: Range<Int>
  }

  /// The metric first, if it stands before the braces.
  public let conditions: [Condition]
  /// 0-based byte offsets of the query, end exclusive; without `[5m]` and `offset`.
  public let range: Range<Int>
  /// The braces with what is in them; nil where there are none.
  public let braces: Range<Int>?

  /// The metrics that it may select by name; of an expression, each of its alternatives.
  public var metrics: [String] {
    conditions.filter { $0.label == Self.nameLabel && $0.isPositive }.flatMap(\.values).map(\.text)
  }

  /// The label that holds a metric's name.
  public static let nameLabel = "__name__"
}

/// The alternatives of a regular expression that is written as a text of a query.
enum PromQLAlternatives {
  /// - Parameters:
  ///   - literal: with its quotes.
  ///   - start: where it begins in the query.
  /// - Returns: at least one.
  static func values(of literal: ArraySlice<UInt8>, at start: Int) -> [PromQLSelector.Value] {
    var inner = literal.dropFirst().dropLast()
    let isRaw = literal.first == UInt8(ascii: "`")
    var depth = 0
    let group = self.group(around: inner)
    inner = inner[group]
    var begin = inner.startIndex
    var values: [PromQLSelector.Value] = []
    var index = inner.startIndex
    func add(upTo end: Int) {
      let offset = start - literal.startIndex
      values.append(
        PromQLSelector.Value(
          text: text(of: inner[begin..<end], isRaw: isRaw), range: (begin + offset)..<(end + offset)))
    }
    while index < inner.endIndex {
      switch inner[index] {
      case RowBytes.backslash:
        index += lengthOfEscape(in: inner, at: index, isRaw: isRaw)
        continue
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "|") where depth == 0:
        add(upTo: index)
        begin = index + 1
      default: break
      }
      index += 1
    }
    add(upTo: inner.endIndex)
    return values
  }

  /// What stands in the parentheses around all of an expression; all of it without such.
  private static func group(around inner: ArraySlice<UInt8>) -> Range<Int> {
    let whole = inner.startIndex..<inner.endIndex
    guard inner.first == UInt8(ascii: "("), inner.last == UInt8(ascii: ")") else { return whole }
    var start = inner.startIndex + 1
    if inner[start...].starts(with: Array("?:".utf8)) { start += 2 }
    let middle = inner[start..<(inner.endIndex - 1)]
    // Another parenthesis, bracket or escape: look no further.
    guard !middle.contains(where: { "()[]\\".utf8.contains($0) }) else { return whole }
    return start..<(inner.endIndex - 1)
  }

  /// In quotes a backslash of the expression is written twice.
  private static func lengthOfEscape(in bytes: ArraySlice<UInt8>, at index: Int, isRaw: Bool) -> Int {
    let isDouble = !isRaw && index + 1 < bytes.endIndex && bytes[index + 1] == RowBytes.backslash
    return min(isDouble ? 3 : 2, bytes.endIndex - index)
  }

  private static func text(of bytes: ArraySlice<UInt8>, isRaw: Bool) -> String {
    var text: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      guard bytes[index] == RowBytes.backslash else {
        text.append(bytes[index])
        index += 1
        continue
      }
      let end = index + lengthOfEscape(in: bytes, at: index, isRaw: isRaw)
      if let last = bytes[index..<end].last {
        // `\d` is no `d`.
        if RowBytes.isWord(last) { text.append(RowBytes.backslash) }
        text.append(last)
      }
      index = end
    }
    return RowBytes.text(text)
  }
}
