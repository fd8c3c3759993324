import SourceText
import SyntaxTrees

/// Turns the removals of one Go file into edits of its bytes.
struct GoEmission {
  private let file: GoFile
  private let bytes: [UInt8]
  private let trivia: GoTrivia
  private var lines: LineRemoval
  private var edits: [Edit] = []
  private var causeOf: [Int: CauseID] = [:]
  private var reduced: [Int: Range<Int>] = [:]
  private var isCut: Set<Int> = []
  /// Parts that are written anew as a whole.
  private var rewritten: Set<Int> = []

  /// - Throws: `EditConflict` when two removals want different things of the same bytes.
  static func edits(of file: GoFile) throws(EditConflict) -> EditSet {
    var emission = GoEmission(file)
    emission.run()
    return try EditSet(emission.edits + emission.lines.edits())
  }

  private init(_ file: GoFile) {
    self.file = file
    bytes = file.tree.source
    trivia = GoTrivia(file)
    lines = LineRemoval(bytes, file.lines)
  }

  private mutating func run() {
    for (node, removal, cause) in file.removals {
      switch removal {
      case .cut:
        isCut.insert(node.index)
        causeOf[node.index] = causeOf[node.index] ?? cause
      case .keepOnly(let part), .unwrap(let part): reduced[node.index] = part.index..<part.subtreeEnd
      case .negate:
        for part in [node.child("condition"), node.child("body")].compactMap({ $0 }) {
          rewritten.insert(part.index)
        }
      case .rewrite, .blank, .append: break
      }
    }
    cutDirectives()
    var lists: Set<Int> = []
    for (node, removal, cause) in file.removals where !isInsideAnother(node) {
      switch removal {
      case .cut:
        if let list = node.parent, isList(list, of: node) {
          if lists.insert(list.index).inserted { cut(from: list, like: node) }
        } else {
          cut(node, cause)
        }
      case .rewrite(let text) where !isCut.contains(node.index):
        edits.append(Edit(node.range, replacement: Array(text.utf8), cause: cause))
      case .append(let text):
        if !isCut.contains(node.index) {
          edits.append(
            Edit(node.range.upperBound..<node.range.upperBound, replacement: Array(text.utf8), cause: cause))
        }
      case .blank:
        if !isCut.contains(node.index) { blank(node, cause) }
      case .keepOnly(let part) where !isCut.contains(node.index): keep(part, of: node, cause)
      case .unwrap(let block) where !isCut.contains(node.index): unwrap(block, of: node, cause)
      case .negate where !isCut.contains(node.index): negate(node, cause)
      default: break
      }
    }
  }

  /// Directives for generators that name a type that goes.
  private mutating func cutDirectives() {
    let gone = file.removals.compactMap { node, removal, cause -> (String, CauseID)? in
      guard case .cut = removal else { return nil }
      let spec = node.kind == "type_declaration" ? node.namedChildren.first { $0.kind != "comment" } : node
      guard let spec, ["type_definition", "alias_declaration"].contains(spec.kind) else { return nil }
      return spec.child("name").map { ($0.text, cause) }
    }
    for comment in file.tree.root.namedChildren
    where comment.kind == "comment" && comment.text.hasPrefix("//go:generate ") {
      if let (_, cause) = gone.first(where: { Words.contain($0.0, in: Array(comment.bytes)) }) {
        lines.remove(comment.range, because: cause)
      }
    }
  }

  /// Whether a removal of something around `node` takes it along.
  private func isInsideAnother(_ node: SyntaxNode) -> Bool {
    guard let parent = node.parent else { return false }
    if file.isGone(parent) { return true }
    return node.ancestors.contains { ancestor in
      if file.isGone(ancestor) || file.replaced.contains(ancestor.index) { return true }
      if rewritten.contains(ancestor.index) { return true }
      guard let kept = reduced[ancestor.index] else { return false }
      return !kept.contains(node.index)
    }
  }

  // MARK: Cutting

