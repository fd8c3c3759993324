import SourceText
import SyntaxTrees

/// What has the type of a flag: a member, a variable, a parameter, a state or a result.
struct FlagOwner {
  enum Kind {
    /// A field of a class, a member of a type, or a variable.
    case declaration(SyntaxNode)
    case parameter(SyntaxNode)
    /// The function or method that gives it.
    case result(SyntaxNode)
    /// A member of a type that is told about it: `onChange: (mode: Mode) => void`.
    case listener(SyntaxNode)
    /// The reducer that takes it.
    case reducer(SyntaxNode)
    /// Anything else: the type stays there.
    case other
  }

  let carrier: FlagReads.Carrier
  let kind: Kind
  var module: TypeScriptModule { carrier.module }

  init(_ carrier: FlagReads.Carrier, _ reads: FlagReads) {
    self.carrier = carrier
    kind = Self.kind(of: carrier.node, reads, carrier.module)
  }

  /// The parameter that has it, of a function that can do without.
  var parameter: SyntaxNode? {
    if case .parameter(let node) = kind { return node }
    return nil
  }

  /// The names that its values are known by.
  var names: [String] {
    switch kind {
    case .declaration(let node):
      let name = node.child("name") ?? node.child("property")
      guard let name else { return [] }
      if name.kind == "array_pattern" { return name.namedChildren.first.map { [$0.text] } ?? [] }
      return [name.text]
    case .parameter(let node):
      return (node.child("pattern") ?? node).text.isEmpty ? [] : [(node.child("pattern") ?? node).text]
    case .result(let function):
      let name = function.child("name") ?? function.parent?.child("name") ?? function.parent?.child("key")
      return name.map { [$0.text] } ?? []
    case .listener: return []
    case .reducer: return []
    case .other:
      // A list, a nullable value or a table of it may still be read one by one.
      let owner = carrier.node.ancestors.first { $0.child("name") != nil || $0.child("pattern") != nil }
      let name = owner?.child("name") ?? owner?.child("pattern")
      let own = name.map { $0.kind.hasSuffix("_pattern") ? $0.namedChildren.map(\.text) : [$0.text] } ?? []
      let function = carrier.node.ancestors.first { $0.kind == "arrow_function" }?.parent?.child("name")
      return own + (function.map { [$0.text] } ?? []) + [carrier.node.text]
    }
  }

  private static func kind(of reference: SyntaxNode, _ reads: FlagReads, _ module: TypeScriptModule) -> Kind {
    var type = reference
    while let parent = type.parent,
      ["parenthesized_type", "readonly_type"].contains(parent.kind)
        || parent.kind == "union_type" && reads.meaning(of: parent, in: module) == .exact
    {
      type = parent
    }
    guard let parent = type.parent else { return .other }
    if parent.kind == "type_arguments" { return generic(parent) }
    guard parent.kind == "type_annotation", let owner = parent.parent else { return .other }
    if type.parent?.parent?.child("return_type") == parent { return .result(owner) }
    switch owner.kind {
    case "property_signature":
      return reads.meaning(of: parent, in: module) == .exact ? .declaration(owner) : .other
    case "public_field_definition", "field_definition", "variable_declarator":
      return .declaration(owner)
    case "required_parameter":
      guard let function = owner.parent?.parent else { return .other }
      if function.kind == "function_type" {
        let isOnly = owner.parent?.namedChildren.filter { $0.kind != "comment" }.count == 1
        let member = function.parent?.parent
        guard isOnly, let member, ["property_signature", "required_parameter"].contains(member.kind),
          function.child("return_type")?.text == "void"
        else { return .other }
        return member.kind == "property_signature" ? .listener(member) : .other
      }
      return .parameter(owner)
    default:
      return .other
    }
  }

