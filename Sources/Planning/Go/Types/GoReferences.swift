import SyntaxTrees

/// A place that means a symbol.
struct GoReference {
  let file: GoFile
  let node: SyntaxNode
  /// Whether that is sure: else it is a member of this name of something unknown.
  let isCertain: Bool
}

/// Every place in the repository that means a symbol, the declarations left out.
final class GoReferences {
  private let index: GoIndex
  private let types: GoTypes
  private var known: [GoSymbol: [GoReference]] = [:]

  init(_ index: GoIndex, _ types: GoTypes) {
    self.index = index
    self.types = types
  }

  /// In order of files and places.
  func of(_ symbol: GoSymbol) -> [GoReference] {
    if let known = known[symbol] { return known }
    var found: [GoReference] = []
    let isMember = symbol.owner != nil
    for file in index.files(naming: symbol.name) {
      if !symbol.isExported, file.package.folder != symbol.file.package.folder { continue }
      for number in file.identifiers[symbol.name] ?? [] {
        let node = file.tree.node(number)
        guard node != symbol.nameNode else { continue }
        switch types.target(of: node, in: file) {
        case .symbols(let symbols):
          // An embedded field is its type's name, too.
          if symbols.contains(symbol) { found.append(GoReference(file: file, node: node, isCertain: true)) }
        case .unknown where isMember && ["field", "key"].contains(node.field ?? ""):
          found.append(GoReference(file: file, node: node, isCertain: false))
        default: break
        }
      }
    }
    known[symbol] = found
    return found
  }
}
