import SourceText
import SyntaxTrees

/// Turns the removals of one module into edits of its bytes.
struct Emission {
  private let module: TypeScriptModule
  private let bytes: [UInt8]
  private var lines: LineRemoval
  private var edits: [Edit] = []
  private var causeOf: [Int: CauseID] = [:]
  private var reduced: [Int: Range<Int>] = [:]

  /// - Throws: `EditConflict` when two removals want different things of the same
  ///   bytes.
  static func edits(of module: TypeScriptModule) throws(EditConflict) -> EditSet {
    var emission = Emission(module)
    emission.run()
    return try EditSet(emission.edits + emission.lines.edits())
  }

  private init(_ module: TypeScriptModule) {
    self.module = module
    bytes = module.tree.source
    let tags = module.removals.compactMap { $0.node.parent?.child("open_tag")?.range.upperBound }
    lines = LineRemoval(bytes, module.lines, openings: Set(tags))
  }

  private mutating func run() {
    var isCut: Set<Int> = []
    for (node, removal, cause) in module.removals {
      switch removal {
      case .cut, .hole:
        isCut.insert(node.index)
        causeOf[node.index] = causeOf[node.index] ?? cause
      case .keepOnly(let part), .unwrap(let part): reduced[node.index] = part.index..<part.subtreeEnd
      case .negate: reduced[node.index] = (node.child("alternative")?.index ?? 0)..<node.subtreeEnd
      case .fragment, .replace, .rewrite: break
      }
    }
    var lists: Set<Int> = []
    for (node, removal, cause) in module.removals where !isInsideAnother(node) {
      switch removal {
      case .cut where module.replaced.contains(node.index): break
      case .cut:
        if let list = node.parent, CommaList.kinds.contains(list.kind) {
          if lists.insert(list.index).inserted { cut(from: list) }
        } else {
          cut(node, cause)
        }
      case .hole:
        edits.append(Edit(node.range, cause: cause))
      case .replace(let text):
        // Text that takes the place of what was cut: its own word is the last.
        edits.append(Edit(node.range, replacement: Array(text.utf8), cause: cause))
      case .rewrite(let text) where !isCut.contains(node.index):
        if text.isEmpty {
          lines.remove(Trivia.range(of: node, in: module), because: cause)
        } else {
          edits.append(Edit(node.range, replacement: Array(text.utf8), cause: cause))
        }
      case .keepOnly(let part) where !isCut.contains(node.index): keep(part, of: node, cause)
      case .unwrap(let block) where !isCut.contains(node.index): unwrap(block, of: node, cause)
      case .negate where !isCut.contains(node.index): negate(node, cause)
      case .fragment where !isCut.contains(node.index):
        if let tag = node.child("open_tag") {
          edits.append(Edit(tag.range, replacement: Array("<>".utf8), cause: cause))
        }
        if let tag = node.child("close_tag") {
          edits.append(Edit(tag.range, replacement: Array("</>".utf8), cause: cause))
        }
      default: break
      }
    }
  }

  /// Whether a removal of something around `node` takes it along.
  private func isInsideAnother(_ node: SyntaxNode) -> Bool {
    guard let parent = node.parent else { return false }
    if module.isGone(parent) { return true }
    return node.ancestors.contains { ancestor in
      if module.isGone(ancestor) || module.rewritten.contains(ancestor.index)
        || module.replaced.contains(ancestor.index)
      {
        return true
      }
      guard let kept = reduced[ancestor.index] else { return false }
      return !kept.contains(node.index)
    }
  }

  // MARK: Cutting

  private mutating func cut(_ node: SyntaxNode, _ cause: CauseID) {
    guard let parent = node.parent else { return }
    switch parent.kind {
    case "if_statement", "try_statement":
      // An else or finally clause, with what separates it from the block before it.
      let start = previousEnd(of: node) ?? node.range.lowerBound
      edits.append(Edit(start..<node.range.upperBound, cause: cause))
    case "required_parameter", "optional_parameter":
      // A default value, with the sign before it.
      let before =
        parent.namedChildren.last { $0.index < node.index }?.range.upperBound ?? node.range.lowerBound
      edits.append(Edit(before..<node.range.upperBound, cause: cause))
    case "import_clause":
      cutFromImport(node, in: parent, cause)
    case "union_type", "intersection_type":
      cutFromUnion(node, cause)
    case "jsx_opening_element", "jsx_self_closing_element":
      if lines.isAloneOnItsLines(node.range) {
        lines.remove(node.range, because: cause)
      } else {
        edits.append(
          Edit((previousEnd(of: node) ?? node.range.lowerBound)..<node.range.upperBound, cause: cause))
      }
    default:
      lines.remove(Trivia.range(of: node, in: module), because: cause)
    }
  }

