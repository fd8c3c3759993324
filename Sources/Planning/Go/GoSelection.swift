import Findings
import RuleModel
import SourceText
import SyntaxTrees

/// What rules select in Go files.
extension GoCascade: CodeLanguage {
  func matches(of matcher: CodeMatcher, at path: RepositoryPath) throws -> [CodeMatch] {
    guard GoIndex.isSource(path), try mayMatch(matcher, at: path), let file = index.file(at: path) else {
      return []
    }
    func match(_ node: SyntaxNode, _ name: String) -> CodeMatch {
      CodeMatch(path: path, node: node, name: name, place: file.place(of: node))
    }
    switch matcher.selector.sought {
    case .declaration where matcher.selector.isAboutVariants:
      return try file.tree.root.subtree.filter(isVariant).filter {
        try matcher.isAbout(.variant, CodePattern.content(of: $0), of: nil)
      }.map { match($0, CodePattern.content(of: $0)) }
    case .declaration:
      return try file.package.symbols(of: file).filter { symbol in
        guard !symbol.isEmbedded else { return false }
        return try matcher.isAbout(
          symbol.kind.named, symbol.name, of: symbol.owner.map { String($0.prefix { $0 != "@" }) })
      }.map { match($0.nameNode, $0.qualifiedName) }
        + Self.inlineFields(in: file).filter { try matcher.isAbout(.field, $0.text, of: nil) }
        .map { match($0, $0.text) }
    case .imported:
      return try file.imports.filter { try matcher.isAbout(importOf: $0.path) }.map {
        match($0.spec, $0.path)
      }
    case .pattern:
      return try matcher.patternMatches(in: file.tree).map { match($0, String($0.text.prefix(60))) }
    }
  }

  func exportedNames(at path: RepositoryPath) -> [String] {
    guard let file = index.file(at: path), !file.isTest else { return [] }
    return Set(file.package.symbols(of: file).filter { $0.isExported && $0.owner == nil }.map(\.name))
      .sorted()
  }

  /// Whether the bytes of a file may hold what a rule is about: only such files are parsed.
  private func mayMatch(_ matcher: CodeMatcher, at path: RepositoryPath) throws -> Bool {
    guard let bytes = try? index.snapshot.contents(at: path) else { return true }
    switch matcher.selector.sought {
    case .declaration(.among(let names), _):
      return names.contains { name in
        holds(bytes, Array((name.split(separator: ".").last.map(String.init) ?? name).utf8))
      }
    case .imported(.among(let paths)): return paths.contains { holds(bytes, Array($0.utf8)) }
    case .pattern(let text, _, _):
      let needle = try CodePattern(text, .go).needle
      return needle.isEmpty || holds(bytes, needle)
    case .declaration, .imported: return true
    }
  }

  private func holds(_ bytes: [UInt8], _ needle: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { ByteSearch.contains($0, needle) }
  }

  func delete(_ match: CodeMatch, because cause: CauseID, in cascade: Cascade) {
    guard let file = index.file(at: match.path), !file.isGone(match.node) else { return }
    if let spec = file.imports.first(where: { $0.spec == match.node }) {
      importLost(spec, in: file, cause, cascade)
      return
    }
    if let symbol = symbol(declaredBy: match.node, in: file) {
      deleteDeclaration(symbol, cause, cascade)
      return
    }
    if match.node.parent?.kind == "field_declaration", match.node.field == "name" {
      let field = Self.whatGoes(with: match.node, in: file)
      cut(field, in: file, "'\(match.name)', selected by the rule", cause, cascade)
      // Before anything in its values is followed.
      inlineFieldWent(field, in: file, cause, cascade)
      return
    }
    if Self.isStatement(match.node) || match.node.parent?.kind == "source_file" {
      cut(match.node, in: file, "selected by the rule", cause, cascade)
    } else {
      lose(match.node, in: file, "'\(match.name)'", cause, cascade)
    }
  }

  private func deleteDeclaration(_ symbol: GoSymbol, _ cause: CauseID, _ cascade: Cascade) {
    let file = symbol.file
    let names = symbol.node.children.filter { $0.field == "name" && !file.isGone($0) }
    let summary = "'\(symbol.qualifiedName)', selected by the rule"
    switch symbol.kind {
    case .field where names.count > 1: cut(symbol.nameNode, in: file, summary, cause, cascade)
    case .variable where names.count > 1, .constant where names.count > 1:
      dropName(symbol.nameNode, of: symbol.node, in: file, summary, cause, cascade)
    default: cut(symbol.node, in: file, summary, cause, cascade)
    }
  }
}

extension GoSymbol.Kind {
  /// What rules call it.
  var named: DeclarationKind {
    switch self {
    case .function: .function
    case .method, .interfaceMethod: .method
    case .type: .type
    case .field: .field
    case .constant: .constant
    case .variable: .variable
    }
  }
}
