import SourceText
import SyntaxTrees

/// Tests name what they test by texts, too: the path of a route, a name on the wire.
extension GoCascade {
  /// Remembers the texts that stood for code that a rule deleted or that went along.
  func rememberTexts(of node: SyntaxNode, in file: GoFile, _ cause: CauseID) {
    for literal in node.subtree where literal.kind.hasSuffix("string_literal") && file.isGone(literal) {
      rememberPrinted(in: literal, cause)
    }
    for call in node.subtree where call.kind == "call_expression" && file.isGone(call) {
      let arguments = call.child("arguments")?.namedChildren.filter { $0.kind != "comment" } ?? []
      if let name = setting(readBy: call, arguments) {
        lostTexts.append((name, false, "the setting '\(name)'", cause))
        continue
      }
      guard let path = routePath(of: arguments, in: file) else { continue }
      if path.count > 2 { lostTexts.append((path, true, "the route '\(path)'", cause)) }
      if let part = path.split(separator: "/").last { lostRoutes.append((path, part.lowercased())) }
    }
  }

  /// The path under which a call registers something: a text among its first two arguments that
  /// begins with `/`, or with a method and ` /`, written out or put together from constants.
  private func routePath(of arguments: [SyntaxNode], in file: GoFile) -> String? {
    guard arguments.count > 1 else { return nil }
    for argument in arguments.prefix(2) {
      guard let text = constantText(argument, in: file), text.hasPrefix("/") || text.contains(" /") else {
        continue
      }
      return text.firstIndex(of: "/").map { String(text[$0...]) }
    }
    return nil
  }

  /// The text of a literal, a constant, or a sum of both.
  private func constantText(_ node: SyntaxNode, in file: GoFile, _ depth: Int = 8) -> String? {
    guard depth > 0 else { return nil }
    switch node.kind {
    case "interpreted_string_literal", "raw_string_literal": return CodePattern.content(of: node)
    case "parenthesized_expression":
      return node.namedChildren.first.flatMap { constantText($0, in: file, depth - 1) }
    case "binary_expression" where node.child("operator")?.kind == "+":
      guard let left = node.child("left").flatMap({ constantText($0, in: file, depth - 1) }),
        let right = node.child("right").flatMap({ constantText($0, in: file, depth - 1) })
      else { return nil }
      return left + right
    case "identifier", "selector_expression":
      let name = node.kind == "identifier" ? node : node.child("field")
      guard let name, case .symbols(let symbols) = types.target(of: name, in: file),
        let constant = symbols.first, symbols.count == 1, constant.kind == .constant,
        let position = constant.node.children.filter({ $0.field == "name" }).firstIndex(
          of: constant.nameNode),
        let values = constant.node.child("value")?.namedChildren, values.indices.contains(position)
      else { return nil }
      return constantText(values[position], in: constant.file, depth - 1)
    default: return nil
    }
  }

  /// Whether a route that is still registered fulfils a condition.
  ///
  /// - Parameters:
  ///   - route: one that is not; its longest fixed part must stand in the file, too.
  ///   - holds: the condition for the path of the other one.
  /// - Returns: false if there is none.
  private func isRegistered(like route: String, where holds: (String) -> Bool) -> Bool {
    index.files(mentioning: [Self.fixedPart(of: route)]).contains { file in
      !file.isDeleted && !file.isTest
        && file.tree.root.subtree.contains { call in
          guard call.kind == "call_expression", !file.isGone(call) else { return false }
          let arguments = call.child("arguments")?.namedChildren.filter { $0.kind != "comment" } ?? []
          return routePath(of: arguments, in: file).map(holds) ?? false
        }
    }
  }

  /// Whether a route that stays has the same last part, in any case.
  func isRegistered(like route: String, endingIn part: String) -> Bool {
    isRegistered(like: route) { $0.split(separator: "/").last?.lowercased() == part }
  }

  /// Whether a route that stays answers an address, too.
  private func isServed(_ address: String, butBy route: String) -> Bool {
    isRegistered(like: route) { path in
      path.split(separator: "/").last == route.split(separator: "/").last && Self.matches(address, path)
    }
  }

  /// Remembers the name that a field had on the wire.
  func rememberWireName(of field: GoSymbol, _ cause: CauseID) {
    guard let tag = field.node.child("tag"), let name = GoTag(tag).wireName else { return }
    lostTexts.append((name, false, "'\(name)' on the wire", cause))
  }

  func settleTexts(_ cascade: Cascade) {
    let open = lostTexts
    lostTexts = []
    var seen: Set<String> = []
    for (text, isPath, what, cause) in open where seen.insert(text).inserted {
      guard !isPath || !isRegistered(like: text, where: { $0.hasSuffix(text) }),
        isPath || !isStillOnTheWire(text)
      else { continue }
      if !isPath, isSetting(text), isStillRead(text) {
        continue
      }
      for file in index.files(mentioning: [isPath ? Self.fixedPart(of: text) : text])
      where file.isTest && !file.isDeleted {
        for node in file.tree.root.subtree where node.kind.hasSuffix("string_literal") && !file.isGone(node) {
          let content = CodePattern.content(of: node)
          guard Self.names(content, text, isPath), !isPath || !isServed(content, butBy: text) else {
            continue
          }
          if isPath || isKeyOnTheWire(node, in: file) || isSet(node)
            || isSetting(text) && node.parent?.kind == "literal_value"
          {
            lose(node, in: file, what, cause, cascade)
          }
        }
      }
    }
  }