  private mutating func cut(_ node: SyntaxNode, _ cause: CauseID) {
    guard let parent = node.parent else { return }
    switch node.field {
    case "init_statement":
      // With the semicolon behind it.
      let end = parent.children.first { $0.index > node.index && $0.kind == ";" }?.range.upperBound
      edits.append(Edit(node.range.lowerBound..<skipSpaces(end ?? node.range.upperBound), cause: cause))
    case "else":
      let before = parent.children.last { $0.index < node.index && $0.kind != "else" }?.range.upperBound
      edits.append(Edit((before ?? node.range.lowerBound)..<node.range.upperBound, cause: cause))
    case "left" where parent.kind == "range_clause":
      let end = parent.children.first { $0.kind == "range" }?.range.lowerBound ?? node.range.upperBound
      edits.append(Edit(node.range.lowerBound..<end, cause: cause))
    case "name" where parent.kind == "type_switch_statement":
      let end = parent.child("operand")?.range.lowerBound ?? node.range.upperBound
      edits.append(Edit(node.range.lowerBound..<end, cause: cause))
    case _ where parent.kind == "type_elem":
      let all = parent.namedChildren.filter { $0.kind != "comment" }
      guard let position = all.firstIndex(of: node) else { return }
      if all[..<position].contains(where: { !file.isGone($0) }) {
        edits.append(Edit(all[position - 1].range.upperBound..<node.range.upperBound, cause: cause))
      } else if position + 1 < all.count {
        edits.append(Edit(node.range.lowerBound..<all[position + 1].range.lowerBound, cause: cause))
      }
    case _ where parent.kind == "block" && isOneLine(parent) && parent.namedChildren.allSatisfy(file.isGone):
      if let open = parent.children.first, let close = parent.children.last {
        edits.append(Edit(open.range.upperBound..<close.range.lowerBound, cause: cause))
      }
    case _ where isLastOfOneLine(node, parent):
      if let open = parent.child(ofKind: "{"), let close = parent.children.last {
        edits.append(Edit(open.range.upperBound..<close.range.lowerBound, cause: cause))
      }
    default:
      let next = parent.namedChildren.first {
        $0.index >= node.subtreeEnd && $0.kind != "comment" && !file.isGone($0)
      }
      let end = separator(after: node)
      lines.remove(trivia.range(of: node, next: next, to: end), because: cause)
    }
  }

  private func isOneLine(_ node: SyntaxNode) -> Bool {
    file.lines.line(at: node.range.lowerBound) == file.lines.line(at: node.range.upperBound)
  }

  /// Whether a type in one line loses all that it holds.
  private func isLastOfOneLine(_ node: SyntaxNode, _ type: SyntaxNode) -> Bool {
    ["struct_type", "interface_type"].contains(type.kind)
      && file.lines.line(at: type.range.lowerBound) == file.lines.line(at: type.range.upperBound)
      && type.namedChildren.allSatisfy(file.isGone)
  }

  /// The end of a node with the semicolon that parts it from what follows on its line.
  private func separator(after node: SyntaxNode) -> Int {
    guard let next = node.parent?.children.first(where: { $0.index >= node.subtreeEnd }), next.kind == ";",
      next.range.lowerBound == node.range.upperBound, next.range.count == 1
    else { return node.range.upperBound }
    return next.range.upperBound
  }

  private static let lists: Set<String> = [
    "arguments", "parameters", "expression_list", "literal_value", "type_arguments", "type_parameters",
  ]

  private func isList(_ parent: SyntaxNode, of node: SyntaxNode) -> Bool {
    if Self.lists.contains(parent.kind) { return true }
    return node.field == "name"
      && ["var_spec", "const_spec", "field_declaration", "parameter_declaration"].contains(parent.kind)
      || node.field == "type" && parent.kind == "type_case_clause"
  }

  /// Takes every element that goes out of a list at once, so that the separators of those
  /// that stay come out right.
  private mutating func cut(from list: SyntaxNode, like node: SyntaxNode) {
    let isWhole = Self.lists.contains(list.kind)
    let elements = list.children.filter {
      isWhole ? $0.isNamed && $0.kind != "comment" : $0.field == node.field && $0.isNamed
    }
    let goes = elements.map { isCut.contains($0.index) && file.isGone($0) }
    if list.field == "result", goes.filter({ !$0 }).count == 1,
      let left = zip(elements, goes).first(where: { !$1 })?.0,
      left.child("name") == nil, let cause = elements.compactMap({ causeOf[$0.index] }).first
    {
      // One result without a name has no parentheses.
      edits.append(Edit(list.range.lowerBound..<left.range.lowerBound, cause: cause))
      edits.append(Edit(left.range.upperBound..<list.range.upperBound, cause: cause))
      return
    }
    guard goes.contains(false) else { return emptied(list, elements, isWhole) }
    var index = 0
    while index < elements.count {
      guard goes[index] else {
        index += 1
        continue
      }
      var end = index
      while end + 1 < elements.count, goes[end + 1] { end += 1 }
      cut(
        Array(elements[index...end]), before: index > 0 ? elements[index - 1] : nil,
        after: end + 1 < elements.count ? elements[end + 1] : nil)
      index = end + 1
    }
  }