  private func previousEnd(of node: SyntaxNode) -> Int? {
    node.parent?.children.last { $0.index < node.index }?.range.upperBound
  }

  private mutating func cutFromImport(_ node: SyntaxNode, in clause: SyntaxNode, _ cause: CauseID) {
    let parts = clause.namedChildren.filter { $0.kind != "comment" }
    if let next = parts.first(where: { $0.index > node.index && !module.isGone($0) }) {
      edits.append(Edit(node.range.lowerBound..<next.range.lowerBound, cause: cause))
    } else if let previous = parts.last(where: { $0.index < node.index && !module.isGone($0) }) {
      edits.append(Edit(previous.range.upperBound..<node.range.upperBound, cause: cause))
    }
  }

  private mutating func cutFromUnion(_ node: SyntaxNode, _ cause: CauseID) {
    var whole = node
    let kind = node.parent?.kind
    while let outer = whole.parent, outer.kind == kind { whole = outer }
    let operands = TypeScriptCascade.operands(of: whole)
    guard let position = operands.firstIndex(of: node) else { return }
    let barBefore = bytes[..<node.range.lowerBound].lastIndex {
      $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D
    }
    let sign = UInt8(ascii: kind == "union_type" ? "|" : "&")
    let hasBarBefore = barBefore.map { bytes[$0] == sign } ?? false
    if hasBarBefore, let bar = barBefore, lines.isAloneOnItsLines(bar..<node.range.upperBound) {
      lines.remove(bar..<node.range.upperBound, because: cause)
    } else if operands[..<position].contains(where: { !module.isGone($0) }), position > 0 {
      edits.append(Edit(operands[position - 1].range.upperBound..<node.range.upperBound, cause: cause))
    } else if position + 1 < operands.count {
      edits.append(Edit(node.range.lowerBound..<operands[position + 1].range.lowerBound, cause: cause))
    }
  }

  /// Takes every element that goes out of a list at once, so that the separators of
  /// those that stay come out right.
  private mutating func cut(from list: SyntaxNode) {
    let elements = list.namedChildren.filter { $0.kind != "comment" }
    let goes = elements.map { causeOf[$0.index] != nil && module.isGone($0) && !isHole($0) }
    if goes.allSatisfy({ $0 }), let first = elements.first, let open = list.children.first,
      let close = list.children.last, ["[", "{"].contains(open.kind), ["array", "object"].contains(list.kind)
    {
      edits.append(
        Edit(
          open.range.upperBound..<close.range.lowerBound,
          cause: causeOf[first.index] ?? module.removals[0].cause))
      return
    }
    var index = 0
    while index < elements.count {
      guard goes[index] else {
        index += 1
        continue
      }
      var end = index
      while end + 1 < elements.count, goes[end + 1] { end += 1 }
      cut(
        Array(elements[index...end]), from: list, before: index > 0 ? elements[index - 1] : nil,
        after: end + 1 < elements.count ? elements[end + 1] : nil)
      index = end + 1
    }
  }

  private func isHole(_ node: SyntaxNode) -> Bool {
    module.removals.contains { removal in
      guard case .hole = removal.removal else { return false }
      return removal.node == node
    }
  }

