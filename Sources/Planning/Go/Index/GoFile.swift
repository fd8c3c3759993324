import Findings
import SourceText
import SyntaxTrees

/// An import of one file.
struct GoImport {
  let spec: SyntaxNode
  /// The path of the package, without quotes.
  let path: String
  /// The name that the file gives it: nil if it takes the package's own, `_`, or `.`.
  let alias: String?

  /// The names by which the file may call it: of a package that is not here only its path is
  /// known, and by custom its last part is the name, with `go-`, `.v3` or `/v2` left out.
  let candidates: Set<String>

  init(_ spec: SyntaxNode, ownName: (String) -> String?) {
    self.spec = spec
    path = spec.child("path").map(CodePattern.content) ?? ""
    alias = spec.child("name")?.text
    if let alias {
      candidates = [alias]
    } else if let own = ownName(path) {
      candidates = [own]
    } else {
      candidates = Self.customary(path)
    }
  }

  private static func customary(_ path: String) -> Set<String> {
    var parts = path.split(separator: "/").map(String.init)
    if parts.count > 1, let last = parts.last, last.first == "v", last.dropFirst().allSatisfy(\.isNumber) {
      parts.removeLast()
    }
    guard let last = parts.last else { return [] }
    var names: Set<String> = [last]
    let stem = last.split(separator: ".").first.map(String.init) ?? last
    names.insert(stem)
    for piece in stem.split(separator: "-") { names.insert(String(piece)) }
    names.insert(stem.replacing("-", with: "_"))
    names.insert(stem.replacing("-", with: ""))
    if stem.hasPrefix("go") { names.insert(String(stem.dropFirst(2))) }
    return names
  }
}

/// What happens to a node of a Go file that stays.
enum GoRemoval {
  /// It goes, with what belongs to it in its place: separator, comments, lines.
  case cut
  /// Of it only this part stays, as it is.
  case keepOnly(SyntaxNode)
  /// Of a statement only the statements of this block stay, one level further out.
  case unwrap(SyntaxNode)
  /// An `if` whose first branch went: what happened otherwise happens under the opposite
  /// condition.
  case negate
  /// This text stands in its place.
  case rewrite(String)
  /// An identifier that is known no more: `_` stands in its place.
  case blank
  /// This text follows it; it stays.
  case append(String)
}

/// One loaded Go file and what has gone of it so far.
final class GoFile {
  let path: RepositoryPath
  let tree: SyntaxTree
  let lines: LineIndex
  let scopes: GoScopes
  /// The name in its package clause.
  let packageName: String
  let imports: [GoImport]
  /// Set when it must not be edited; says why.
  let obstacle: String?
  /// Whether a tool writes it (https://go.dev/s/generatedcode).
  let isGenerated: Bool
  /// By name: the identifiers of every kind.
  let identifiers: [String: [Int]]
  /// Set by the package when it is made.
  unowned var home: GoPackage?

  /// The package that it belongs to.
  var package: GoPackage { home ?? GoPackage.none }

  /// For each node, whether it goes.
  private(set) var gone: [Bool]
  /// Whether the file as a whole goes.
  private(set) var isDeleted = false
  /// In the order in which they were found.
  private(set) var removals: [(node: SyntaxNode, removal: GoRemoval, cause: CauseID)] = []
  private(set) var replaced: Set<Int> = []
  /// Function literals that run where the call stood that they were given to.
  private(set) var runInPlace: Set<Int> = []
  /// Names that a person edits, as a question was answered: they may lack their declaration.
  private(set) var namesLeftToHand: Set<String> = []
  /// What identifiers mean, as far as it was asked.
  var targets: [Int: GoTarget] = [:]
  /// The types of expressions, as far as they were asked; nil while one is being found.
  var types: [Int: GoType] = [:]

