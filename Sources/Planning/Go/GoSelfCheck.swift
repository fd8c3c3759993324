import SourceText
import SyntaxTrees

/// Reads an edited Go file again: nothing may be worse than before.
enum GoSelfCheck {
  /// What is wrong with the edited text, or nil.
  static func fault(before file: GoFile, after: [UInt8]) -> String? {
    guard let tree = try? SyntaxParser(.go).parse(after) else { return "the edited text could not be parsed" }
    if tree.errorCount > file.tree.errorCount {
      let line = LineIndex(after).line(at: tree.firstError ?? 0)
      return "the edits would leave a syntax error in line \(line)"
    }
    let scopes = GoScopes(tree)
    let known = Set(file.scopes.free.map { file.tree.node($0).text }).union(predeclared)
    let declared = Set(file.package.symbols.keys)
    if let dangling = scopes.free.map(tree.node).first(where: {
      !known.contains($0.text) && !declared.contains($0.text) && !file.namesLeftToHand.contains($0.text)
    }) {
      let line = LineIndex(after).line(at: dangling.range.lowerBound)
      return "the edits would leave '\(dangling.text)' without its declaration, in line \(line) of the result"
    }
    let unusedBefore = unused(file.scopes)
    if let name = unused(scopes).subtracting(unusedBefore).sorted().first {
      return "the edits would leave '\(name)' declared and not used"
    }
    return nil
  }

  /// Values of the language that edits put in the place of what went.
  private static let predeclared: Set<String> = ["true", "false", "nil"]

  /// Variables that nothing reads: Go refuses them.
  private static func unused(_ scopes: GoScopes) -> Set<String> {
    Set(scopes.bindings.filter { $0.kind == .variable && $0.reads.isEmpty }.map(\.name))
  }
}
