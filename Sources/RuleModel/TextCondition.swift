public import Patterns

/// What must hold for a text.
public enum TextCondition: Sendable, Hashable {
  /// It is one of these.
  case among([String])
  /// The expression matches somewhere in it.
  case matches(Pattern)
  /// It is one of the names recorded under this fact.
  case inFact(String)
  /// It holds one of the names recorded under this fact, as a word of its own.
  case mentions(String)
  /// It begins with one of the names recorded under this fact, as a word of its own.
  case begins(String)

  /// The fact that it refers to.
  public var fact: String? {
    switch self {
    case .among, .matches: nil
    case .inFact(let fact), .mentions(let fact), .begins(let fact): fact
    }
  }
}
