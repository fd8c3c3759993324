import Findings
import SourceText
import SyntaxTrees

/// Named types of which a value can no longer occur: another one may only have said who chooses,
/// and a type with one value left chooses nothing any more.
extension GoCascade {
  /// A type that lost one of its constants.
  struct LessValues {
    let type: GoSymbol
    /// The text of the lost one.
    let lost: String
    /// The text of what takes its place.
    let value: String
    let cause: CauseID
  }

  /// A constant of a type that is a text.
  private struct NamedValue {
    let symbol: GoSymbol
    let text: String
  }

  /// Remembers the type of a constant that goes.
  func rememberType(
    of spec: SyntaxNode, in file: GoFile, _ lost: String, _ value: String, _ cause: CauseID
  ) {
    guard !file.isTest, let written = spec.child("type"),
      case .named(let package, let key) = types.type(named: written, in: file),
      let type = types.typeSymbols(package, key).first(where: { $0.kind == .type })
    else { return }
    lessValues.append(LessValues(type: type, lost: lost, value: value, cause: cause))
  }

  /// Asks about what is left of the types that lost a value.
  func settleValues(_ cascade: Cascade) {
    for less in lessValues where !less.type.isGone {
      let all = values(of: less.type)
      // What only names something, such as the label of a series, chooses nothing.
      guard all.contains(where: isChosenBy) else { continue }
      let values = all.filter { !$0.symbol.isGone }
      guard let main = values.first(where: { $0.text == less.value }) else { continue }
      var left = values
      var rewritten: [(file: GoFile, node: SyntaxNode)] = []
      for other in values
      where other.symbol != main.symbol && ChoosingWords.contain(other.text)
        && asked.insert(other.symbol.nameNode).inserted
      {
        guard asksWhetherSame(other, as: main, less, cascade) else { continue }
        rewritten += put(main.symbol, inPlaceOf: other, less.cause, cascade)
        left.removeAll { $0.symbol == other.symbol }
      }
      guard left.count == 1, !hasMore(less.type, than: all), !doesMore(less.type, than: main.symbol),
        asked.insert(less.type.nameNode).inserted,
        asksWhetherGone(less, cascade)
      else {
        continue
      }
      chooseNothing(by: less.type, being: main, alsoAt: rewritten, less, cascade)
    }
  }

  /// The constants of a type, also those that are gone.
  private func values(of type: GoSymbol) -> [NamedValue] {
    references.of(type).compactMap { reference in
      guard !reference.file.isTest,
        let spec = reference.node.ancestors.first(where: { $0.kind == "const_spec" }),
        spec.child("type")?.contains(reference.node) ?? false, let name = spec.child("name"),
        let symbol = symbol(declaredBy: name, in: reference.file),
        let literal = spec.child("value")?.namedChildren.first, literal.kind.hasSuffix("string_literal")
      else { return nil }
      return NamedValue(symbol: symbol, text: CodePattern.content(of: literal))
    }
  }

  /// Whether what runs asked for a value.
  private func isChosenBy(_ value: NamedValue) -> Bool {
    references.of(value.symbol).contains { reference in
      let whole = Self.whole(reference.node)
      return !reference.file.isTest && (Self.comparison(of: whole) != nil || Self.isCase(whole))
    }
  }

  // MARK: Values that only said who chooses

  private func asksWhetherSame(
    _ other: NamedValue, as main: NamedValue, _ less: LessValues, _ cascade: Cascade
  ) -> Bool {
    let uses = references.of(other.symbol).filter { !$0.file.isTest && !$0.file.isGone($0.node) }
    return cascade.ask(
      "variant", about: "\(less.type.file.path)#\(less.type.name)#\(other.text)",
      "Is '\(other.text)' of '\(less.type.name)' the same as '\(less.value)', now that '\(less.lost)' cannot occur?",
      evidence: uses.prefix(6).map {
        Finding(code: "use", severity: .note, message: "uses it", place: $0.file.place(of: $0.node))
      }
        + [
          Finding(
            code: "evidence", severity: .note, message: "the type",
            place: less.type.file.place(of: less.type.node))
        ],
      choices: [
        Choice(id: "fold", effect: "it goes: what it was is '\(less.value)' now"),
        Choice(id: "keep", effect: "it stays a choice of its own"),
      ], because: less.cause) == "fold"
  }

