import SyntaxTrees

/// The opposite of a condition, in the fewest changed bytes.
enum GoNegation {
  /// Whether two conditions ask whether one thing equals two different literals.
  static func excludeEachOther(_ one: SyntaxNode, _ other: SyntaxNode) -> Bool {
    guard one.kind == "binary_expression", other.kind == "binary_expression",
      one.child("operator")?.kind == "==", other.child("operator")?.kind == "==",
      let left = one.child("left"), let right = one.child("right"), let second = other.child("right")
    else { return false }
    return left.text == other.child("left")?.text && right.kind.hasSuffix("_literal")
      && second.kind.hasSuffix("_literal") && right.text != second.text
  }

  private static let opposites = ["==": "!=", "!=": "==", "<": ">=", ">": "<=", "<=": ">", ">=": "<"]

  static func text(of condition: SyntaxNode) -> String {
    switch condition.kind {
    case "unary_expression" where condition.child("operator")?.kind == "!":
      if let operand = condition.child("operand") {
        let inner = operand.kind == "parenthesized_expression" ? operand.namedChildren.first : operand
        return (inner ?? operand).text
      }
    case "binary_expression":
      if let sign = condition.child("operator"), let opposite = opposites[sign.kind],
        let left = condition.child("left"), let right = condition.child("right")
      {
        return "\(left.text) \(opposite) \(right.text)"
      }
    case "identifier", "selector_expression", "call_expression", "index_expression",
      "parenthesized_expression":
      return "!\(condition.text)"
    default: break
    }
    return "!(\(condition.text))"
  }
}
