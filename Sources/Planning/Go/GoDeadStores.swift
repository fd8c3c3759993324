import SourceText
import SyntaxTrees

/// Values that a local gets and that nothing reads any more, because it gets another first.
extension GoCascade {
  func settleDeadStores(in file: GoFile, _ cascade: Cascade) {
    for binding in file.scopes.bindings where binding.kind == .variable && binding.definitions.count > 1 {
      let left = binding.reads.filter { !file.isGone($0) }
      guard !left.isEmpty, let gone = binding.reads.last(where: file.isGone), isSimple(binding, left) else {
        continue
      }
      let reached = left.flatMap { read in Self.reaching(read, binding) { file.isGone($0.name) } }
      for definition in binding.definitions where !file.isGone(definition.name) {
        guard ["short_var_declaration", "assignment"].contains(definition.statement.kind),
          !reached.contains(where: { $0.name == definition.name }),
          let values = definition.statement.child("right"), !hasEffect(values, in: file),
          isFollowed(definition, in: binding, of: file),
          let reader = binding.reads.last(where: { read in
            file.isGone(read)
              && Self.reaching(read, binding) { _ in false }.contains { $0.name == definition.name }
          }), let cause = file.cause(of: reader) ?? file.cause(of: gone)
        else { continue }
        drop(definition, in: file, "value of '\(binding.name)', which nothing reads any more", cause, cascade)
      }
    }
  }

  /// Whether reads come in the order in which they are written: no closure and no address.
  private func isSimple(_ binding: GoBinding, _ reads: [SyntaxNode]) -> Bool {
    let owner = binding.definitions[0].statement.ancestors.first {
      $0.kind.hasPrefix("function") || $0.kind == "method_declaration"
    }
    return (reads + binding.definitions.map(\.name)).allSatisfy { node in
      node.ancestors.first { $0.kind.hasPrefix("function_") || $0.kind == "method_declaration" } == owner
        && node.parent.map { !($0.kind == "unary_expression" && $0.child("operator")?.kind == "&") } ?? false
    }
  }

  /// Whether another value follows in the same block, which can declare the name if need be, and
  /// no loop leads back.
  private func isFollowed(_ definition: GoBinding.Definition, in binding: GoBinding, of file: GoFile) -> Bool
  {
    let statement = definition.statement
    guard let block = statement.parent, block.kind == "block",
      !statement.ancestors.contains(where: {
        $0.kind == "for_statement" && !$0.contains(binding.definitions[0].statement)
      })
    else { return false }
    return binding.definitions.contains { other in
      other.statement.parent == block && other.name.index > definition.name.index
        && !file.isGone(other.name) && ["assignment", "short_var_declaration"].contains(other.statement.kind)
    }
  }
}