  init(path: RepositoryPath, tree: SyntaxTree, obstacle: String?, ownName: (String) -> String?) {
    self.path = path
    self.tree = tree
    self.obstacle = obstacle
    lines = LineIndex(tree.source)
    scopes = GoScopes(tree)
    let top = tree.root.namedChildren
    packageName = top.first { $0.kind == "package_clause" }?.child("name")?.text ?? ""
    imports = top.filter { $0.kind == "import_declaration" }
      .flatMap { $0.namedChildren.filter { $0.kind == "import_spec" } }
      .map { GoImport($0, ownName: ownName) }
    isGenerated = top.prefix { $0.kind == "comment" }.contains {
      $0.text.hasPrefix("// Code generated ") && $0.text.hasSuffix(" DO NOT EDIT.")
    }
    var identifiers: [String: [Int]] = [:]
    for node in tree.root.subtree where node.kind.hasSuffix("identifier") && node.children.isEmpty {
      identifiers[node.text, default: []].append(node.index)
    }
    self.identifiers = identifiers
    gone = Array(repeating: false, count: tree.root.subtreeEnd)
  }

  /// Whether only `go test` compiles it.
  var isTestFile: Bool { path.text.hasSuffix("_test.go") }

  /// Whether it holds tests: by its name, or because it uses the package for them.
  var isTest: Bool { path.text.hasSuffix("_test.go") || imports.contains { $0.path == "testing" } }

  /// Whether it is a program of its own, beside others in its folder or not.
  var hasMain: Bool {
    packageName == "main"
      && tree.root.namedChildren.contains {
        $0.kind == "function_declaration" && $0.child("name")?.text == "main"
      }
  }

  /// Whether it has a package clause, comments and imports only.
  var declaresNothing: Bool {
    tree.root.namedChildren.allSatisfy {
      ["comment", "package_clause", "import_declaration"].contains($0.kind)
    }
  }

  func isGone(_ node: SyntaxNode) -> Bool { gone[node.index] }

  /// Marks everything as gone.
  func delete() {
    isDeleted = true
    mark(0..<gone.count)
  }

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
  func record(_ removal: GoRemoval, of node: SyntaxNode, because cause: CauseID) {
    // The last text counts.
    if case .rewrite = removal, let index = rewriting(of: node) { removals.remove(at: index) }
    removals.append((node, removal, cause))
    switch removal {
    case .cut, .blank:
      mark(node.index..<node.subtreeEnd)
    case .keepOnly(let part), .unwrap(let part):
      for index in node.index..<part.index where tree.node(index).subtreeEnd < part.subtreeEnd {
        gone[index] = true
      }
      mark(part.subtreeEnd..<node.subtreeEnd)
      // What a case was for does not stay with what it does.
      if case .unwrap = removal, part.kind.hasSuffix("_clause") {
        for header in part.children where ["value", "type", "communication"].contains(header.field ?? "") {
          mark(header.index..<header.subtreeEnd)
        }
      }
    case .negate:
      if let body = node.child("body") { mark(body.index..<body.subtreeEnd) }
    case .append: break
    case .rewrite:
      mark(node.index + 1..<node.subtreeEnd)
      replaced.insert(node.index)
    }
  }

  /// Notes that a function literal runs where it stands.
  func runInPlace(_ literal: SyntaxNode) { runInPlace.insert(literal.index) }

  /// Notes that a node stays as it is until a person edits it.
  func leaveToHand(_ node: SyntaxNode) {
    for name in node.subtree where name.kind.hasSuffix("identifier") && name.children.isEmpty {
      namesLeftToHand.insert(name.text)
    }
  }

  /// Whether `nil` stands in the place of a node from now on.
  func isNil(_ node: SyntaxNode) -> Bool {
    removals.contains {
      guard case .rewrite("nil") = $0.removal else { return false }
      return $0.node == node
    }
  }

  private func mark(_ range: Range<Int>) {
    for index in range { gone[index] = true }
  }

  /// The cause of the removal that took a node.
  func cause(of node: SyntaxNode) -> CauseID? { removals.last { $0.node.contains(node) }?.cause }

  /// The place of a node, for reports.
  func place(of node: SyntaxNode) -> Place {
    let line = lines.line(at: node.range.lowerBound)
    var text = tree.source[lines.range(ofLine: line)]
    while text.last == 0x0A || text.last == 0x0D { text = text.dropLast() }
    return Place(
      path: path, line: line, column: lines.column(at: node.range.lowerBound),
      text: String(decoding: text, as: UTF8.self))
  }

  /// The function, method, type, or spec at the top of the file around a node.
  func declaration(around node: SyntaxNode) -> SyntaxNode? {
    ([node] + node.ancestors).last {
      [
        "function_declaration", "method_declaration", "type_definition", "alias_declaration", "var_spec",
        "const_spec",
      ]
      .contains($0.kind)
    }
  }
}