  /// A value goes; where it was given another one is, where it was asked for it is not.
  private func put(
    _ main: GoSymbol, inPlaceOf other: NamedValue, _ cause: CauseID, _ cascade: Cascade
  ) -> [(file: GoFile, node: SyntaxNode)] {
    let what = "'\(other.symbol.name)'"
    var rewritten: [(file: GoFile, node: SyntaxNode)] = []
    for reference in references.of(other.symbol) where !reference.file.isGone(reference.node) {
      let (file, node) = (reference.file, reference.node)
      let whole = Self.whole(node)
      if let comparison = Self.comparison(of: whole), !file.isTest {
        let isDifferent = comparison.child("operator")?.kind == "!="
        decide(comparison, isDifferent, in: file, what, cause, cascade)
      } else if Self.isCase(whole) || isListed(whole, with: main, in: file) {
        lose(node, in: file, what, cause, cascade)
      } else {
        rewritten.append((file, node))
        remove(node, .rewrite(main.name), in: file, "\(what), which is '\(main.name)' now", cause, cascade)
      }
    }
    cut(
      other.symbol.node, in: other.symbol.file, "\(what), which is '\(main.name)' now", cause, cascade)
    return rewritten
  }

  /// Whether a value stands in a list that has the other one, too.
  private func isListed(_ whole: SyntaxNode, with main: GoSymbol, in file: GoFile) -> Bool {
    guard
      let list = whole.ancestors.first(where: {
        $0.kind == "literal_value" || $0.kind == "block"
          || $0.kind == "arguments" && $0.namedChildren.count > 1
      }), list.kind == "literal_value"
    else { return false }
    if case .structure = types.underlying(types.literalType(of: list, in: file)) { return false }
    return list.subtree.contains { $0.text == main.name && $0 != whole && !file.isGone($0) }
  }

  // MARK: Types with one value

  private func asksWhetherGone(_ less: LessValues, _ cascade: Cascade) -> Bool {
    var seen: Set<RepositoryPath> = []
    let carriers = references.of(less.type).filter { reference in
      !reference.file.isTest && !reference.file.isGone(reference.node)
        && !reference.node.ancestors.contains { $0.kind == "const_spec" }
        && seen.insert(reference.file.path).inserted
    }
    guard !carriers.isEmpty else { return false }
    let remove = Choice(
      id: "remove", effect: "what chose by it goes: settings, parameters, fields, and the type")
    let keep = Choice(id: "keep", effect: "it stays, with one value")
    return cascade.ask(
      "flag", about: "\(less.type.file.path)#\(less.type.name)",
      "Does '\(less.type.name)', which can only be '\(less.value)' now, go with what keeps, sets and tells it?",
      evidence: carriers.prefix(6).map {
        Finding(
          code: "use", severity: .note, message: "keeps or gives it",
          place: Place(
            path: $0.file.path, text: $0.file.declaration(around: $0.node)?.child("name")?.text))
      }
        + [
          Finding(
            code: "evidence", severity: .note, message: "the type",
            place: less.type.file.place(of: less.type.node))
        ],
      choices: isReadFromText(less.type) ? [remove, keep] : [keep, remove], because: less.cause) == "remove"
  }

  /// Whether values come from a text, as those of a setting do; else they only name what the code
  /// itself does, for those that count or log it.
  private func isReadFromText(_ type: GoSymbol) -> Bool {
    references.of(type).contains { reference in
      let whole = Self.whole(reference.node)
      guard !reference.file.isTest, let call = whole.parent, whole.field == "function",
        call.kind == "call_expression" || call.kind == "type_conversion_expression"
      else { return false }
      return !(call.child("arguments")?.namedChildren.first?.kind.hasSuffix("string_literal") ?? false)
    }
  }