  /// `useState<Mode>`, `createContext<Mode>`, `PayloadAction<Mode>`, `Promise<Mode>`.
  private static func generic(_ arguments: SyntaxNode) -> Kind {
    guard let holder = arguments.parent else { return .other }
    if holder.kind == "call_expression" {
      let name = holder.child("function")?.text ?? ""
      guard
        ["useState", "React.useState", "createContext", "React.createContext", "useRef", "React.useRef"]
          .contains(name),
        let declarator = holder.parent, declarator.kind == "variable_declarator"
      else { return .other }
      return .declaration(declarator)
    }
    guard holder.kind == "generic_type" else { return .other }
    switch holder.child("name")?.text {
    case "PayloadAction":
      guard let parameter = holder.parent?.parent, parameter.kind == "required_parameter",
        let function = parameter.parent?.parent
      else { return .other }
      let member = function.kind == "method_definition" ? function : function.parent
      guard let member, ShapeFinder.slice(around: function) != nil else { return .other }
      return .reducer(member)
    case "Promise":
      guard let annotation = holder.parent, annotation.kind == "type_annotation",
        let owner = annotation.parent,
        owner.child("return_type") == annotation
      else { return .other }
      return .result(owner)
    default:
      return .other
    }
  }
}

extension FlagFolding {
  /// Lets what had the flag go.
  func drop(_ owner: FlagOwner) {
    let module = owner.module
    switch owner.kind {
    case .declaration(let node):
      if node.kind == "property_signature", let body = node.parent,
        isForOthers(node, of: Shape(module: module, body: body))
      {
        return
      }
      edges.cut(node, in: module, "\(Wording.name(of: node)) of \(what)", flag.cause, cascade)
    case .parameter(let node):
      drop(parameter: node, in: module)
    case .result(let function):
      dropGiver(function, in: module)
    case .listener(let member), .reducer(let member):
      edges.cut(member, in: module, "\(Wording.name(of: member)) of \(what)", flag.cause, cascade)
    case .other:
      break
    }
  }

  /// A function that gives the flag goes if it does nothing else.
  private func dropGiver(_ function: SyntaxNode, in module: TypeScriptModule) {
    if let body = function.child("body"), !edges.canBeMissed(body, in: module) { return }
    let unit = function.parent?.kind == "variable_declarator" ? function.parent ?? function : function
    guard unit.kind != "arrow_function", unit.kind != "function_type" else { return }
    edges.cut(unit, in: module, "\(Wording.name(of: unit)) that gives \(what)", flag.cause, cascade)
  }

  private func drop(parameter: SyntaxNode, in module: TypeScriptModule) {
    guard let list = parameter.parent, let function = list.parent,
      ["method_definition", "method_signature", "abstract_method_signature"].contains(function.kind)
    else {
      guard let name = parameter.child("pattern") else { return }
      edges.dropParameter(name, in: module, "of \(what)", flag.cause, cascade, isKnown: true)
      return
    }
    guard let name = function.child("name")?.text else { return }
    let own = list.namedChildren.filter { $0.kind != "comment" }
    guard let position = own.firstIndex(of: parameter) else { return }
    var arguments: [(TypeScriptModule, SyntaxNode)] = []
    for user in edges.index.modules(mentioning: [name]) where !cascade.removedFiles.contains(user.path) {
      for access in user.named[name] ?? [] where access.kind == "member_expression" && !user.isGone(access) {
        guard access.field == "function", let call = access.parent, call.kind == "call_expression" else {
          continue
        }
        let lists = finder.parameters(of: call, user, ShapeFinder.depth)
        let given = call.child("arguments")?.namedChildren.filter { $0.kind != "comment" } ?? []
        guard lists.contains(where: { $0.1.contains(parameter) }) else {
          // What is called there is not known: the places of its arguments may count.
          if lists.isEmpty, given.count > position, !user.isTest, position < own.count - 1 { return }
          continue
        }
        guard given.indices.contains(position), !user.isGone(given[position]) else { continue }
        guard edges.canBeMissed(given[position], in: user) else { return }
        arguments.append((user, given[position]))
      }
    }
    edges.cut(parameter, in: module, "parameter of \(what)", flag.cause, cascade)
    for (user, argument) in arguments {
      edges.cut(argument, in: user, "argument for a parameter that went", flag.cause, cascade)
    }
  }
}
