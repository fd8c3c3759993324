import Findings
import SourceText
import SyntaxTrees

/// What the loss of a part of a Go file leads to, by the place it stands in.
extension GoCascade {
  /// `start`, which is or means `what`, no longer exists: finds what that leads to.
  func lose(
    _ start: SyntaxNode, in file: GoFile, _ what: String, _ cause: CauseID, _ cascade: Cascade
  ) {
    if let flag = flag(around: start, in: file) {
      flags.append(LostNode(file: file, node: flag, what: what, cause: cause))
      return
    }
    lose(
      start, being: Self.isLocal(start, in: file) ? nil : false, isBoolean: false, in: file, what, cause,
      cascade)
  }

  /// The same for an expression that is known to be true or false from now on, if `value`
  /// says so.
  func lose(
    _ start: SyntaxNode, being known: Bool?, isBoolean isKnown: Bool, in file: GoFile, _ what: String,
    _ cause: CauseID, _ cascade: Cascade
  ) {
    var node = start
    // What a boolean expression is without the lost thing; nil where that is not certain.
    var value = known
    var isBoolean = isKnown
    var isMasked = false
    func cutUnit(_ unit: SyntaxNode) {
      cut(unit, in: file, "\(GoWording.name(of: unit)) that uses \(what)", cause, cascade)
    }
    while !file.isGone(node), let parent = node.parent {
      let lost = LostNode(file: file, node: node, what: what, cause: cause)
      switch parent.kind {
      case "selector_expression", "qualified_identifier", "pointer_type", "slice_type", "array_type",
        "implicit_length_array_type", "map_type", "channel_type", "generic_type", "type_arguments",
        "parenthesized_type", "parenthesized_expression", "index_expression", "slice_expression",
        "type_assertion_expression", "function_type", "underlying_type":
        node = parent
      case "unary_expression":
        if parent.child("operator")?.kind == "!" { value = value.map { !$0 } }
        node = parent
      case "binary_expression":
        let sign = parent.child("operator")?.kind ?? ""
        let other = node.field == "left" ? parent.child("right") : parent.child("left")
        if sign == "&&" || sign == "||" {
          let decides = value.map { $0 == (sign == "||") } ?? false
          if !decides, let other, !file.isGone(other) {
            remove(parent, .keepOnly(other), in: file, "condition that asks \(what)", cause, cascade)
            return
          }
        } else if Self.isSetOfBits(sign, node), isConstant(start, in: file), let other, !file.isGone(other) {
          remove(parent, .keepOnly(other), in: file, "bit of \(what)", cause, cascade)
          return
        } else if sign == "&", isConstant(start, in: file) {
          // Nobody has a bit that does not exist: what is left of the number is zero.
          isMasked = true
        } else if isMasked, sign == "==" || sign == "!=" {
          value = (sign == "==") == (other?.text == "0")
          isBoolean = true
        } else if !isBoolean, isConstant(start, in: file), sign == "==" || sign == "!=" {
          // Nothing has a value any more that does not exist.
          value = sign == "!="
          isBoolean = true
        } else if !isBoolean {
          value = Self.comparison(sign, with: other.flatMap { isFixed($0, in: file) ? $0 : nil }, value)
          isBoolean = true
        }
        node = parent
      case "call_expression":
        if node.field == "function", callbackStays(parent, lost, cascade) { return }
        node = parent
        if let operand = link(parent, in: file) {
          remove(parent, .keepOnly(operand), in: file, "link of a chain: \(what)", cause, cascade)
          return
        }
      case "arguments":
        if isKnown, let value {
          // A flag that is handed on is a constant now.
          remove(node, .rewrite(value ? "true" : "false"), in: file, "value of \(what)", cause, cascade)
          return
        }
        argumentLost(lost, of: parent, cascade)
        return
      case "composite_literal": node = parent
      case "keyed_element":
        if node.field != "key", let entry = entry(around: parent, losing: start, in: file) {
          node = entry
          continue
        }
        cutUnit(node.field == "key" ? expectation(of: parent, in: file) ?? parent : parent)
        return
      case "literal_value":
        switch types.underlying(types.literalType(of: parent, in: file)) {
        case .structure:
          if let field = field(onlyGivenBy: node, in: parent, of: file) {
            cutUnit(field)
            return
          }
          node = parent.parent?.kind == "composite_literal" ? parent.parent ?? parent : parent
        default:
          cutUnit(node)
          return
        }
      case "expression_list":
        if listLost(lost, parent, cascade) { return }
        guard let outer = parent.parent else { return }
        if outer.kind.hasSuffix("_spec"), outer.parent?.parent?.kind == "source_file",
          isPart(start, of: node, in: file),
          let name = outer.child("name"), let own = symbol(declaredBy: name, in: file), isReached(own)
        {
          // What a number is without one of its terms is not written anywhere.
          questions.append(lost)
          return
        }
        if outer.kind == "return_statement" {
          returnLost(outer, lost, cascade)
        } else {
          cutUnit(outer)
        }
        return
      case "if_statement", "expression_switch_statement", "type_switch_statement":
        lostConditions.append(
          LostCondition(chooser: parent, value: value, isFlag: isKnown || isMasked, lost: lost))
        return
      case "for_statement", "for_clause", "range_clause":
        let loop = ([parent] + parent.ancestors).first { $0.kind == "for_statement" } ?? parent
        cutUnit(loop)
        return
      case "send_statement" where parent.parent?.kind == "communication_clause":
        cutUnit(parent.parent ?? parent)
        return
      case "expression_statement", "go_statement", "defer_statement", "send_statement", "inc_dec_statement",
        "field_declaration", "type_definition", "alias_declaration":
        cutUnit(parent)
        return
      case "receive_statement" where onlyGivesUp(parent):
        if let choice = parent.parent?.parent { cutUnit(choice) }
        return
      case "receive_statement":
        if let clause = parent.parent, clause.kind == "communication_clause" {
          cutUnit(clause)
        } else {
          cutUnit(parent)
        }
        return
      case "communication_clause":
        cutUnit(parent)
        return
      case "const_spec" where node.field == "type":
        for heir in Self.heirs(of: parent).reversed() { cutUnit(heir) }
        cutUnit(parent)
        return
      case "var_spec", "const_spec":
        if node.field == "type" { cutUnit(parent) } else { cutUnit(node) }
        return
      case "type_case_clause":
        cutUnit(node)
        return
      case "parameter_declaration", "variadic_parameter_declaration":
        parameterLost(parent, lost, cascade)
        return
      case "type_elem"
      where parent.namedChildren.filter({ $0.kind != "comment" && !file.isGone($0) }).count > 1:
        cutUnit(node)
        return
      case "type_parameter_declaration", "type_elem":
        if let outer = parent.parent, outer.kind == "interface_type" {
          cutUnit(parent)
        } else if let owner = parent.ancestors.first(where: {
          ["function_declaration", "type_definition", "method_declaration"].contains($0.kind)
        }) {
          cutUnit(owner)
        } else {
          node = parent
          continue
        }
        return
      case "function_declaration", "method_declaration", "method_elem":
        cutUnit(parent)
        return
      case "function_literal":
        node = parent
      default:
        if Self.isStatement(node) || parent.kind == "source_file" {
          cutUnit(node)
        } else {
          questions.append(lost)
        }
        return
      }
    }
  }