  private mutating func cut(
    _ run: [SyntaxNode], from list: SyntaxNode, before: SyntaxNode?, after: SyntaxNode?
  ) {
    guard let first = run.first, let last = run.last, let cause = causeOf[first.index] else { return }
    let comma = CommaList.separator(after: last, in: list)
    let end = comma?.range.upperBound ?? last.range.upperBound
    let isOneLine =
      module.lines.line(at: first.range.lowerBound) == module.lines.line(at: first.range.upperBound)
    let start = Trivia.start(of: first, in: module, keepsGroupHeading: after != nil && isOneLine)
    let lineEnd = Trivia.trailingComment(after: end, in: module)?.range.upperBound ?? end
    if lines.isAloneOnItsLines(start..<lineEnd) {
      for element in run {
        let stop = CommaList.separator(after: element, in: list)?.range.upperBound ?? element.range.upperBound
        let from = element == first ? start : Trivia.start(of: element, in: module, keepsGroupHeading: false)
        lines.remove(
          from..<(Trivia.trailingComment(after: stop, in: module)?.range.upperBound ?? stop),
          because: causeOf[element.index] ?? cause)
      }
      if after == nil, comma == nil, let before, let separator = CommaList.separator(after: before, in: list)
      {
        edits.append(Edit(separator.range, cause: cause))
      }
      return
    }
    if let after,
      module.lines.line(at: after.range.lowerBound) == module.lines.line(at: last.range.upperBound)
    {
      edits.append(Edit(start..<after.range.lowerBound, cause: cause))
    } else if after == nil, let before {
      edits.append(Edit(before.range.upperBound..<last.range.upperBound, cause: cause))
    } else if let before, let separator = CommaList.separator(after: before, in: list) {
      edits.append(Edit(separator.range.upperBound..<end, cause: cause))
    } else if after == nil, let open = list.children.first, let close = list.children.last, !open.isNamed {
      edits.append(Edit(open.range.upperBound..<close.range.lowerBound, cause: cause))
    } else {
      lines.remove(start..<end, because: cause)
    }
  }

  // MARK: Keeping a part

  private mutating func keep(_ kept: SyntaxNode, of whole: SyntaxNode, _ cause: CauseID) {
    let part = Self.withoutParentheses(kept)
    let whole = Self.withParentheses(whole, around: part)
    edits.append(Edit(whole.range.lowerBound..<part.range.lowerBound, cause: cause))
    dedent(part, to: whole, cause)
    let isStatement = whole.kind.hasSuffix("_statement") || whole.kind.hasSuffix("_declaration")
    let isComplete =
      part.kind.hasSuffix("_statement") || part.kind.hasSuffix("_declaration")
      || part.kind == "statement_block"
    let needsEnd = isStatement && !isComplete
    let endsWithSemicolon = bytes[whole.range].last == UInt8(ascii: ";") || whole.kind == "if_statement"
    edits.append(
      Edit(
        part.range.upperBound..<whole.range.upperBound,
        replacement: needsEnd && endsWithSemicolon ? [UInt8(ascii: ";")] : [], cause: cause))
  }

  /// A kept operand needs its parentheses no more where the whole had none.
  private static func withoutParentheses(_ part: SyntaxNode) -> SyntaxNode {
    guard part.kind == "parenthesized_expression", let inner = part.namedChildren.first,
      part.namedChildren.count == 1, simple.contains(inner.kind)
    else { return part }
    return inner
  }

  /// The parentheses around the whole go too, if the part needs none there.
  private static func withParentheses(_ whole: SyntaxNode, around part: SyntaxNode) -> SyntaxNode {
    guard simple.contains(part.kind), let outer = whole.parent, outer.kind == "parenthesized_expression",
      [
        "arrow_function", "variable_declarator", "pair", "return_statement", "member_expression",
        "binary_expression",
      ]
      .contains(outer.parent?.kind ?? "")
    else { return whole }
    return outer
  }

  /// Expressions that stand by themselves anywhere.
  private static let simple: Set<String> = [
    "identifier", "member_expression", "call_expression", "string", "number", "template_string",
  ]

  /// Moves the lines of a part that is kept out to where the whole stood.
  private mutating func dedent(_ part: SyntaxNode, to whole: SyntaxNode, _ cause: CauseID) {
    let first = module.lines.line(at: part.range.lowerBound)
    let last = module.lines.line(at: max(part.range.lowerBound, part.range.upperBound - 1))
    let wholeLine = module.lines.line(at: whole.range.lowerBound)
    guard last > first, first > wholeLine else { return }
    let shift = indent(ofLine: first) - indent(ofLine: wholeLine)
    guard shift > 0 else { return }
    for line in (first + 1)...last {
      let start = module.lines.range(ofLine: line).lowerBound
      let take = min(shift, indent(ofLine: line))
      if take > 0, !isInsideTemplate(start) { edits.append(Edit(start..<start + take, cause: cause)) }
    }
  }