  /// Decides what was chosen by a type that has one value, and lets the type go.
  private func chooseNothing(
    by type: GoSymbol, being main: NamedValue, alsoAt rewritten: [(file: GoFile, node: SyntaxNode)],
    _ less: LessValues, _ cascade: Cascade
  ) {
    let what = "'\(type.name)', which can only be '\(main.text)'"
    let answers = answers(of: type, being: main.symbol)
    for reference in references.of(main.symbol) where !reference.file.isGone(reference.node) {
      let (file, whole) = (reference.file, Self.whole(reference.node))
      guard !file.isTest else { continue }
      if let comparison = Self.comparison(of: whole) {
        let isSame = comparison.child("operator")?.kind == "=="
        decide(comparison, isSame, in: file, what, less.cause, cascade)
      } else if Self.isCase(whole) {
        decide(by: whole, in: file, what, less.cause, cascade)
      }
    }
    for (method, answer) in answers {
      for reference in references.of(method) where !reference.file.isGone(reference.node) {
        guard let call = Self.whole(reference.node).parent, call.kind == "call_expression" else { continue }
        decide(call, answer, in: reference.file, what, less.cause, cascade)
      }
    }
    // What only gives it, or reads it from a text, was for nothing else.
    for reference in references.of(type) where !reference.file.isGone(reference.node) {
      guard let function = Self.function(giving: reference.node) else { continue }
      cut(
        function, in: reference.file, "\(GoWording.name(of: function)) that gives \(what)", less.cause,
        cascade)
    }
    for (file, node) in rewritten where !file.isGone(node) {
      lose(node, in: file, what, less.cause, cascade)
    }
    for symbol in [main.symbol, type] where !symbol.isGone {
      cut(symbol.node, in: symbol.file, what, less.cause, cascade)
    }
  }

  /// Whether a method that stays does more than to say whether a value is this one: what it does
  /// would be lost with the type.
  private func doesMore(_ type: GoSymbol, than main: GoSymbol) -> Bool {
    let answers = answers(of: type, being: main).map(\.method)
    let key = type.file.package.ownerKey(type.name, from: type.file)
    let members = type.file.package.members[key]?.values.flatMap(\.self) ?? []
    return members.contains { $0.kind == .method && !$0.isGone && !answers.contains($0) && isReached($0) }
  }

  /// The methods of a type that only say whether it is this value, or is not.
  private func answers(of type: GoSymbol, being main: GoSymbol) -> [(method: GoSymbol, answer: Bool)] {
    references.of(main).compactMap { reference in
      guard let comparison = Self.comparison(of: Self.whole(reference.node)),
        let method = comparison.ancestors.first(where: { $0.kind == "method_declaration" }),
        let body = method.child("body"), body.namedChildren.filter({ $0.kind != "comment" }).count == 1,
        let result = whatIsLeft(around: comparison, in: reference.file).parent?.parent,
        result.kind == "return_statement", result.ancestors.prefix(2).contains(body),
        let receiver = GoPackage.receiver(of: method),
        case .symbols(let types) = types.target(of: receiver, in: reference.file), types.contains(type),
        let name = method.child("name"), let symbol = symbol(declaredBy: name, in: reference.file)
      else { return nil }
      return (symbol, comparison.child("operator")?.kind == "==")
    }
  }

  /// The largest expression of which nothing but `node` is left.
  private func whatIsLeft(around node: SyntaxNode, in file: GoFile) -> SyntaxNode {
    var whole = node
    while let parent = whole.parent,
      parent.kind == "parenthesized_expression"
        || parent.kind == "binary_expression"
          && parent.namedChildren.allSatisfy({ operand in
            operand == whole || file.isGone(operand) || operand.kind == "comment"
              || file.rewritten(operand) == (parent.child("operator")?.kind == "||" ? "false" : "true")
          })
    {
      whole = parent
    }
    return whole
  }

  /// A condition has this value from now on: a choice by it is made, elsewhere the value stands.
  private func decide(
    _ condition: SyntaxNode, _ value: Bool, in file: GoFile, _ what: String, _ cause: CauseID,
    _ cascade: Cascade
  ) {
    var whole = condition
    while let parent = whole.parent,
      ["parenthesized_expression", "unary_expression", "binary_expression"].contains(parent.kind)
    {
      whole = parent
    }
    if whole.parent?.kind == "if_statement" || whole.parent?.kind == "arguments" {
      lose(condition, being: value, isBoolean: true, in: file, what, cause, cascade)
    } else {
      remove(condition, .rewrite(value ? "true" : "false"), in: file, "value of \(what)", cause, cascade)
    }
  }

