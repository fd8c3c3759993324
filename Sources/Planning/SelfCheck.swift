import SourceText
import SyntaxTrees

/// Reads an edited file again: nothing may be worse than before.
enum SelfCheck {
  /// What is wrong with the edited text, or nil.
  static func fault(before: TypeScriptModule, after: [UInt8]) -> String? {
    guard let tree = try? SyntaxParser(before.tree.grammar).parse(after) else {
      return "the edited text could not be parsed"
    }
    if tree.errorCount > before.tree.errorCount {
      let line = LineIndex(after).line(at: tree.firstError ?? 0)
      return "the edits would leave a syntax error in line \(line)"
    }
    let scopes = Scopes(tree)
    let known = Set(before.scopes.free.map(\.text))
    if let dangling = scopes.free.first(where: { !known.contains($0.text) }) {
      return "the edits would leave '\(dangling.text)' without its declaration"
    }
    let unusedBefore = unusedImports(before.scopes)
    if let unused = unusedImports(scopes).subtracting(unusedBefore).sorted().first {
      return "the edits would leave the import of '\(unused)' unused"
    }
    return nil
  }

  private static func unusedImports(_ scopes: Scopes) -> Set<String> {
    Set(scopes.bindings.filter { $0.kind == .importName && $0.references.isEmpty }.map(\.name))
  }
}