  /// All that a list holds goes.
  private mutating func emptied(_ list: SyntaxNode, _ elements: [SyntaxNode], _ isWhole: Bool) {
    guard let first = elements.first, let last = elements.last, let cause = causeOf[first.index] else {
      return
    }
    if list.kind == "expression_list", let outer = list.parent,
      ["receive_statement", "range_clause"].contains(outer.kind), list.field == "left",
      let right = outer.child(ofKind: "range") ?? outer.child("right")
    {
      edits.append(Edit(list.range.lowerBound..<right.range.lowerBound, cause: cause))
      return
    }
    let hasComments = list.children.contains {
      $0.kind == "comment" && trivia.trailing(after: $0.range.lowerBound) == nil
    }
    if isWhole, list.kind != "expression_list", let open = list.children.first,
      let close = list.children.last,
      open != close, !hasComments
    {
      edits.append(Edit(open.range.upperBound..<close.range.lowerBound, cause: cause))
    } else {
      edits.append(Edit(first.range.lowerBound..<last.range.upperBound, cause: cause))
    }
  }

  private mutating func cut(_ run: [SyntaxNode], before: SyntaxNode?, after: SyntaxNode?) {
    guard let first = run.first, let last = run.last, let cause = causeOf[first.index] else { return }
    // `list...` is handed on as a whole.
    if let dots = last.parent?.children.first(where: { $0.index >= last.subtreeEnd }), dots.kind == "..." {
      let start = before?.range.upperBound ?? first.range.lowerBound
      edits.append(Edit(start..<dots.range.upperBound, cause: cause))
      return
    }
    if after == nil, let before, let bracket = GoBrackets.alone(behind: last, before, file.lines) {
      edits.append(Edit(before.range.upperBound..<bracket.range.lowerBound, cause: cause))
      return
    }
    let end = comma(after: last) ?? last.range.upperBound
    let start = trivia.start(of: first, next: after)
    let lineEnd = trivia.trailing(after: end)?.range.upperBound ?? end
    if lines.isAloneOnItsLines(start..<lineEnd) {
      for row in rows(of: run) {
        guard let head = row.first, let tail = row.last else { continue }
        let stop = comma(after: tail) ?? tail.range.upperBound
        let from = head == first ? start : trivia.start(of: head, next: nil)
        lines.remove(
          from..<(trivia.trailing(after: stop)?.range.upperBound ?? stop),
          because: causeOf[head.index] ?? cause)
      }
      return
    }
    if let after {
      edits.append(Edit(first.range.lowerBound..<after.range.lowerBound, cause: cause))
    } else if let before {
      edits.append(Edit(before.range.upperBound..<last.range.upperBound, cause: cause))
    }
  }

  /// Elements by the lines that they share.
  private func rows(of run: [SyntaxNode]) -> [[SyntaxNode]] {
    var rows: [[SyntaxNode]] = []
    for element in run {
      if let last = rows.last?.last,
        file.lines.line(at: last.range.upperBound) == file.lines.line(at: element.range.lowerBound)
      {
        rows[rows.count - 1].append(element)
      } else {
        rows.append([element])
      }
    }
    return rows
  }

  private func comma(after element: SyntaxNode) -> Int? {
    guard
      let next = element.parent?.children.first(where: {
        $0.index >= element.subtreeEnd && $0.kind != "comment"
      }),
      next.kind == ","
    else { return nil }
    return next.range.upperBound
  }

  private func skipSpaces(_ offset: Int) -> Int {
    var position = offset
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
    return position
  }

  // MARK: Changing

  /// `_` in the place of a name; of a constant that nothing is counted from any more, the
  /// whole line goes.
  private mutating func blank(_ name: SyntaxNode, _ cause: CauseID) {
    if let spec = name.parent, spec.kind == "const_spec", let group = spec.parent {
      let names = spec.children.filter { $0.field == "name" }
      let later = group.namedChildren.filter { $0.kind == "const_spec" && $0.index > spec.index }
      let isNeeded = later.contains { other in
        other.children.contains { $0.field == "name" && !file.isGone($0) }
      }
      if !isNeeded, names.allSatisfy(file.isGone) {
        if name == names.first { lines.remove(trivia.range(of: spec, next: nil), because: cause) }
        return
      }
      // Its comment described it.
      let start = trivia.start(of: spec, next: nil)
      if name == names.first, start < spec.range.lowerBound {
        lines.remove(start..<lastComment(before: spec), because: cause)
      }
    }
    edits.append(Edit(name.range, replacement: [UInt8(ascii: "_")], cause: cause))
  }

