import SyntaxTrees

/// Fields that leave or enter the program as text: what encodes or decodes their struct reads
/// or fills them.
extension GoCascade {
  /// Whether values of the type that has a field are turned into text, or made from it.
  private func traffic(of field: GoSymbol) -> (isEncoded: Bool, isDecoded: Bool)? {
    guard let owner = field.owner,
      let type = field.file.package.symbols[String(owner.prefix { $0 != "@" })]?.first(where: {
        $0.kind == .type
      })
    else { return nil }
    var (isEncoded, isDecoded) = (false, false)
    for file in Set(references.of(type).map(\.file.path)).sorted().compactMap(index.file) where !file.isTest {
      for call in file.tree.root.subtree where call.kind == "call_expression" && !file.isGone(call) {
        guard let name = call.child("function").map({ $0.child("field")?.text ?? $0.text }) else { continue }
        let decodes = ["Decode", "Unmarshal", "Bind"].contains { name.contains($0) } || name == "Process"
        let encodes = [
          "Encode", "Marshal", "JSON", "XML", "YAML", "Send", "Write", "Respond", "Publish", "Render",
        ]
        .contains { name.contains($0) }
        guard decodes || encodes else { continue }
        for argument in call.child("arguments")?.namedChildren ?? [] {
          guard case .named(let package, let key) = types.type(of: argument, in: file).pointee,
            package === type.file.package, key == owner
          else { continue }
          if decodes { isDecoded = true } else { isEncoded = true }
        }
      }
    }
    return (isEncoded, isDecoded)
  }

  /// Whether a field is only ever filled by what decodes its struct, which nothing encodes:
  /// nobody reads it then.
  func isInputOnly(_ field: GoSymbol) -> Bool {
    guard !references.of(field).contains(where: { !$0.file.isGone($0.node) && !$0.file.isTest }),
      let traffic = traffic(of: field)
    else { return false }
    return traffic.isDecoded && !traffic.isEncoded
  }

  /// Whether a field only ever left the program, and nothing gives it a value any more.
  func isOutputOnly(_ field: GoSymbol) -> Bool {
    guard !references.of(field).contains(where: { !$0.file.isGone($0.node) && !$0.file.isTest }),
      let traffic = traffic(of: field)
    else { return false }
    return traffic.isEncoded && !traffic.isDecoded
  }
}
