import SyntaxTrees

/// What conditions are worth once a part of them is known.
enum Conditions {
  /// What is left of a condition.
  enum Value: Equatable {
    case holds, fails
    /// It is what this part of it is.
    case depends(on: SyntaxNode)
    /// The known part does not decide it.
    case unknown
  }

  /// Whether a node only combines what it is made of: its operands are asked about,
  /// not it.
  static func combines(_ node: SyntaxNode) -> Bool {
    switch node.kind {
    case "parenthesized_expression": true
    case "unary_expression": node.child("operator")?.kind == "!"
    case "binary_expression": ["&&", "||"].contains(node.child("operator")?.kind ?? "")
    default: false
    }
  }

  /// The value of `condition` if `part` of it is true or false.
  static func value(of condition: SyntaxNode, when part: SyntaxNode, is truth: Bool) -> Value {
    if condition == part { return truth ? .holds : .fails }
    guard condition.contains(part) else { return .depends(on: condition) }
    switch condition.kind {
    case "parenthesized_expression":
      return condition.namedChildren.first { $0.kind != "comment" }.map {
        value(of: $0, when: part, is: truth)
      } ?? .unknown
    case "unary_expression" where combines(condition):
      switch condition.child("argument").map({ value(of: $0, when: part, is: truth) }) {
      case .holds: return .fails
      case .fails: return .holds
      default: return .unknown
      }
    case "binary_expression" where combines(condition):
      guard let left = condition.child("left"), let right = condition.child("right") else { return .unknown }
      let isAnd = condition.child("operator")?.kind == "&&"
      let (known, other) = left.contains(part) ? (left, right) : (right, left)
      switch value(of: known, when: part, is: truth) {
      case .holds: return isAnd ? .depends(on: other) : .holds
      case .fails: return isAnd ? .fails : .depends(on: other)
      default: return .unknown
      }
    default:
      return .unknown
    }
  }

  /// Whether a part of a condition holds, of which `start` is data that is not there; nil
  /// where that does not tell.
  static func truthOfAbsent(_ node: SyntaxNode, _ start: SyntaxNode) -> Bool? {
    switch node.kind {
    case "binary_expression":
      guard let left = node.child("left"), let right = node.child("right"),
        let sign = node.child("operator")?.kind
      else { return nil }
      let other = left.contains(start) ? right : left
      let isNothing = ["null", "undefined"].contains(other.kind)
      switch sign {
      case "===", "==": return isNothing
      case "!==", "!=": return !isNothing
      case "<", ">", "<=", ">=", "instanceof", "in": return false
      default: return nil
      }
    case "identifier", "member_expression", "subscript_expression", "call_expression", "non_null_expression":
      return false
    default:
      return nil
    }
  }

  /// Whether a ternary is what a page shows: its missing side is then nothing.
  static func isShown(_ node: SyntaxNode) -> Bool {
    guard node.kind == "ternary_expression" else { return false }
    var current = node
    while let parent = current.parent, parent.kind == "parenthesized_expression" { current = parent }
    return current.parent?.kind == "jsx_expression" && current.parent?.parent?.kind == "jsx_element"
  }
}
