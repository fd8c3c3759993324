import SourceText
import SyntaxTrees

/// Fields of structs that have no name of their own: the shape of one answer, the columns of a
/// table of test cases. They are no symbols; what is about them stands in the same declaration.
extension GoCascade {
  /// The fields that such structs of a file declare, by the nodes of their names.
  static func inlineFields(in file: GoFile) -> [SyntaxNode] {
    file.tree.root.subtree.filter { $0.kind == "struct_type" && isInline($0) }
      .flatMap { fieldNames(of: $0).filter { $0.field == "name" } }
  }

  /// The values and the uses of a field go with its declaration.
  func inlineFieldWent(_ declaration: SyntaxNode, in file: GoFile, _ cause: CauseID, _ cascade: Cascade) {
    guard let type = declaration.ancestors.first(where: { $0.kind == "struct_type" }), Self.isInline(type),
      !file.isGone(type)
    else { return }
    let names = Self.fieldNames(of: type)
    for (position, name) in names.enumerated() where declaration.contains(name) {
      let what = "'\(name.text)'"
      for value in literals(of: type, in: file) where !file.isGone(value) {
        let elements = value.namedChildren.filter { $0.kind != "comment" }
        if elements.contains(where: { $0.kind == "keyed_element" }) {
          for element in elements where element.child("key")?.text == name.text && !file.isGone(element) {
            cut(element, in: file, "value of \(what)", cause, cascade)
          }
        } else if elements.count == names.count, !file.isGone(elements[position]) {
          cut(elements[position], in: file, "value of \(what)", cause, cascade)
        }
      }
      for use in uses(of: name, type, in: file) where !file.isGone(use) {
        lose(use, in: file, what, cause, cascade)
      }
    }
  }

  /// Columns of tables that nothing reads any more go with their values.
  func settleInlineFields(in file: GoFile, _ cascade: Cascade) {
    for name in Self.inlineFields(in: file) where !file.isGone(name) {
      guard name.parent?.child("tag") == nil,
        let type = name.ancestors.first(where: { $0.kind == "struct_type" }),
        let table = literals(of: type, in: file).first, !file.isGone(table)
      else { continue }
      let uses = uses(of: name, type, in: file)
      guard let last = uses.last, uses.allSatisfy(file.isGone), let cause = file.cause(of: last) else {
        continue
      }
      cut(
        Self.whatGoes(with: name, in: file), in: file, "'\(name.text)', which nothing reads any more", cause,
        cascade)
    }
  }

  /// The declaration of the field whose only value an element without a key is.
  func field(onlyGivenBy element: SyntaxNode, in value: SyntaxNode, of file: GoFile) -> SyntaxNode? {
    guard case .structure(let type, _) = types.literalType(of: value, in: file).pointee, Self.isInline(type),
      literals(of: type, in: file).count == 1
    else { return nil }
    let names = Self.fieldNames(of: type)
    let elements = value.namedChildren.filter { $0.kind != "comment" }
    guard elements.count == names.count, let position = elements.firstIndex(of: element) else { return nil }
    return Self.whatGoes(with: names[position], in: file)
  }

  /// The declaration of a field, or its name alone where others share the declaration.
  static func whatGoes(with name: SyntaxNode, in file: GoFile) -> SyntaxNode {
    guard let declaration = name.parent, declaration.kind == "field_declaration",
      !declaration.children.contains(where: { $0.field == "name" && $0 != name && !file.isGone($0) })
    else { return name }
    return declaration
  }

  /// Whether no type declaration gives a struct its name.
  private static func isInline(_ type: SyntaxNode) -> Bool {
    !["type_spec", "type_definition", "type_alias", "alias_declaration"].contains(type.parent?.kind ?? "")
  }

  /// The names of a struct's fields in order, for an embedded one its type.
  private static func fieldNames(of type: SyntaxNode) -> [SyntaxNode] {
    type.namedChildren.filter { $0.kind == "field_declaration" }.flatMap { declaration in
      let names = declaration.children.filter { $0.field == "name" }
      return names.isEmpty ? declaration.child("type").map { [$0] } ?? [] : names
    }
  }

  /// Values are of a struct without a name only where it is written.
  private func literals(of type: SyntaxNode, in file: GoFile) -> [SyntaxNode] {
    scope(of: type).subtree.filter { value in
      guard value.kind == "literal_value",
        case .structure(let found, _) = types.literalType(of: value, in: file).pointee
      else { return false }
      return found == type
    }
  }

  private func uses(of name: SyntaxNode, _ type: SyntaxNode, in file: GoFile) -> [SyntaxNode] {
    scope(of: type).subtree.filter { use in
      guard use.kind == "selector_expression", use.child("field")?.text == name.text,
        let operand = use.child("operand"),
        case .structure(let found, _) = types.type(of: operand, in: file).pointee
      else { return false }
      return found == type
    }
  }

  /// The function around a type, or the whole file.
  private func scope(of type: SyntaxNode) -> SyntaxNode {
    type.ancestors.first { ["function_declaration", "method_declaration"].contains($0.kind) }
      ?? type.ancestors.last ?? type
  }
}
