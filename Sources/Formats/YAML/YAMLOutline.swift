/// What is kept of a unit besides what its readers see.
struct YAMLPlace: Sendable {
  /// Whether it stands in brackets.
  let isFlow: Bool
  /// Where the comma behind it stands.
  let comma: Int?
  /// The scalar that is its own value; not one that an alias stands for.
  var scalar: YAMLScalar?
  /// In the order of the file.
  var children: [Int] = []
  /// Behind the last id of its parts, which follow it.
  var subtreeEnd: Int
}

/// An anchor, and who uses it.
struct YAMLAnchor: Sendable {
  let name: String
  /// The innermost unit around it.
  let unit: Int?
  /// The innermost units around its aliases.
  var uses: [Int] = []
}

/// The units of a stream.
struct YAMLOutline: Sendable {
  private(set) var units: [Unit] = []
  private(set) var places: [YAMLPlace] = []
  private(set) var anchors: [YAMLAnchor] = []
  /// The units that have no parent.
  private(set) var roots: [Int] = []

  /// What an anchor of the current document stands for.
  private struct Target {
    let anchor: Int
    let value: String?
    let isCollection: Bool
  }
  private var targets: [String: Target] = [:]

  init(_ trees: [YAMLTree]) throws(FormatProblem) {
    for tree in trees {
      targets = [:]
      guard trees.count > 1 else {
        try addParts(of: tree.root, to: nil)
        continue
      }
      let end = max(tree.root.range.upperBound, tree.mark?.upperBound ?? tree.start)
      let value = value(of: tree.root)
      let id = add(
        .document, nil, name: nil, value, tree.start..<(tree.end?.upperBound ?? end),
        YAMLPlace(
          isFlow: false, comma: nil, scalar: value == nil ? nil : scalar(of: tree.root), subtreeEnd: 0))
      try addParts(of: tree.root, to: id)
      places[id].subtreeEnd = units.count
    }
    targets = [:]
  }

  private mutating func add(
    _ kind: Unit.Kind, _ parent: Int?, name: String?, _ value: String?, _ range: Range<Int>,
    _ place: YAMLPlace
  ) -> Int {
    let id = units.count
    units.append(Unit(id: id, parent: parent, kind: kind, name: name, value: value, range: range))
    places.append(place)
    if let parent { places[parent].children.append(id) } else { roots.append(id) }
    return id
  }

  /// Adds the units below a node, and notes its anchor or alias.
  private mutating func addParts(of node: YAMLNode, to parent: Int?) throws(FormatProblem) {
    switch node.content {
    case .scalar: break
    case .alias(let name):
      let target = try target(of: name, at: node.range.lowerBound)
      if let parent { anchors[target.anchor].uses.append(parent) }
    case .mapping(let entries, let isFlow):
      for entry in entries {
        let place = YAMLPlace(
          isFlow: isFlow, comma: entry.comma, scalar: scalar(of: entry.value), subtreeEnd: 0)
        let name = value(of: entry.key)
        let id = add(.entry, parent, name: name, value(of: entry.value), entry.range, place)
        try addKey(entry.key, of: id)
        try addParts(of: entry.value, to: id)
        places[id].subtreeEnd = units.count
      }
    case .sequence(let items, let isFlow):
      for item in items {
        let place = YAMLPlace(
          isFlow: isFlow, comma: item.comma, scalar: scalar(of: item.node), subtreeEnd: 0)
        let id = add(.item, parent, name: nil, value(of: item.node), item.range, place)
        try addParts(of: item.node, to: id)
        places[id].subtreeEnd = units.count
      }
    }
    note(node, in: parent)
  }

  /// Notes the anchors and aliases of a key, which has no units of its own.
  private mutating func addKey(_ key: YAMLNode, of id: Int) throws(FormatProblem) {
    switch key.content {
    case .scalar: break
    case .alias(let name):
      // The library compares keys with each other; that of an alias's alias's … list
      // could take for ever.
      let target = try target(of: name, at: key.range.lowerBound)
      guard !target.isCollection else {
        throw FormatProblem("a key cannot be the alias of a collection", at: key.range.lowerBound)
      }
      anchors[target.anchor].uses.append(id)
    case .mapping(let entries, _):
      for entry in entries {
        try addKey(entry.key, of: id)
        try addKey(entry.value, of: id)
      }
    case .sequence(let items, _):
      for item in items { try addKey(item.node, of: id) }
    }
    note(key, in: id)
  }

  private func target(of alias: String, at offset: Int) throws(FormatProblem) -> Target {
    guard let target = targets[alias] else {
      throw FormatProblem("the document has no anchor '\(alias)' before this", at: offset)
    }
    return target
  }

  private mutating func note(_ node: YAMLNode, in unit: Int?) {
    guard let name = node.anchor else { return }
    targets[name] = Target(
      anchor: anchors.count, value: value(of: node), isCollection: value(of: node) == nil)
    anchors.append(YAMLAnchor(name: name, unit: unit))
  }

  private func scalar(of node: YAMLNode) -> YAMLScalar? {
    if case .scalar(let scalar) = node.content { scalar } else { nil }
  }

  private func value(of node: YAMLNode) -> String? {
    switch node.content {
    case .scalar(let scalar): scalar.value
    case .alias(let name): targets[name]?.value
    default: nil
    }
  }
}
