import SyntaxTrees

/// Words that code gives to others: a literal, or the text of an element, with gaps where it
/// puts something in.
struct ShownText: Hashable {
  /// What stands before, between and behind the gaps.
  let pieces: [String]

  /// Whether there is a word in it: else it may be anything.
  var saysSomething: Bool { pieces.contains { $0.contains { $0.isLetter || $0.isNumber } } }

  private var isWhole: Bool { pieces.count == 1 }

  /// Its words, in lower case.
  var words: Set<String> { Set(pieces.flatMap(Self.words)) }

  /// The words of a text, in lower case.
  static func words(in text: String) -> [String] {
    text.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
  }

  /// Whether it can be `text`, or with `isPart` hold it in any case.
  func canBe(_ text: String, isPart: Bool) -> Bool {
    let part = text.lowercased()
    if isPart, pieces.contains(where: { $0.lowercased().contains(part) }) { return true }
    guard !isWhole else { return pieces[0] == text }
    // What of a gap and its neighbours makes up a part is not worth finding out.
    if isPart { return !words.isDisjoint(with: Self.words(in: text)) }
    guard text.hasPrefix(pieces[0]) else { return false }
    var rest = text.dropFirst(pieces[0].count)
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let found = rest.firstRange(of: piece) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(pieces[pieces.count - 1])
  }

  /// Whether an expression, whose words are these, finds something in it.
  func canHold(_ finds: (String) -> Bool, _ sought: [String]) -> Bool {
    if finds(pieces.joined(separator: " ")) { return true }
    return !isWhole && !words.isDisjoint(with: sought)
  }
}

extension ShownText {
  /// What a node gives; nil where that is no text.
  init?(_ node: SyntaxNode) {
    switch node.kind {
    case "string":
      guard !["import_statement", "export_statement"].contains(node.parent?.kind ?? "") else { return nil }
      pieces = Self.added(Self.pieces(of: node, isText: { $0.kind == "string_fragment" }), to: node)
    case "template_string":
      pieces = Self.added(Self.pieces(of: node, isText: { $0.kind == "string_fragment" }), to: node)
    case "jsx_text":
      pieces = [Self.oneLine(node.text)]
    case "jsx_element":
      let content = node.namedChildren.filter { $0.field != "open_tag" && $0.field != "close_tag" }
      guard content.contains(where: { $0.kind == "jsx_text" }), content.count > 1 else { return nil }
      pieces = Self.joined(
        content.map { $0.kind == "jsx_text" ? Self.oneLine($0.text, keepsEnds: true) : nil })
    case "property_identifier":
      guard ["pair", "enum_assignment", "enum_body"].contains(node.parent?.kind ?? "") else { return nil }
      pieces = [node.text]
    default: return nil
    }
    if !saysSomething { return nil }
  }

  /// The fixed parts of a literal; what stands between them are gaps.
  private static func pieces(of node: SyntaxNode, isText: (SyntaxNode) -> Bool) -> [String] {
    joined(node.namedChildren.map { isText($0) ? $0.text : nil })
  }

  private static func joined(_ parts: [String?]) -> [String] {
    var pieces = [""]
    for part in parts {
      if let part {
        pieces[pieces.count - 1] += part
      } else {
        pieces.append("")
      }
    }
    if let first = pieces.first { pieces[0] = String(first.drop(while: \.isWhitespace)) }
    let last = pieces.count - 1
    while pieces[last].last?.isWhitespace ?? false { pieces[last].removeLast() }
    return pieces
  }

  /// A part of a sum has gaps where the other parts stand.
  private static func added(_ pieces: [String], to node: SyntaxNode) -> [String] {
    guard let sum = node.parent, sum.kind == "binary_expression", sum.child("operator")?.kind == "+" else {
      return pieces
    }
    let goesOn =
      node.field == "left"
      || sum.field == "left" && sum.parent?.kind == "binary_expression"
        && sum.parent?.child("operator")?.kind == "+"
    return (node.field == "left" ? [] : [""]) + pieces + (goesOn ? [""] : [])
  }

  private static func oneLine(_ text: String, keepsEnds: Bool = false) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard keepsEnds else { return words }
    return (text.first?.isWhitespace ?? false ? " " : "") + words
      + (text.last?.isWhitespace ?? false && !words.isEmpty ? " " : "")
  }
}
