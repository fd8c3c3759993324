import Findings
import SourceText
import SyntaxTrees

/// What follows when a declaration is gone.
extension GoCascade {
  /// A symbol is declared no more.
  func went(_ symbol: GoSymbol, _ cause: CauseID, _ cascade: Cascade) {
    for reference in references.of(symbol)
    where reference.isCertain && !reference.file.isGone(reference.node)
      && reference.file.rewritten(reference.node) == nil
    {
      guard isLost(reference) else { continue }
      lose(reference.node, in: reference.file, "'\(symbol.qualifiedName)'", cause, cascade)
    }
    switch symbol.kind {
    case .type: methodsWent(of: symbol, cause, cascade)
    case .method: methodWent(symbol, cause, cascade)
    case .interfaceMethod: for method in implementations(of: symbol) { lostUse(method, cause) }
    case .field:
      fieldWent(symbol, cause, cascade)
      rememberWireName(of: symbol, cause)
    case .variable: embeddedFileWent(symbol, cause, cascade)
    case .function, .constant: break
    }
  }

  /// The files that a variable embedded go if no other directive names them, and the import
  /// that allows it goes with the last directive.
  func embeddedFileWent(_ variable: GoSymbol, _ cause: CauseID, _ cascade: Cascade) {
    let file = variable.file
    let declaration =
      variable.node.parent.flatMap { $0.kind == "var_declaration" ? $0 : nil } ?? variable.node
    let comments = file.tree.root.subtree.filter { $0.kind == "comment" && $0.text.hasPrefix("//go:embed ") }
    guard
      let own = comments.last(where: { comment in
        comment.range.upperBound <= declaration.range.lowerBound
          && file.tree.source[comment.range.upperBound..<declaration.range.lowerBound].filter { $0 == 0x0A }
            .count == 1
      })
    else { return }
    let folder = file.package.folder.isEmpty ? "" : file.package.folder + "/"
    let others = index.files(mentioning: ["//go:embed "]).flatMap { other in
      other.tree.root.subtree.filter {
        $0.kind == "comment" && $0.text.hasPrefix("//go:embed ") && !(other === file && $0 == own)
      }.map(\.text)
    }
    for name in own.text.dropFirst("//go:embed ".count).split(separator: " ") {
      let path = RepositoryPath(folder + name)
      guard index.snapshot.entry(at: path) != nil, !others.contains(where: { $0.contains(name) }) else {
        continue
      }
      let link = cascade.cause(
        "file that only '\(variable.name)' embeds", because: cause, place: Place(path: path))
      cascade.remove(.file(path), because: link)
    }
    if !comments.contains(where: { $0 != own }),
      let spec = file.imports.first(where: { $0.path == "embed" && $0.alias == "_" })
    {
      cut(spec.spec, in: file, "import for what is embedded", cause, cascade)
    }
  }

  /// Literals that give a struct its values by position lose the one of the field.
  func fieldWent(_ field: GoSymbol, _ cause: CauseID, _ cascade: Cascade) {
    guard let owner = field.owner, let list = field.node.parent else { return }
    let package: GoPackage = field.file.package
    let types = package.symbols[String(owner.prefix { $0 != "@" })]?.filter { $0.kind == .type } ?? []
    guard let type = types.first(where: { $0.node.contains(field.node) && $0.file === field.file }),
      !type.isGone
    else {
      return
    }
    let names = list.namedChildren.filter { $0.kind == "field_declaration" }.flatMap { part in
      let names = part.children.filter { $0.field == "name" }
      return names.isEmpty ? part.child("type").flatMap(GoPackage.embeddedName).map { [$0] } ?? [] : names
    }
    guard let position = names.firstIndex(of: field.nameNode) else { return }
    var files: [GoFile] = [field.file]
    for reference in references.of(type) where !files.contains(where: { $0 === reference.file }) {
      files.append(reference.file)
    }
    for file in files where !file.isDeleted {
      for value in file.tree.root.subtree where value.kind == "literal_value" && !file.isGone(value) {
        let elements = value.namedChildren.filter { $0.kind != "comment" }
        guard elements.count == names.count, !elements.contains(where: { $0.kind == "keyed_element" }),
          case .named(let home, let key) = self.types.literalType(of: value, in: file).pointee,
          home === package,
          key == owner, !file.isGone(elements[position])
        else { continue }
        cut(elements[position], in: file, "value of '\(field.qualifiedName)'", cause, cascade)
      }
    }
  }

  /// Whether nothing that a reference may mean is left: build tags may choose among several.
  func isLost(_ reference: GoReference) -> Bool {
    guard case .symbols(let symbols) = types.target(of: reference.node, in: reference.file) else {
      return false
    }
    return symbols.allSatisfy(\.isGone)
  }

  func methodsWent(of type: GoSymbol, _ cause: CauseID, _ cascade: Cascade) {
    let package: GoPackage = type.file.package
    let key = package.ownerKey(type.name, from: type.file)
    guard package.lookUp(type.name, from: type.file).allSatisfy(\.isGone) else { return }
    for method in package.members[key]?.values.flatMap(\.self).sorted(by: Self.inOrder) ?? []
    where method.kind == .method && !method.isGone {
      cut(method.node, in: method.file, "method of '\(type.name)'", cause, cascade)
    }
  }

  /// An interface cannot ask for what one of its types lost.
  func methodWent(_ method: GoSymbol, _ cause: CauseID, _ cascade: Cascade) {
    guard let owner = method.owner, !isOwnerGone(method) else { return }
    for wanted in interfaceMethods(named: method.name)
    where !wanted.isGone && implements(owner, of: method.file.package, interfaceOf: wanted) {
      cut(wanted.node, in: wanted.file, "interface method '\(wanted.qualifiedName)'", cause, cascade)
    }
  }

  /// Whether the type that a method belongs to is gone as a whole.
  func isOwnerGone(_ method: GoSymbol) -> Bool {
    guard let owner = method.owner else { return false }
    let types = method.file.package.symbols[String(owner.prefix { $0 != "@" })] ?? []
    return !types.isEmpty && types.allSatisfy(\.isGone)
  }
}
