/// How far the clean-up of a tree has come.
public enum TreePhase: Sendable, Hashable {
  /// Nothing was cleaned up.
  case before
  /// Everything was.
  case after
  /// This step was the last that was done.
  case through(step: String)

  /// - Parameter text: `before`, `after` or a step's id.
  /// - Throws: `ConformanceError.unknownPhase`.
  public init(_ text: String) throws {
    switch text {
    case "before": self = .before
    case "after": self = .after
    case _ where text.wholeMatch(of: /\d+(\.\d+)*/) != nil: self = .through(step: text)
    default: throw ConformanceError.unknownPhase(text)
    }
  }

  /// As it is written.
  public var words: String {
    switch self {
    case .before: "before"
    case .after: "after"
    case .through(let step): step
    }
  }

  /// Whether a step has been done.
  func includes(_ step: String) -> Bool {
    switch self {
    case .before: false
    case .after: true
    case .through(let last): !Self.numbers(last).lexicographicallyPrecedes(Self.numbers(step))
    }
  }

  private static func numbers(_ step: String) -> [Int] { step.split(separator: ".").compactMap { Int($0) } }

  /// Why a case is not about a tree of this phase; nil where it is.
  func exclusion(of phase: CasePhase) -> String? {
    switch phase {
    case .any: nil
    case .before: self == .before ? nil : "only before the clean-up"
    case .after(let step): includes(step) ? nil : "only once step \(step) is done"
    }
  }
}