  private static func names(_ content: String, _ text: String, _ isPath: Bool) -> Bool {
    guard isPath else { return content == text }
    guard !content.contains(where: \.isWhitespace) else { return false }
    return matches(String(content.prefix { $0 != "?" }), text)
  }

  /// Whether an address ends in a route; parameters of the route stand for any part.
  private static func matches(_ address: String, _ route: String) -> Bool {
    let given = address.split(separator: "/", omittingEmptySubsequences: false)
    let wanted = route.split(separator: "/", omittingEmptySubsequences: true)
    guard !wanted.isEmpty, given.count > wanted.count || given.count == wanted.count else { return false }
    let end = given.suffix(wanted.count)
    var fixed = 0
    for (one, other) in zip(end, wanted) {
      if other.hasPrefix(":") || other.hasPrefix("{") || other.hasPrefix("*") {
        if one.isEmpty { return false }
      } else if one == other {
        fixed += 1
      } else {
        return false
      }
    }
    return fixed > 0 && (given.count > wanted.count ? true : !address.hasPrefix("/"))
  }

  /// Whether a text is the key of a map that may be written or read as JSON: what has structs of
  /// its own as values names its cases by its keys.
  private func isKeyOnTheWire(_ node: SyntaxNode, in file: GoFile) -> Bool {
    let type: GoType
    if node.field == "key", let element = node.parent, element.kind == "keyed_element",
      let literal = element.parent
    {
      type = types.literalType(of: literal, in: file)
    } else if node.field == "index", let operand = node.parent?.child("operand") {
      type = types.type(of: operand, in: file)
    } else {
      return false
    }
    guard case .map(_, let value) = types.underlying(type) else { return true }
    switch types.underlying(value.pointee) {
    case .structure, .function: return false
    default: return true
    }
  }

  /// The setting that a call reads from the environment, itself or by a helper.
  private func setting(readBy call: SyntaxNode, _ arguments: [SyntaxNode]) -> String? {
    guard let function = call.child("function"), function.text.lowercased().contains("env"),
      let first = arguments.first, first.kind.hasSuffix("string_literal")
    else { return nil }
    let name = CodePattern.content(of: first)
    return isSetting(name) ? name : nil
  }

  /// Whether a text is written as the names of settings are.
  private func isSetting(_ text: String) -> Bool {
    text.count > 2 && text.allSatisfy { $0.isUppercase || $0.isNumber || $0 == "_" }
  }

  /// Whether a test sets the setting that a text names.
  private func isSet(_ node: SyntaxNode) -> Bool {
    guard node.parent?.kind == "arguments", node.parent?.namedChildren.first == node,
      let name = node.parent?.parent?.child("function")?.child("field")?.text
    else { return false }
    return ["Setenv", "Unsetenv", "LookupEnv"].contains(name)
  }

  /// The longest part of a route that is no parameter.
  private static func fixedPart(of route: String) -> String {
    let parts = route.split(separator: "/").filter {
      !$0.hasPrefix(":") && !$0.hasPrefix("{") && !$0.hasPrefix("*")
    }
    return parts.max { $0.count < $1.count }.map(String.init) ?? route
  }

  /// Whether code that is no test still names a setting.
  private func isStillRead(_ setting: String) -> Bool {
    index.files(mentioning: ["\"\(setting)\""]).contains { file in
      !file.isTest && !file.isDeleted
        && file.tree.root.subtree.contains {
          $0.kind.hasSuffix("string_literal") && !file.isGone($0) && CodePattern.content(of: $0) == setting
        }
    }
  }

  private func isStillOnTheWire(_ name: String) -> Bool {
    index.files(mentioning: ["\"\(name)", name]).contains { file in
      file.package.members.values.contains { members in
        members.values.contains { symbols in
          symbols.contains { symbol in
            symbol.kind == .field && !symbol.isGone
              && symbol.node.child("tag").map { GoTag($0).wireName == name } ?? false
          }
        }
      }
    }
  }
}

/// The tag of a struct's field (https://pkg.go.dev/reflect#StructTag).
struct GoTag {
  private let text: String

  init(_ literal: SyntaxNode) { text = CodePattern.content(of: literal) }

  /// The keys by which values leave the program: what encodes the struct reads the field.
  private static let wireKeys = [
    "json", "xml", "yaml", "toml", "bson", "db", "gorm", "msgpack", "protobuf", "form", "uri", "query", "csv",
    "dynamodbav", "avro", "graphql",
  ]

  /// Whether something that turns structs into text may read the field.
  var isOnTheWire: Bool { Self.wireKeys.contains { text.contains("\($0):\"") } }

  /// The name in JSON.
  var wireName: String? {
    guard let start = text.firstRange(of: "json:\"")?.upperBound else { return nil }
    let name = text[start...].prefix { $0 != "\"" && $0 != "," }
    return name.isEmpty || name == "-" ? nil : String(name)
  }
}
