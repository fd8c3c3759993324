import Findings
import SourceText
import SyntaxTrees

/// What happens to a node of a file that stays.
enum SyntaxRemoval {
  /// It goes, with what belongs to it in its place: its separator, its comments,
  /// its lines.
  case cut
  /// Of it only this part stays, as it is.
  case keepOnly(SyntaxNode)
  /// An `if` whose first branch went: the others stay, and what happened otherwise
  /// happens under the opposite condition.
  case negate
  /// Of a statement only the statements of this block stay, one level further out.
  case unwrap(SyntaxNode)
  /// A JSX element of which only the children stay, inside a fragment.
  case fragment
  /// A name in a destructured array that nobody reads: its place stays, empty.
  case hole
  /// This text stands in its place.
  case replace(String)
  /// This text stands in its place and declares the same names; empty, it leaves
  /// its lines to nobody, and the names are declared elsewhere.
  case rewrite(String)
}

/// One loaded module and what has gone of it so far.
final class TypeScriptModule {
  let path: RepositoryPath
  let tree: SyntaxTree
  let scopes: Scopes
  let links: [ModuleLink]
  let exports: [ModuleExport]
  let members: ClassMembers
  let lines: LineIndex
  /// Set when it must not be edited; says why.
  let obstacle: String?
  /// For each node, whether it goes.
  private(set) var gone: [Bool]
  /// Nodes that other text stands for.
  private(set) var replaced: Set<Int> = []
  /// The nodes whose text was written anew.
  private(set) var rewritten: Set<Int> = []
  /// In the order in which they were found.
  private(set) var removals: [(node: SyntaxNode, removal: SyntaxRemoval, cause: CauseID)] = []

  init(path: RepositoryPath, tree: SyntaxTree, obstacle: String?) {
    self.path = path
    self.tree = tree
    self.obstacle = obstacle
    scopes = Scopes(tree)
    let found = ModuleLinks(tree, scopes)
    links = found.links
    exports = found.exports
    members = ClassMembers(tree)
    lines = LineIndex(tree.source)
    gone = Array(repeating: false, count: tree.root.subtreeEnd)
  }

  /// What names members, by the names: accesses, members of object literals, elements of
  /// patterns, attributes; each in order.
  private(set) lazy var named: [String: [SyntaxNode]] = {
    var found: [String: [SyntaxNode]] = [:]
    for node in tree.root.subtree {
      let name: String?
      switch node.kind {
      case "member_expression": name = node.child("property")?.text
      case "pair", "shorthand_property_identifier", "method_definition":
        name = node.parent?.kind == "object" ? Shape.name(of: node) : nil
      case "shorthand_property_identifier_pattern", "pair_pattern", "object_assignment_pattern":
        name = node.parent?.kind == "object_pattern" ? TypeScriptCascade.patternKey(node) : nil
      case "jsx_attribute": name = node.namedChildren.first?.text
      default: name = nil
      }
      if let name { found[name, default: []].append(node) }
    }
    return found
  }()

  /// Whether it is a test, by the conventions of the common runners.
  var isTest: Bool { Self.isTest(path) }

  /// Whether a path is a test's, by the conventions of the common runners.
  static func isTest(_ path: RepositoryPath) -> Bool {
    let name = path.name.text
    return [".test.", ".spec.", ".cy.", ".e2e."].contains { name.contains($0) }
      || path.text.split(separator: "/").dropLast().contains {
        ["__tests__", "__mocks__", "cypress", "e2e", "tests", "test"].contains($0)
      }
      || name.hasPrefix("setupTests.")
  }

  /// Whether it exports by assignments to `module.exports`.
  var isCommonJS: Bool {
    !exports.isEmpty
      && exports.allSatisfy { $0.node.parent?.kind == "object" || $0.node.kind == "expression_statement" }
  }

  /// Whether there are tests in it, rather than what tests use.
  private(set) lazy var isSpecification: Bool =
    isTest
    && tree.root.subtree.contains { TypeScriptCascade.isTestCase($0) || TypeScriptCascade.isSuite($0) }

  /// Whether it is the test of the module at `other`, by its name: `socket.test.ts`
  /// and `socket.errors.spec.tsx` are tests of `socket.ts`.
  func isTest(of other: RepositoryPath) -> Bool {
    let stem = other.name.text.prefix { $0 != "." }
    return isTest && !stem.isEmpty && path.name.text.prefix { $0 != "." } == stem
  }

  func isGone(_ node: SyntaxNode) -> Bool { gone[node.index] }

  /// Whether a name or access means nothing any more: it goes, or other text stands there.
  func isNoUse(_ node: SyntaxNode) -> Bool { gone[node.index] || replaced.contains(node.index) }

  /// The text that stands in the place of a node by now.
  func rewritten(_ node: SyntaxNode) -> String? {
    guard let index = rewriting(of: node), case .rewrite(let text) = removals[index].removal else {
      return nil
    }
    return text
  }

  private func rewriting(of node: SyntaxNode) -> Int? {
    removals.lastIndex { removal in
      guard case .rewrite = removal.removal else { return false }
      return removal.node == node
    }
  }

  /// Records a removal and marks what goes with it.
  func record(_ removal: SyntaxRemoval, of node: SyntaxNode, because cause: CauseID) {
    // The last text counts.
    if case .rewrite = removal, let index = rewriting(of: node) { removals.remove(at: index) }
    removals.append((node, removal, cause))
    switch removal {
    case .cut:
      mark(node.index..<node.subtreeEnd)
    case .keepOnly(let part), .unwrap(let part):
      // What holds the part, and the whole itself, count as there: losing the part
      // later has to reach them.
      for index in node.index..<part.index where tree.node(index).subtreeEnd < part.subtreeEnd {
        gone[index] = true
      }
      mark(part.subtreeEnd..<node.subtreeEnd)
      if part.kind == "switch_case", let value = part.child("value") { mark(value.index..<value.subtreeEnd) }
    case .negate:
      if let branch = node.child("consequence") { mark(branch.index..<branch.subtreeEnd) }
    case .fragment:
      for tag in [node.child("open_tag"), node.child("close_tag")].compactMap({ $0 }) {
        mark(tag.index..<tag.subtreeEnd)
      }
    case .hole:
      mark(node.index..<node.subtreeEnd)
    case .replace:
      // Something still stands there.
      mark(node.index + 1..<node.subtreeEnd)
      replaced.insert(node.index)
    case .rewrite:
      rewritten.insert(node.index)
    }
  }

  private func mark(_ range: Range<Int>) {
    for index in range { gone[index] = true }
  }

  /// The place of a node, for reports.
  func place(of node: SyntaxNode) -> Place {
    let line = lines.line(at: node.range.lowerBound)
    var text = tree.source[lines.range(ofLine: line)]
    while text.last == 0x0A || text.last == 0x0D { text = text.dropLast() }
    return Place(
      path: path, line: line, column: lines.column(at: node.range.lowerBound),
      text: String(decoding: text, as: UTF8.self))
  }
}
