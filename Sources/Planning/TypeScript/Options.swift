import Findings
import SourceText
import SyntaxTrees

/// Literals of which nothing is left: lists and options that only named what went.
extension TypeScriptCascade {
  /// A list or object literal lost everything that stood in it.
  func settleLiteral(
    _ literal: SyntaxNode, of module: TypeScriptModule, _ cause: CauseID, _ cascade: Cascade
  ) {
    guard let parent = literal.parent, !module.isGone(literal),
      literal.namedChildren.contains(where: { $0.kind != "comment" })
    else { return }
    switch parent.kind {
    case "spread_element":
      cut(parent, in: module, "spread of which nothing is left", cause, cascade)
    case "pair":
      guard isOption(parent, in: module) else { return }
      cut(parent, in: module, "option of which nothing is left", cause, cascade)
    case "arguments":
      guard literal.kind == "object", let call = parent.parent,
        parent.namedChildren.last(where: { $0.kind != "comment" }) == literal
      else { return }
      if isDefaultMiddleware(call), let pair = call.parent?.parent, pair.kind == "pair",
        parent.namedChildren.filter({ $0.kind != "comment" }).count == 1
      {
        // All that it did was to make exceptions.
        cut(pair, in: module, "middleware that is the default", cause, cascade)
      } else if module.isTest, Self.isExpectation(call) {
        lose(call, in: module, "an expectation of which nothing is left", cause, cascade)
      } else if isOptional(literal, of: call, in: module) {
        cut(literal, in: module, "options of which nothing is left", cause, cascade)
      } else if call.child("function")?.text == "Object.assign" || !isOfOptions(call, in: module) {
        lose(call, in: module, "an argument of which nothing is left", cause, cascade)
      }
    case "array" where literal.kind == "object":
      cut(literal, in: module, "element of which nothing is left", cause, cascade)
    case "return_statement":
      guard literal.kind == "object", let function = Self.function(around: parent),
        let body = function.child("body"), canBeMissed(body, in: module)
      else { return }
      lose(literal, in: module, "a result of which nothing is left", cause, cascade)
    default:
      break
    }
  }

  /// `expect(…).toEqual(…)` and the like.
  static func isExpectation(_ call: SyntaxNode) -> Bool {
    ["toEqual", "toStrictEqual", "toMatchObject"].contains(
      call.child("function")?.child("property")?.text ?? "")
  }

  /// Whether a call is one of a function from elsewhere, which may do without options.
  private func isOfOptions(_ call: SyntaxNode, in module: TypeScriptModule) -> Bool {
    guard let callee = call.child("function"), callee.kind == "identifier",
      let number = module.scopes.bindingOf[callee.index]
    else { return call.child("function")?.kind != "identifier" && !isOwn(call, in: module) }
    let kind = module.scopes.bindings[number].kind
    return kind == .importName && ShapeFinder(index: index).origin(of: number, in: module) == nil
      || kind == .parameter
  }

  private func isOwn(_ call: SyntaxNode, in module: TypeScriptModule) -> Bool {
    !ShapeFinder(index: index).parameters(of: call, module, ShapeFinder.depth).isEmpty
  }

  /// `(getDefaultMiddleware) => getDefaultMiddleware(…)`.
  private func isDefaultMiddleware(_ call: SyntaxNode) -> Bool {
    guard call.child("function")?.text == "getDefaultMiddleware", let function = call.parent else {
      return false
    }
    return function.kind == "arrow_function" && call.field == "body"
  }

  /// Whether a property is one of the options that are given to a function which need
  /// not be given.
  private func isOption(_ pair: SyntaxNode, in module: TypeScriptModule) -> Bool {
    guard let object = pair.parent, let name = Shape.name(of: pair) else { return false }
    // A slice has them, with nothing in them.
    if let call = object.parent?.parent, ShapeFinder.isSlice(call),
      ["initialState", "reducers"].contains(name)
    {
      return false
    }
    let finder = ShapeFinder(index: index)
    let expected = finder.expected(of: object, module)
    if !expected.isEmpty {
      return expected.allSatisfy { shape in
        let members = shape.members(named: name)
        return !members.isEmpty && members.allSatisfy { $0.child(ofKind: "?") != nil }
      }
    }
    // Nested options, or those of a function from elsewhere.
    var outer = object
    while let around = outer.parent, around.kind == "pair", let next = around.parent { outer = next }
    guard let call = outer.parent?.parent, outer.parent?.kind == "arguments", call.kind == "call_expression",
      let callee = call.child("function"), callee.kind == "identifier",
      let number = module.scopes.bindingOf[callee.index]
    else { return false }
    switch module.scopes.bindings[number].kind {
    case .parameter: return true
    case .importName: return finder.origin(of: number, in: module) == nil
    default: return false
    }
  }
}
