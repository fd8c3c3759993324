import SourceText
import SyntaxTrees

/// Fields and variables that nothing fills any more: what reads them finds nothing.
extension GoCascade {
  /// Lets go what lost the last place that gave it a value, if it can be empty at all.
  func settleUnfilled(_ cascade: Cascade) {
    for symbol in candidateOrder where symbol.kind == .field && !symbol.isGone {
      guard symbol.node.child("tag").map({ GoTag($0).isOnTheWire }) ?? false, isOutputOnly(symbol),
        let cause = candidates[symbol]
      else { continue }
      drop(symbol, cause, cascade)
    }
    for symbol in candidateOrder where symbol.kind == .field || symbol.kind == .variable {
      guard let cause = candidates[symbol], !symbol.isGone, !symbol.isEmbedded, !isGiven(symbol),
        !symbol.file.isGenerated, !symbol.isExported || index.isApplication(symbol.file.package)
      else { continue }
      let uses = references.of(symbol)
      // What only tests fill is empty wherever it matters.
      let writes = uses.filter {
        fills($0, symbol) && (index.isForTests(symbol.file) || !index.isForTests($0.file))
      }
      guard writes.contains(where: { $0.file.isGone($0.node) }),
        !writes.contains(where: { !$0.file.isGone($0.node) }), uses.allSatisfy(\.isCertain)
      else { continue }
      drop(symbol, cause, cascade)
    }
  }

  /// The same for the variables of functions.
  func settleUnfilledLocals(in file: GoFile, _ cascade: Cascade) {
    for binding in file.scopes.bindings where binding.kind == .variable {
      let first = binding.definitions[0]
      let later = binding.definitions.dropFirst()
      guard !later.isEmpty, !file.isGone(first.name), later.allSatisfy({ file.isGone($0.name) }),
        isEmptyAtFirst(first) || file.isTest && isZeroAtFirst(first), let last = later.last,
        let cause = file.cause(of: last.name)
      else { continue }
      let left = binding.reads.filter { !file.isGone($0) }
      // A number that is handed on is a copy.
      let isCopied = !isEmptyAtFirst(first)
      guard !left.contains(where: { mayFill($0, isCopied: isCopied) }) else { continue }
      for read in left where !file.isGone(read) {
        lose(read, in: file, "'\(binding.name)', which nothing fills any more,", cause, cascade)
      }
    }
  }

  private func isEmptyAtFirst(_ definition: GoBinding.Definition) -> Bool {
    let statement = definition.statement
    if statement.kind == "var_spec", statement.child("value") == nil {
      return ["slice_type", "map_type", "pointer_type", "function_type", "channel_type"]
        .contains(statement.child("type")?.kind ?? "")
    }
    guard statement.kind == "short_var_declaration" || statement.kind == "var_spec",
      let values = statement.child("right") ?? statement.child("value"), values.namedChildren.count == 1
    else { return false }
    return isEmpty(values)
  }

  /// Whether a declaration gives its variable no value.
  private func isZeroAtFirst(_ definition: GoBinding.Definition) -> Bool {
    definition.statement.kind == "var_spec" && definition.statement.child("value") == nil
  }

  /// Whether a read of a variable hands it to someone who may fill it.
  private func mayFill(_ read: SyntaxNode, isCopied: Bool) -> Bool {
    guard let parent = read.parent else { return true }
    switch parent.kind {
    case "unary_expression": return parent.child("operator")?.kind == "&"
    case "arguments" where isCopied: return false
    case "arguments":
      return !["len", "cap", "append", "copy"].contains(parent.parent?.child("function")?.text ?? "")
    case "selector_expression": return true
    default: return read.ancestors.contains { $0.kind == "function_literal" }
    }
  }