  /// The constants behind one in its group that repeat its type and expression.
  static func heirs(of spec: SyntaxNode) -> [SyntaxNode] {
    guard let group = spec.parent else { return [] }
    let later = group.namedChildren.filter { $0.kind == "const_spec" && $0.index > spec.index }
    return Array(later.prefix { $0.child("value") == nil && $0.child("type") == nil })
  }

  /// Whether an operand only adds bits to a set of them, or takes them out.
  private static func isSetOfBits(_ sign: String, _ operand: SyntaxNode) -> Bool {
    sign == "|" || sign == "&^" && operand.field == "right"
  }

  /// Whether a constant that is lost is a term of a computation.
  func isPart(_ start: SyntaxNode, of whole: SyntaxNode, in file: GoFile) -> Bool {
    guard isConstant(start, in: file) else { return false }
    return start.ancestors.prefix { $0.index >= whole.index }.contains {
      $0.kind == "binary_expression"
        && ["+", "-", "*", "/", "%", "<<", ">>", "|", "&"].contains($0.child("operator")?.kind ?? "")
    }
  }

  /// Whether a receive was what its `select` waited for: the others only end the waiting.
  func onlyGivesUp(_ receive: SyntaxNode) -> Bool {
    guard let clause = receive.parent, clause.kind == "communication_clause", let choice = clause.parent
    else {
      return false
    }
    let others = choice.namedChildren.filter { $0.kind == "communication_clause" && $0 != clause }
    return !others.isEmpty
      && others.allSatisfy(Self.givesUp)
  }

  /// Whether a case of a `select` is the end of its patience.
  static func givesUp(_ clause: SyntaxNode) -> Bool {
    guard let text = clause.child("communication")?.text else { return false }
    return text.hasSuffix(".Done()") || text.contains("time.After(")
  }

  static func isLocal(_ node: SyntaxNode, in file: GoFile) -> Bool {
    file.scopes.bindingOf[node.index] != nil
  }

  static func isStatement(_ node: SyntaxNode) -> Bool {
    guard let parent = node.parent else { return false }
    return ["block", "expression_case_clause", "type_case_clause", "communication_clause"].contains(
      parent.kind)
      && node.isNamed && !["value", "type", "communication"].contains(node.field ?? "")
  }

