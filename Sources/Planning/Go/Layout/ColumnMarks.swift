import SourceText
import SyntaxTrees

/// Where the syntax of a Go file puts tab stops, and where it ends columns: what
/// go/printer writes for its tab writer, as far as columns depend on it. Comments and
/// blank lines do their part elsewhere.
struct ColumnMarks {
  /// Tokens, by their first byte: a line break before one of them ends all columns.
  private(set) var breaks: Set<Int> = []
  /// The number of tab stops before a token, by its first byte; 0 for one blank.
  private(set) var stops: [Int: Int] = [:]
  /// The number of tab stops before a comment that follows a field or a
  /// specification on its line, by the end of that; not for those with the usual one.
  private(set) var commentStops: [Int: Int] = [:]

  private let tree: SyntaxTree
  private let lines: LineIndex

  init(_ tree: SyntaxTree, _ lines: LineIndex) {
    self.tree = tree
    self.lines = lines
    for index in 0..<tree.root.subtreeEnd { visit(tree.node(index)) }
  }

  private mutating func visit(_ node: SyntaxNode) {
    switch node.kind {
    case "}", ")", "]": breaks.insert(node.range.lowerBound)
    case "source_file": markDeclarations(parts(of: node))
    case "function_declaration", "method_declaration": markBody(of: node)
    case "const_declaration", "var_declaration": markValues(parts(of: node))
    case "type_declaration": markTypes(parts(of: node))
    case "import_declaration", "interface_type": markMembers(parts(of: node))
    case "struct_type": markFields(parts(of: node).filter { $0.kind == "field_declaration" })
    case "block": markStatements(parts(of: node))
    case "expression_case_clause", "type_case_clause", "communication_clause": markClause(node)
    case "labeled_statement": markBreaks(before: parts(of: node))
    case "parameters", "type_parameters": markBreaks(before: parts(of: node))
    case "arguments", "literal_value", "type_arguments", "index_expression": markElements(of: node)
    case "expression_list": markExpressions(node)
    case "binary_expression", "type_elem": markOperands(of: node)
    default: break
    }
  }

  private func parts(of node: SyntaxNode) -> [SyntaxNode] {
    node.namedChildren.filter { $0.kind != "comment" }
  }

  private func firstLine(of node: SyntaxNode) -> Int { lines.line(at: node.range.lowerBound) }
  private func lastLine(of node: SyntaxNode) -> Int { lines.line(at: max(node.range.upperBound - 1, 0)) }
  private func spansLines(_ node: SyntaxNode) -> Bool { firstLine(of: node) < lastLine(of: node) }

  private mutating func markBreaks(before nodes: some Sequence<SyntaxNode>) {
    for node in nodes { breaks.insert(node.range.lowerBound) }
  }

  // MARK: Declarations

  private mutating func markDeclarations(_ declarations: [SyntaxNode]) {
    markBreaks(
      before: declarations.filter {
        ["function_declaration", "method_declaration"].contains($0.kind) && spansLines($0)
      })
  }

  /// A function on one line has a column for its body.
  private mutating func markBody(of function: SyntaxNode) {
    guard let body = function.child("body"), !spansLines(function) else { return }
    stops[body.range.lowerBound] = 1
  }

  /// Each on its own line; the columns go on behind one that takes a single line.
  private mutating func markMembers(_ members: [SyntaxNode]) {
    markBreaks(before: members.prefix(1))
    for (member, next) in zip(members, members.dropFirst()) where spansLines(member) {
      breaks.insert(next.range.lowerBound)
    }
  }

  private mutating func markTypes(_ types: [SyntaxNode]) {
    markMembers(types)
    for type in types {
      let assignment = type.children.first { $0.kind == "=" }
      guard let start = assignment ?? type.child("type") else { continue }
      stops[start.range.lowerBound] = types.count > 1 ? 1 : 0
    }
  }

  private mutating func markValues(_ specs: [SyntaxNode]) {
    markMembers(specs)
    let keepsType = Self.keepsTypeColumn(specs)
    for (spec, keepsType) in zip(specs, keepsType) {
      let type = spec.child("type")
      let assignment = spec.children.first { $0.kind == "=" }
      guard specs.count > 1 else {
        for part in [type, assignment] { stops[part?.range.lowerBound ?? -1] = part == nil ? nil : 0 }
        continue
      }
      var left = 3
      if type != nil || keepsType { left -= 1 }
      if let type { stops[type.range.lowerBound] = 1 }
      if let assignment {
        stops[assignment.range.lowerBound] = type == nil && keepsType ? 2 : 1
        left -= 1
      }
      commentStops[spec.range.upperBound] = left
    }
  }