  /// How many bytes of white space a line begins with.
  private func indent(ofLine line: Int) -> Int {
    bytes[module.lines.range(ofLine: line)].prefix { $0 == 0x20 || $0 == 0x09 }.count
  }

  /// `if (a) {…} else {…}` without its first branch: `if (!a) {…}`. In a chain the
  /// later branches keep their conditions, and what `a` kept from them is said there.
  private mutating func negate(_ statement: SyntaxNode, _ cause: CauseID) {
    guard let condition = statement.child("condition"), let branch = statement.child("consequence") else {
      return
    }
    let chain = IfChain(after: statement)
    let inner = Self.inner(of: condition)
    let opposite = Negation.text(of: inner)
    guard let first = chain.links.first else {
      guard let last = chain.last else { return }
      edits.append(Edit(inner.range, replacement: Array(opposite.utf8), cause: cause))
      edits.append(Edit(branch.range.lowerBound..<last.range.lowerBound, cause: cause))
      return
    }
    edits.append(Edit(statement.range.lowerBound..<first.range.lowerBound, cause: cause))
    for other in chain.conditions where !module.isGone(other) {
      guard !TypeScriptCascade.excludeEachOther(condition, other) else { continue }
      let text = Self.inner(of: other)
      let needsParentheses =
        text.kind == "binary_expression" && ["||", "??"].contains(text.child("operator")?.kind ?? "")
      insert(needsParentheses ? "\(opposite) && (" : "\(opposite) && ", at: text.range.lowerBound, cause)
      if needsParentheses { insert(")", at: text.range.upperBound, cause) }
    }
    if let last = chain.last, !module.isGone(last) {
      insert("if (\(opposite)) ", at: last.range.lowerBound, cause)
    }
  }

  private static func inner(of condition: SyntaxNode) -> SyntaxNode {
    condition.namedChildren.first { $0.kind != "comment" } ?? condition
  }

  private mutating func insert(_ text: String, at offset: Int, _ cause: CauseID) {
    edits.append(Edit(offset..<offset, replacement: Array(text.utf8), cause: cause))
  }

  /// The statements of a block in the place of the statement around it, moved out
  /// by one level.
  private mutating func unwrap(_ block: SyntaxNode, of statement: SyntaxNode, _ cause: CauseID) {
    let isCase = block.kind == "switch_case" || block.kind == "switch_default"
    let content = block.namedChildren.filter { !module.isGone($0) && (!isCase || $0.field != "value") }
    guard let first = content.first, let last = content.last else { return }
    let firstLine = module.lines.line(at: first.range.lowerBound)
    let lastLine = module.lines.line(at: last.range.upperBound - 1)
    let head = statement.range.lowerBound
    let headLine = module.lines.line(at: head)
    guard firstLine > headLine, isCase || module.lines.line(at: block.range.upperBound - 1) > lastLine else {
      edits.append(Edit(head..<first.range.lowerBound, cause: cause))
      edits.append(Edit(last.range.upperBound..<statement.range.upperBound, cause: cause))
      return
    }
    let outer = head - module.lines.range(ofLine: headLine).lowerBound
    let inner = first.range.lowerBound - module.lines.range(ofLine: firstLine).lowerBound
    let firstStart = module.lines.range(ofLine: firstLine).lowerBound
    edits.append(Edit(head..<(firstStart + max(0, inner - 0)), cause: cause))
    for line in firstLine + 1..<max(firstLine + 1, lastLine + 1) {
      let range = module.lines.range(ofLine: line)
      let indent = bytes[range].prefix { $0 == 0x20 || $0 == 0x09 }.count
      let take = min(indent, max(0, inner - outer))
      if take > 0, indent < range.count, !isInsideTemplate(range.lowerBound) {
        edits.append(Edit(range.lowerBound..<range.lowerBound + take, cause: cause))
      }
    }
    edits.append(Edit(last.range.upperBound..<statement.range.upperBound, cause: cause))
  }

  private func isInsideTemplate(_ offset: Int) -> Bool {
    let node = module.tree.smallestNode(covering: offset..<offset)
    return ([node] + node.ancestors).contains {
      $0.kind == "template_string" && $0.range.lowerBound < offset && offset < $0.range.upperBound
    }
  }
}