  /// Whether a thing may have a value that no statement gives it.
  private func isGiven(_ symbol: GoSymbol) -> Bool {
    if symbol.node.child("tag").map({ GoTag($0).isOnTheWire }) ?? false
      || symbol.node.child("value").map({ !isEmpty($0) }) ?? false
    {
      return true
    }
    guard let type = symbol.node.child("type") ?? symbol.node.child("value") else { return true }
    switch type.kind {
    case "pointer_type", "slice_type", "map_type", "function_type", "channel_type", "interface_type":
      return false
    case "expression_list": return false
    default:
      switch types.underlying(types.type(named: type, in: symbol.file)) {
      case .function, .interface, .map, .list, .channel: return false
      default: return !isNote(symbol)
      }
    }
  }

  /// Whether a thing of a plain type is where a test notes what happens.
  private func isNote(_ symbol: GoSymbol) -> Bool {
    index.isForTests(symbol.file)
      && ["bool", "string", "int", "int32", "int64", "uint", "uint64"].contains(
        symbol.node.child("type")?.text ?? "")
  }

  /// Whether a value says of such a note that nothing has happened yet.
  private func isZero(_ value: SyntaxNode, of symbol: GoSymbol) -> Bool {
    isNote(symbol) && ["false", "0", "\"\""].contains(value.text)
  }

  /// Whether others can put something into a value that is handed to them.
  private func isShared(_ symbol: GoSymbol) -> Bool {
    guard let type = symbol.node.child("type") else { return true }
    if ["pointer_type", "function_type", "interface_type"].contains(type.kind) { return false }
    switch types.underlying(types.type(named: type, in: symbol.file)) {
    case .function, .interface: return false
    default: return !isNote(symbol)
    }
  }

  /// Whether a value holds nothing: `nil`, `make(…)`, a literal without elements.
  private func isEmpty(_ value: SyntaxNode) -> Bool {
    let values = value.kind == "expression_list" ? value.namedChildren : [value]
    return values.allSatisfy { one in
      switch one.kind {
      case "call_expression": one.child("function")?.text == "make"
      case "composite_literal":
        ["map_type", "slice_type"].contains(one.child("type")?.kind ?? "")
          && (one.child("value")?.namedChildren.isEmpty ?? true)
      default: one.text == "nil"
      }
    }
  }

  /// Whether a place gives a thing something: no empty map, and not by taking out of it.
  private func fills(_ reference: GoReference, _ symbol: GoSymbol) -> Bool {
    let (node, file) = (reference.node, reference.file)
    if let element = node.parent, element.kind == "keyed_element", node.field == "key" {
      return element.child("element").map { !isEmpty($0) && !isZero($0, of: symbol) } ?? true
    }
    // Whoever has its address may fill it; who sends or calls may hand it on.
    var whole = node
    if let selector = node.parent, selector.kind == "selector_expression", node.field == "field" {
      whole = selector
    }
    guard let parent = whole.parent else { return true }
    switch parent.kind {
    case "unary_expression": return parent.child("operator")?.kind == "&"
    case "send_statement": return whole.field == "channel"
    case "arguments", "expression_list", "index_expression", "selector_expression":
      guard let statement = writingStatement(around: node, in: file) else {
        // A map or slice that is handed on may be filled elsewhere, what else it may be is a copy.
        if parent.kind == "arguments" {
          guard isShared(symbol) else { return false }
          let name = parent.parent?.child("function")?.text ?? ""
          return !["len", "cap", "append", "copy", "delete", "close", "range"].contains(name)
        }
        return parent.kind == "expression_list" && parent.field != "left"
          && parent.parent?.kind != "range_clause" && !isMerelyRead(parent)
      }
      guard statement.kind == "assignment" else { return false }
      if let values = statement.child("right"), isEmpty(values) || isZero(values, of: symbol) { return false }
      return true
    default: return false
    }
  }

  /// Whether a list of values only looks at its parts: `case`, a lookup that gives one.
  private func isMerelyRead(_ list: SyntaxNode) -> Bool {
    list.parent?.kind == "expression_case_clause"
  }
}