  /// A choice whose case always holds leaves what the case does.
  private func decide(
    by value: SyntaxNode, in file: GoFile, _ what: String, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard let clause = value.ancestors.first(where: { $0.kind == "expression_case_clause" }),
      let statement = clause.parent, !file.isGone(statement)
    else { return }
    let isLeft = clause.subtree.contains { node in
      node.kind == "fallthrough_statement"
        || node.kind == "break_statement"
          && node.ancestors.first { Self.leftByBreak.contains($0.kind) } == statement
    }
    if statement.child("init_statement") == nil, !isLeft {
      remove(statement, .unwrap(clause), in: file, "choice by \(what)", cause, cascade)
      return
    }
    remove(value, .rewrite("true"), in: file, "value of \(what)", cause, cascade)
    if let chosen = statement.child("value") {
      remove(chosen, .rewrite("true"), in: file, "value of \(what)", cause, cascade)
    }
  }

  private static let leftByBreak: Set<String> = [
    "for_statement", "expression_switch_statement", "type_switch_statement", "select_statement",
  ]

  /// Whether values of a type occur that are none of its constants here.
  private func hasMore(_ type: GoSymbol, than known: [NamedValue]) -> Bool {
    let texts = Set(known.map(\.text))
    func isOther(_ literal: SyntaxNode?) -> Bool {
      guard let literal, literal.kind.hasSuffix("string_literal") else { return false }
      let text = CodePattern.content(of: literal)
      return !text.isEmpty && !texts.contains(text)
    }
    let uses = references.of(type).filter { !$0.file.isTest && !$0.file.isGone($0.node) }
    if uses.contains(where: { use in
      let whole = Self.whole(use.node)
      if let spec = whole.ancestors.first(where: { $0.kind == "const_spec" }) {
        return !(spec.child("type")?.contains(whole) ?? false)
          || spec.children.filter({ $0.field == "name" }).count > 1
      }
      return whole.field == "function" && isOther(whole.parent?.child("arguments")?.namedChildren.first)
    }) {
      return true
    }
    var seen: Set<RepositoryPath> = []
    return uses.map(\.file).filter { seen.insert($0.path).inserted }.contains { file in
      file.tree.root.subtree.contains { literal in
        guard isOther(literal), !file.isGone(literal), let parent = literal.parent else { return false }
        let other: SyntaxNode? =
          switch parent.kind {
          case "binary_expression":
            parent.child("left") == literal ? parent.child("right") : parent.child("left")
          case "expression_list" where parent.parent?.kind == "expression_case_clause":
            parent.parent?.parent?.child("value")
          default: nil
          }
        guard let other, case .named(let package, let key) = types.type(of: other, in: file) else {
          return false
        }
        return types.typeSymbols(package, key).contains(type)
      }
    }
  }

  /// The function all of whose results, but for errors, are of the type that a name stands for.
  private static func function(giving type: SyntaxNode) -> SyntaxNode? {
    guard
      let function = type.ancestors.first(where: {
        ["function_declaration", "method_declaration"].contains($0.kind)
      }), let result = function.child("result"), result.contains(type)
    else { return nil }
    let results =
      ["parameter_list", "parameters"].contains(result.kind)
      ? result.namedChildren.map { $0.child("type") ?? $0 } : [result]
    let others = results.filter { !$0.contains(type) && $0.text != "error" && $0.text != "bool" }
    return others.isEmpty && results.contains(where: { $0.text == type.text || whole(type).text == $0.text })
      ? function : nil
  }

  // MARK: Places

  /// A name with the package that it is named by.
  private static func whole(_ node: SyntaxNode) -> SyntaxNode {
    guard let parent = node.parent,
      ["selector_expression", "qualified_type", "qualified_identifier"].contains(parent.kind),
      ["field", "name"].contains(node.field ?? "")
    else { return node }
    return parent
  }

  private static func comparison(of value: SyntaxNode) -> SyntaxNode? {
    guard let parent = value.parent, parent.kind == "binary_expression",
      ["==", "!="].contains(parent.child("operator")?.kind ?? "")
    else { return nil }
    return parent
  }

  private static func isCase(_ value: SyntaxNode) -> Bool {
    value.parent?.kind == "expression_list" && value.parent?.parent?.kind == "expression_case_clause"
  }
}