  func isConstant(_ node: SyntaxNode, in file: GoFile) -> Bool {
    guard case .symbols(let symbols) = types.target(of: node, in: file) else { return false }
    return symbols.allSatisfy { $0.kind == .constant }
  }

  /// Whether an expression is a constant: a literal, or the name of one that stays.
  func isFixed(_ node: SyntaxNode, in file: GoFile) -> Bool {
    if node.kind.hasSuffix("_literal") || ["nil", "true", "false"].contains(node.text) { return true }
    let name = node.kind == "selector_expression" ? node.child("field") : node
    guard let name, name.children.isEmpty, case .symbols(let symbols) = types.target(of: name, in: file)
    else {
      return false
    }
    return symbols.allSatisfy { $0.kind == .constant && !$0.isGone }
  }

  /// What a comparison with a lost thing is: nothing equals what is not there; whether it
  /// "is nil" says nothing.
  static func comparison(_ sign: String, with other: SyntaxNode?, _ value: Bool?) -> Bool? {
    guard value != nil, let other else { return nil }
    let isZero = ["nil", "\"\"", "0", "false", "``"].contains(other.text)
    switch sign {
    case "==": return isZero ? nil : false
    case "!=": return isZero ? false : true
    case "<", ">", "<=", ">=": return false
    default: return value
    }
  }

  /// The element of a list that is about what its literal loses: a route, a table's row.
  func entry(around element: SyntaxNode, losing start: SyntaxNode, in file: GoFile) -> SyntaxNode? {
    guard let value = element.parent else { return nil }
    var literal = value.parent?.kind == "composite_literal" ? value.parent ?? value : value
    if let outer = literal.parent, outer.kind == "unary_expression" { literal = outer }
    guard let list = literal.parent else { return nil }
    let isElement = list.kind == "literal_value" || list.kind == "keyed_element" && literal.field != "key"
    guard isElement else { return nil }
    let holder = list.kind == "keyed_element" ? list.parent ?? list : list
    switch types.underlying(types.literalType(of: holder, in: file)) {
    case .list, .map: break
    default: return nil
    }
    var isAboutIt = file.isTest
    if case .symbols(let symbols) = types.target(of: start, in: file) {
      isAboutIt = symbols.contains { [.function, .method, .type].contains($0.kind) } || file.isTest
    }
    guard isAboutIt else { return nil }
    return list.kind == "keyed_element" ? list : literal
  }

  /// An element of a list on one side of a statement is lost.
  /// - Returns: whether that was all.
  func listLost(_ lost: LostNode, _ list: SyntaxNode, _ cascade: Cascade) -> Bool {
    guard let statement = list.parent else { return true }
    let file = lost.file
    func summary(_ node: SyntaxNode) -> String { "\(GoWording.name(of: node)) that uses \(lost.what)" }
    switch statement.kind {
    case "short_var_declaration", "assignment", "var_spec", "const_spec", "range_clause", "receive_statement":
      if statement.kind == "range_clause" {
        if let loop = statement.parent { cut(loop, in: file, summary(loop), lost.cause, cascade) }
        return true
      }
      if statement.kind == "receive_statement", let clause = statement.parent {
        cut(
          clause.kind == "communication_clause" ? clause : statement, in: file, summary(clause), lost.cause,
          cascade)
        return true
      }
      let isSpec = statement.kind.hasSuffix("_spec")
      let names =
        isSpec
        ? statement.children.filter { $0.field == "name" } : statement.child("left")?.namedChildren ?? []
      let values =
        (isSpec ? statement.child("value") : statement.child("right"))?.namedChildren ?? []
      let isLeft = !isSpec && list.field == "left"
      let side = isLeft ? names : values
      guard names.count > 1, let position = side.firstIndex(of: lost.node) else { return false }
      if names.count == values.count {
        let left = names.indices.filter { $0 != position && !file.isGone(names[$0]) }
        guard !left.isEmpty else { return false }
        cut(names[position], in: file, summary(statement), lost.cause, cascade)
        cut(values[position], in: file, summary(statement), lost.cause, cascade)
        return true
      }
      guard isLeft else { return false }
      remove(names[position], .blank, in: file, summary(statement), lost.cause, cascade)
      return true
    case "expression_case_clause":
      let values = list.namedChildren.filter { $0.kind != "comment" && $0 != lost.node && !file.isGone($0) }
      if values.isEmpty {
        cut(statement, in: file, "case for \(lost.what)", lost.cause, cascade)
      } else {
        cut(lost.node, in: file, "case for \(lost.what)", lost.cause, cascade)
      }
      return true
    default: return false
    }
  }
}
