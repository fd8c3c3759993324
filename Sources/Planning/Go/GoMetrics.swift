import SyntaxTrees

/// Metrics that nothing updates any more: made, and listed for whoever reads all of them.
extension GoCascade {
  /// Lets go a metric whose updates all went in this removal. That it is registered or printed
  /// with the others is no use: it would show the same value for ever.
  func settleMetrics(_ cascade: Cascade) {
    for symbol in candidateOrder where symbol.kind == .field || symbol.kind == .variable {
      guard let cause = candidates[symbol], !symbol.isGone, !symbol.file.isGenerated,
        !symbol.isExported || index.isApplication(symbol.file.package)
      else { continue }
      let uses = references.of(symbol)
      let left = uses.filter { !$0.file.isTest && !$0.file.isGone($0.node) }
      guard uses.allSatisfy(\.isCertain), isMetric(symbol, uses),
        uses.contains(where: { $0.file.isGone($0.node) && !isCreation($0) && listing(of: $0) == nil }),
        left.allSatisfy({ isCreation($0) || listing(of: $0) != nil })
      else { continue }
      for use in left {
        guard let listed = listing(of: use) else { continue }
        let summary = "'\(symbol.qualifiedName)', which nothing updates any more"
        if let list = listed.parent, list.kind == "arguments",
          list.namedChildren.contains(where: { $0 != listed && $0.kind != "comment" && !use.file.isGone($0) })
        {
          cut(listed, in: use.file, summary, cause, cascade)
        } else {
          lose(listed, in: use.file, summary, cause, cascade)
        }
      }
      drop(symbol, cause, cascade)
    }
  }

  /// Whether something is made by a function whose name says that it makes a metric, as those of
  /// Prometheus and OpenTelemetry do.
  private func isMetric(_ symbol: GoSymbol, _ uses: [GoReference]) -> Bool {
    var values = symbol.node.child("value")?.namedChildren ?? []
    values += uses.compactMap { Self.value(givenAt: $0.node) }
    return values.contains { value in
      guard value.kind == "call_expression", let function = value.child("function") else { return false }
      let name = (function.child("field") ?? function).text.lowercased()
      return Self.instruments.contains { kind in
        ["", "vec", "func"].contains { name.hasSuffix(kind + $0) }
      }
    }
  }

  private static let instruments = ["counter", "gauge", "histogram", "summary"]

  /// The value that an element of a literal or an assignment gives to what a node names.
  private static func value(givenAt node: SyntaxNode) -> SyntaxNode? {
    if node.field == "key", node.parent?.kind == "keyed_element" { return node.parent?.child("element") }
    let whole = whole(of: node)
    guard let list = whole.parent, list.kind == "expression_list", list.field == "left",
      list.namedChildren.count == 1, let statement = list.parent
    else { return nil }
    return statement.child("right")?.namedChildren.first
  }

  private func isCreation(_ use: GoReference) -> Bool { Self.value(givenAt: use.node) != nil }

  /// A use as an element of a list, or as an argument of what registers.
  private func listing(of use: GoReference) -> SyntaxNode? {
    let whole = Self.whole(of: use.node)
    guard let parent = whole.parent else { return nil }
    switch parent.kind {
    case "literal_value": return whole
    case "arguments":
      let function = parent.parent?.child("function")
      let name = (function?.child("field") ?? function)?.text.lowercased() ?? ""
      return name.contains("register") ? whole : nil
    default: return nil
    }
  }

  /// The selector that a field's name ends, or the name itself.
  private static func whole(of node: SyntaxNode) -> SyntaxNode {
    guard let parent = node.parent, parent.kind == "selector_expression", node.field == "field" else {
      return node
    }
    return parent
  }
}
