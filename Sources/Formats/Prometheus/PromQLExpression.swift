/// A query of Prometheus, and what of it means something without some series.
public struct PromQLExpression: Sendable {
  /// What becomes of a query when series are gone for good.
  public enum Remainder: Sendable, Hashable {
    /// It does not name them.
    case all
    /// It can give nothing any more, or only what it would give without them (`vector(0)`).
    case nothing
    /// It gives the same as without these parts, which hold nothing but such series: byte
    /// ranges of the query, 0-based, ends exclusive, disjoint and ordered.
    case without([Range<Int>])
    /// What it could still mean is for a person to say. The ranges are what could be
    /// taken out of it; empty when nothing can.
    case unclear([Range<Int>])
  }

  /// As it was read.
  public let text: String
  /// Every selector, in the order of the text.
  public let selectors: [PromQLSelector]
  let root: PromQLNode

  /// Reads a query, which may hold variables of Grafana.
  ///
  /// - Throws: `FormatProblem` when it is none.
  public init(parsing text: String) throws(FormatProblem) {
    var parser = try PromQLParser(Array(text.utf8))
    self.text = text
    root = try parser.query()
    selectors = parser.selectors.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// What is left of it.
  ///
  /// - Parameter isGone: whether no series with this label and value is there any more; a
  ///   metric's label is `__name__`.
  /// - Returns: what becomes of it.
  public func remainder(without isGone: @escaping (_ label: String, _ value: String) -> Bool) -> Remainder {
    let reduction = PromQLReduction(isGone)
    let effect = reduction.effect(on: root)
    if effect.isGone { return .nothing }
    let cuts = Self.ordered(effect.cuts)
    if effect.isUnclear { return .unclear([]) }
    if !effect.offers.isEmpty {
      let all = Self.ordered(effect.cuts + effect.offers)
      return .unclear(holds(without: all, isGone) ? all : [])
    }
    if cuts.isEmpty { return .all }
    return holds(without: cuts, isGone) ? .without(cuts) : .unclear([])
  }

  /// The text without some of its bytes.
  public func text(without cuts: [Range<Int>]) -> String {
    var bytes = Array(text.utf8)
    for cut in cuts.reversed() { bytes.removeSubrange(cut) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func holds(without cuts: [Range<Int>], _ isGone: @escaping (String, String) -> Bool) -> Bool {
    guard let left = try? PromQLExpression(parsing: text(without: cuts)) else { return false }
    return left.remainder(without: isGone) == .all
  }

  /// Without those that lie in others.
  private static func ordered(_ cuts: [Range<Int>]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for cut in cuts.sorted(by: { ($0.lowerBound, -$0.upperBound) < ($1.lowerBound, -$1.upperBound) }) {
      if let last = result.last, cut.lowerBound < last.upperBound {
        result[result.count - 1] = last.lowerBound..<max(last.upperBound, cut.upperBound)
      } else {
        result.append(cut)
      }
    }
    return result
  }
}
