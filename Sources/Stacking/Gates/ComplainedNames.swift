/// The names that a compiler's complaint is about.
enum ComplainedNames {
  /// In front of a name of code, in the words of the Go compiler.
  private static let introductions = [
    "undefined: ", "not used: ", "unknown field ", "missing method ", "field or method ", "undefined type ",
  ]

  /// The names in a message, the one that tells most first.
  static func of(_ message: String) -> [String] {
    var names = introductions.flatMap { introduction in
      message.ranges(of: introduction).map { String(message[$0.upperBound...].prefix(while: isPart)) }
    }
    // `x.y undefined (…)`, `x declared and not used`, `x redeclared in this block`.
    if let match = message.prefixMatch(of: /([\w.]+) (?:undefined|declared|redeclared)/) {
      names.append(String(match.1))
    }
    // 'name', "path/of/package", `name`.
    names += message.matches(of: /["'`‘“]([^"'`’”\s]+)["'`’”]/).map { String($0.1) }
    // Of a selector or a path the last part is what went, the first what it went from.
    var found: [String] = []
    for name in names.map({ $0.split { "./@".contains($0) }.map(String.init) }) {
      for part in name.reversed() where part.count > 1 && !found.contains(part) { found.append(part) }
    }
    return found
  }

  private static func isPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "."
  }
}
