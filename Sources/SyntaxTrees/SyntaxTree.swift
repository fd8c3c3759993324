/// A parsed file: its bytes and its concrete syntax tree, as values.
///
/// The tree is copied out of tree-sitter into flat arrays and the C tree dropped
/// at once: nodes then know their parents, may cross threads, and take about a
/// quarter of the memory.
public final class SyntaxTree: Sendable {
  /// The language it was read as.
  public let grammar: Grammar
  /// The text that all ranges are offsets into.
  public let source: [UInt8]
  /// In pre-order; the root is first.
  let records: [NodeRecord]
  let kindNames: [String]
  let fieldNames: [String]

  init(
    grammar: Grammar, source: [UInt8], records: [NodeRecord], kindNames: [String], fieldNames: [String]
  ) {
    self.grammar = grammar
    self.source = source
    self.records = records
    self.kindNames = kindNames
    self.fieldNames = fieldNames
  }

  /// The node that holds all others.
  public var root: SyntaxNode { SyntaxNode(tree: self, index: 0) }

  /// The node with a number in pre-order, 0-based, below the root's `subtreeEnd`.
  public func node(_ index: Int) -> SyntaxNode { SyntaxNode(tree: self, index: index) }

  /// How many places do not parse: error nodes, and tokens that the parser had to
  /// make up.
  public var errorCount: Int { records.reduce(0) { $0 + ($1.isError || $1.isMissing ? 1 : 0) } }

  /// The first place that does not parse, as a 0-based byte offset.
  public var firstError: Int? {
    records.lazy.filter { $0.isError || $0.isMissing }.map { Int($0.start) }.min()
  }

  /// The smallest named node that holds all of `range` (0-based, end exclusive).
  public func smallestNode(covering range: Range<Int>) -> SyntaxNode {
    var node = root
    while let child = node.namedChildren.first(where: {
      $0.range.lowerBound <= range.lowerBound && range.upperBound <= $0.range.upperBound
    }) {
      node = child
    }
    return node
  }
}

/// One node in the flat tree.
struct NodeRecord: Sendable {
  let kind: UInt16
  /// Into `fieldNames`; 0 when the node has no field in its parent.
  let field: UInt16
  let isNamed: Bool
  let isError: Bool
  let isMissing: Bool
  let start: UInt32
  let end: UInt32
  let parent: Int32
  /// The index after the last descendant, in pre-order.
  var subtreeEnd: Int32
}
