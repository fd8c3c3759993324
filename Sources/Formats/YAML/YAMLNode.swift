/// A node of a document's tree, with its place in the file.
struct YAMLNode: Sendable {
  enum Content: Sendable {
    case scalar(YAMLScalar)
    case mapping([YAMLEntry], isFlow: Bool)
    case sequence([YAMLItem], isFlow: Bool)
    /// The anchor's name.
    case alias(String)
  }

  var content: Content
  /// With its anchor and tag; 0-based byte offsets, end exclusive.
  var range: Range<Int>
  var anchor: String?

  /// The node that is not written at all: `key:` with nothing behind it.
  static func absent(at offset: Int) -> YAMLNode {
    let scalar = YAMLScalar(value: "", style: .absent, range: offset..<offset)
    return YAMLNode(content: .scalar(scalar), range: offset..<offset, anchor: nil)
  }

  /// The same node behind its anchor and tag.
  func with(_ properties: YAMLProperties) -> YAMLNode {
    guard let written = properties.range else { return self }
    var node = self
    node.anchor = properties.anchor
    node.range = written.lowerBound..<max(range.upperBound, written.upperBound)
    return node
  }
}

struct YAMLScalar: Sendable {
  enum Style: Sendable, Hashable {
    case absent, plain, singleQuoted, doubleQuoted
    /// `|`.
    case literal
    /// `>`.
    case folded
  }

  /// What it means: unescaped, unfolded, without quotes.
  let value: String
  let style: Style
  /// Without anchor and tag. Ends before its last line's end, except where trailing
  /// line ends belong to the value (`|+`).
  let range: Range<Int>
}

/// A key and its value.
struct YAMLEntry: Sendable {
  let key: YAMLNode
  let value: YAMLNode
  /// From the key, or the `?` before it, to the end of the value.
  let range: Range<Int>
  /// Where the comma behind it stands, in a flow collection.
  var comma: Int?
}

/// An element of a list.
struct YAMLItem: Sendable {
  let node: YAMLNode
  /// From the dash, if it has one, to the end of the node.
  let range: Range<Int>
  /// Where the comma behind it stands, in a flow collection.
  var comma: Int?
}

/// An anchor and a tag, either of which may be missing.
struct YAMLProperties {
  var anchor: String?
  var range: Range<Int>?

  var isEmpty: Bool { range == nil }
}

/// One document of a stream.
struct YAMLTree: Sendable {
  /// Where its directives, its `---` or, without those, its content begins.
  let start: Int
  /// Its `---`.
  let mark: Range<Int>?
  let hasDirectives: Bool
  let root: YAMLNode
  /// Its `...`.
  let end: Range<Int>?
}