  /// For each specification whether its values stand in a column behind that of the
  /// types; they move to the left where no value of a run of them has a type.
  private static func keepsTypeColumn(_ specs: [SyntaxNode]) -> [Bool] {
    var result = Array(repeating: false, count: specs.count)
    var run: Int?
    var keepsType = false
    for (index, spec) in specs.enumerated() {
      if spec.child("value") != nil {
        if run == nil {
          run = index
          keepsType = false
        }
      } else if let start = run {
        for place in start..<index { result[place] = keepsType }
        run = nil
      }
      if spec.child("type") != nil { keepsType = true }
    }
    if let run {
      for place in run..<specs.count { result[place] = keepsType }
    }
    return result
  }

  private mutating func markFields(_ fields: [SyntaxNode]) {
    markMembers(fields)
    let isAlone = fields.count == 1
    for field in fields {
      let hasName = field.child("name") != nil
      let tag = field.child("tag")
      if hasName, let type = startOfType(in: field) { stops[type] = isAlone ? 0 : 1 }
      if let tag { stops[tag.range.lowerBound] = isAlone ? 0 : hasName ? 2 : 1 }
      if tag == nil, !isAlone { commentStops[field.range.upperBound] = hasName ? 1 : 2 }
    }
  }

  /// The first byte behind the names of a field.
  private func startOfType(in field: SyntaxNode) -> Int? {
    guard let name = field.children.last(where: { $0.field == "name" }) else { return nil }
    return field.children.first { $0.index > name.index && $0.kind != "comment" }?.range.lowerBound
  }

  // MARK: Statements

  private mutating func markStatements(_ statements: [SyntaxNode]) {
    markBreaks(before: statements.prefix(1))
    // The break before a label is one, since the label is less indented.
    markBreaks(before: statements.filter { $0.kind == "labeled_statement" })
    for (statement, next) in zip(statements, statements.dropFirst()) {
      var start = firstLine(of: statement)
      var inner = statement
      while inner.kind == "labeled_statement" {
        // A label has a line of its own.
        start += 1
        guard let labeled = inner.child("statement") else { break }
        inner = labeled
      }
      if start < lastLine(of: statement) { breaks.insert(next.range.lowerBound) }
    }
  }

  private mutating func markClause(_ clause: SyntaxNode) {
    breaks.insert(clause.range.lowerBound)
    guard let colon = clause.children.first(where: { $0.kind == ":" }) else { return }
    markStatements(parts(of: clause).filter { $0.index > colon.index })
    let values = clause.child("value").map(parts) ?? clause.children.filter { $0.field == "type" }
    mark(values, behind: clause.range.lowerBound)
  }

  // MARK: Lists

  /// What stands on either side of an assignment, or behind `return`.
  private mutating func markExpressions(_ list: SyntaxNode) {
    guard list.parent?.kind != "expression_case_clause" else { return }
    // Other lists begin on the line of what is before them, or begin a line themselves.
    markBreaks(before: parts(of: list).dropFirst(list.field == "right" ? 0 : 1))
  }

  private mutating func markElements(of node: SyntaxNode) {
    guard let open = node.children.first(where: { ["(", "{", "["].contains($0.kind) }) else { return }
    mark(parts(of: node).filter { $0.index > open.index }, behind: open.range.lowerBound)
  }

  /// A list whose elements may stand on lines of their own. The byte at `start` is on
  /// the line of the token that the list begins behind.
  private mutating func mark(_ elements: [SyntaxNode], behind start: Int) {
    guard let first = elements.first, let last = elements.last else { return }
    var line = lines.line(at: start)
    guard line < firstLine(of: first) || line < lastLine(of: last) else { return }
    var end = line
    var broken = -1
    var sizes = ElementSizes()
    for (index, element) in elements.enumerated() {
      let size = sizeForColumns(of: element)
      let isOnNewLine = line < firstLine(of: element)
      if isOnNewLine, end < firstLine(of: element) {
        let endsColumns = index == 0 || sizes.endsColumns(before: size) || broken + 1 < index
        if endsColumns { breaks.insert(element.range.lowerBound) }
        if index > 0, endsColumns || end + 1 < firstLine(of: element) { sizes.beginColumns() }
        broken = index
      }
      if element.kind == "keyed_element", let value = element.child("element") {
        stops[value.range.lowerBound] = elements.count > 1 && size > 0 && isOnNewLine ? 1 : 0
      }
      sizes.append(size)
      line = firstLine(of: element)
      end = lastLine(of: element)
    }
  }

  /// The size of an element, or of its key, in bytes; 0 when it takes several lines.
  private func sizeForColumns(of element: SyntaxNode) -> Int {
    guard !spansLines(element) else { return 0 }
    let part = element.kind == "keyed_element" ? element.child("key") ?? element : element
    let comments = part.subtree.filter { $0.kind == "comment" }
    return part.range.count - comments.reduce(0) { $0 + $1.range.count + 1 }
  }

  private mutating func markOperands(of node: SyntaxNode) {
    markBreaks(before: parts(of: node).dropFirst())
  }
}