  /// The end of the comment above a node.
  private func lastComment(before node: SyntaxNode) -> Int {
    var end = node.range.lowerBound
    while end > 0, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[end - 1]) { end -= 1 }
    return end
  }

  /// Of `node` only `part` stays.
  private mutating func keep(_ part: SyntaxNode, of node: SyntaxNode, _ cause: CauseID) {
    var part = part
    if node.kind == "labeled_statement", lines.isAloneOnItsLines(node.range.lowerBound..<colon(of: node)) {
      lines.remove(node.range.lowerBound..<colon(of: node), because: cause)
      return
    }
    // The header of a statement has no parentheses around its condition.
    if part.kind == "parenthesized_expression", node.field == "condition",
      let inner = part.namedChildren.first
    {
      part = inner
    }
    edits.append(Edit(node.range.lowerBound..<part.range.lowerBound, cause: cause))
    let call = file.runInPlace.contains(part.index) ? "()" : ""
    edits.append(
      Edit(part.range.upperBound..<node.range.upperBound, replacement: Array(call.utf8), cause: cause))
  }

  private func colon(of labeled: SyntaxNode) -> Int {
    labeled.child(ofKind: ":")?.range.upperBound ?? labeled.range.lowerBound
  }

  /// `if a {…} else {…}` without its first branch: `if !a {…}`.
  private mutating func negate(_ statement: SyntaxNode, _ cause: CauseID) {
    guard let condition = statement.child("condition"), let body = statement.child("body"),
      let other = statement.child("else")
    else { return }
    edits.append(
      Edit(condition.range, replacement: Array(GoNegation.text(of: condition).utf8), cause: cause))
    edits.append(Edit(body.range.lowerBound..<other.range.lowerBound, cause: cause))
  }

  /// The statements of a block in the place of the statement around it, moved out by one level.
  private mutating func unwrap(_ block: SyntaxNode, of statement: SyntaxNode, _ cause: CauseID) {
    let isClause = block.kind.hasSuffix("_clause")
    let content = block.namedChildren.filter { !["value", "type", "communication"].contains($0.field ?? "") }
    guard let first = content.first, let last = content.last,
      let open = isClause ? block.child(ofKind: ":") : block.children.first,
      let close = isClause ? statement.children.last : block.children.last
    else { return lines.remove(statement.range, because: cause) }
    let firstLine = file.lines.line(at: first.range.lowerBound)
    let lastLine = file.lines.line(at: max(last.range.lowerBound, last.range.upperBound - 1))
    let headLine = file.lines.line(at: open.range.lowerBound)
    guard firstLine > headLine, file.lines.line(at: close.range.lowerBound) > lastLine else {
      edits.append(Edit(statement.range.lowerBound..<first.range.lowerBound, cause: cause))
      edits.append(Edit(last.range.upperBound..<statement.range.upperBound, cause: cause))
      return
    }
    // The head with its line end, and the line of the closing brace.
    let start = file.lines.range(ofLine: file.lines.line(at: statement.range.lowerBound)).lowerBound
    edits.append(Edit(start..<file.lines.range(ofLine: firstLine).lowerBound, cause: cause))
    let tail = file.lines.range(ofLine: lastLine).upperBound
    edits.append(
      Edit(
        tail..<file.lines.range(ofLine: file.lines.line(at: statement.range.upperBound)).upperBound,
        cause: cause))
    for line in firstLine...lastLine {
      let range = file.lines.range(ofLine: line)
      guard bytes[range].first == 0x09, !isInsideRawString(range.lowerBound) else { continue }
      edits.append(Edit(range.lowerBound..<range.lowerBound + 1, cause: cause))
    }
  }

  private func isInsideRawString(_ offset: Int) -> Bool {
    let node = file.tree.smallestNode(covering: offset..<offset)
    return ([node] + node.ancestors).contains {
      ($0.kind == "raw_string_literal" || $0.kind == "comment") && $0.range.lowerBound < offset
        && offset < $0.range.upperBound
    }
  }
}
