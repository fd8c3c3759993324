/// One node of a syntax tree. Cheap to copy; keeps its tree alive.
public struct SyntaxNode: Hashable, Sendable {
  /// The tree it belongs to.
  public let tree: SyntaxTree
  /// Its number in pre-order, 0-based; identifies it within its tree.
  public let index: Int

  /// - Parameters:
  ///   - tree: the tree it belongs to.
  ///   - index: its number in pre-order, 0-based, below the root's `subtreeEnd`.
  public init(tree: SyntaxTree, index: Int) {
    self.tree = tree
    self.index = index
  }

  private var record: NodeRecord { tree.records[index] }

  /// The grammar's name for it: `call_expression`, or the token itself: `{`.
  public var kind: String { tree.kindNames[Int(record.kind)] }

  /// The name by which its parent calls it: `body`, `condition`, …
  public var field: String? { record.field == 0 ? nil : tree.fieldNames[Int(record.field)] }

  /// UTF-8 byte offsets, 0-based, end exclusive.
  public var range: Range<Int> { Int(record.start)..<Int(record.end) }

  /// False for keywords and punctuation.
  public var isNamed: Bool { record.isNamed }

  /// Whether the parser could not make sense of these bytes.
  public var isError: Bool { record.isError || record.isMissing }

  /// Whether it or anything in it is an error.
  public var hasError: Bool {
    tree.records[index..<Int(record.subtreeEnd)].contains { $0.isError || $0.isMissing }
  }

  /// The node around it; nil for the root.
  public var parent: SyntaxNode? {
    record.parent < 0 ? nil : SyntaxNode(tree: tree, index: Int(record.parent))
  }

  /// All children in order, punctuation included.
  public var children: [SyntaxNode] {
    var result: [SyntaxNode] = []
    var next = index + 1
    let end = Int(record.subtreeEnd)
    while next < end {
      result.append(SyntaxNode(tree: tree, index: next))
      next = Int(tree.records[next].subtreeEnd)
    }
    return result
  }

  /// The children that are not punctuation; comments are among them.
  public var namedChildren: [SyntaxNode] { children.filter(\.isNamed) }

  /// The first child that the grammar calls `field`.
  public func child(_ field: String) -> SyntaxNode? { children.first { $0.field == field } }

  /// The first child of this kind.
  public func child(ofKind kind: String) -> SyntaxNode? { children.first { $0.kind == kind } }

  /// It and everything in it, in pre-order.
  public var subtree: [SyntaxNode] {
    (index..<Int(record.subtreeEnd)).map { SyntaxNode(tree: tree, index: $0) }
  }

  /// The nodes around it, from its parent to the root.
  public var ancestors: [SyntaxNode] {
    var result: [SyntaxNode] = []
    var node = parent
    while let current = node {
      result.append(current)
      node = current.parent
    }
    return result
  }

  /// The number of the node after its last descendant, in pre-order; its subtree
  /// is `index..<subtreeEnd`.
  public var subtreeEnd: Int { Int(record.subtreeEnd) }

  /// Whether `other` is it or lies in it.
  public func contains(_ other: SyntaxNode) -> Bool {
    other.index >= index && other.index < Int(record.subtreeEnd)
  }

  /// Its bytes.
  public var bytes: ArraySlice<UInt8> { tree.source[range] }

  /// Its bytes as text; what is not UTF-8 becomes U+FFFD.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The same node of the same tree.
  public static func == (left: Self, right: Self) -> Bool {
    left.index == right.index && left.tree === right.tree
  }

  /// Hashes tree and number.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(index)
    hasher.combine(ObjectIdentifier(tree))
  }
}
