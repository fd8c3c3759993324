internal import Yams

/// Turns the nodes of the YAML library into ours and refuses what a strict file may
/// not hold: anchors, aliases, tags, keys that are not text, too much nesting.
struct YAMLConverter {
  let reading: Reading

  func convert(_ node: Node, depth: Int, isKey: Bool = false) -> YAMLNode {
    let mark = node.mark.map(YAMLMark.init) ?? YAMLMark(line: 1, column: 1)
    let nothing = YAMLNode(mark: mark, content: .scalar("", .plain))
    // The library puts the anchored node where an alias stands. Going no deeper here
    // is also what keeps aliases of aliases from growing without bound.
    if node.hasAnchor { return refuse("anchors and aliases are not allowed; write the value out", nothing) }
    if isKey, node.scalar == nil { return refuse("a key must be text", nothing) }
    if node.hasTag(isKey: isKey) { return refuse("tags are not allowed", nothing) }
    guard depth <= YAMLLoader.depthLimit else {
      return refuse("nested more than \(YAMLLoader.depthLimit) levels deep", nothing)
    }
    switch node {
    case .scalar(let scalar):
      return YAMLNode(mark: mark, content: .scalar(scalar.string, ScalarStyle(scalar.style)))
    case .sequence(let sequence):
      var items: [YAMLNode] = []
      for item in sequence { items.append(convert(item, depth: depth + 1)) }
      return YAMLNode(mark: mark, content: .sequence(items))
    case .mapping(let mapping):
      var pairs: [(key: YAMLNode, value: YAMLNode)] = []
      for (key, value) in mapping {
        pairs.append((convert(key, depth: depth + 1, isKey: true), convert(value, depth: depth + 1)))
      }
      return YAMLNode(mark: mark, content: .mapping(pairs))
    case .alias:
      return refuse("anchors and aliases are not allowed; write the value out", nothing)
    }
  }

  private func refuse(_ message: String, _ node: YAMLNode) -> YAMLNode {
    reading.report(message, at: node.mark)
    return node
  }
}

extension Node {
  fileprivate var hasAnchor: Bool {
    switch self {
    case .scalar(let scalar): scalar.anchor != nil
    case .mapping(let mapping): mapping.anchor != nil
    case .sequence(let sequence): sequence.anchor != nil
    case .alias: true
    }
  }

  /// Whether a tag was written. The library itself gives the tag of text to quoted
  /// scalars and, as it compares them, to keys.
  fileprivate func hasTag(isKey: Bool) -> Bool {
    switch self {
    case .scalar(let scalar):
      scalar.tag.rawValue != Tag.Name.implicit.rawValue
        && (scalar.style == .plain && !isKey || scalar.tag.rawValue != Tag.Name.str.rawValue)
    case .mapping(let mapping): mapping.tag.rawValue != Tag.Name.implicit.rawValue
    case .sequence(let sequence): sequence.tag.rawValue != Tag.Name.implicit.rawValue
    case .alias: false
    }
  }
}

extension ScalarStyle {
  fileprivate init(_ style: Node.Scalar.Style) {
    switch style {
    case .any, .plain: self = .plain
    case .singleQuoted: self = .singleQuoted
    case .doubleQuoted: self = .doubleQuoted
    case .literal: self = .literal
    case .folded: self = .folded
    }
  }
}
