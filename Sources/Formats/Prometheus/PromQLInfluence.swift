/// How the series that have some value of a label bear on what a query gives.
public enum PromQLInfluence: Int, Sendable, Comparable {
  /// Not at all.
  case none
  /// What it gives for the others would be the same without them, and what it gives for
  /// them has the label, too.
  case separate
  /// What it gives for others could be another without them.
  case mixed

  /// By how much they bear on it.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension QueryReading {
  /// How series with some values of a label bear on the query.
  ///
  /// - Parameters:
  ///   - label: which is not the metric's name.
  ///   - values: those of the series.
  ///   - metrics: how they bear on a metric.
  /// - Returns: the least that can be proved.
  public func influence(
    of label: String, _ values: Set<String>, on metrics: @escaping (String) -> PromQLInfluence
  ) -> PromQLInfluence {
    guard let expression else { return self.metrics.map(metrics).max() == .some(.none) ? .none : .mixed }
    return PromQLInfluenceReader(label: label, values: values, metrics: metrics).influence(
      on: expression.root)
  }
}

private struct PromQLInfluenceReader {
  let label: String
  let values: Set<String>
  let metrics: (String) -> PromQLInfluence

  private static let mixing: Set<String> = [
    "absent", "absent_over_time", "scalar", "label_replace", "label_join", "histogram_fraction",
  ]

  func influence(on node: PromQLNode) -> PromQLInfluence {
    switch node.content {
    case .constant: return .none
    case .variable: return .mixed
    case .selector(let selector): return influence(on: selector)
    case .around(let inner): return influence(on: inner)
    case .call(let name, let arguments):
      let most = arguments.map(influence).max() ?? .none
      return most == .separate && Self.mixing.contains(name.lowercased()) ? .mixed : most
    case .aggregation(_, let grouping, let arguments):
      let most = arguments.map(influence).max() ?? .none
      return most == .separate && !(grouping?.keeps(label) ?? false) ? .mixed : most
    case .operation(let sign, let left, let right, let matching):
      let (before, behind) = (influence(on: left), influence(on: right))
      let most = max(before, behind)
      guard most == .separate else { return most }
      if !(matching?.compares(label) ?? true) { return .mixed }
      // What it kept out would come in.
      return sign == "unless" && before == .none ? .mixed : most
    }
  }

  private func influence(on selector: PromQLSelector) -> PromQLInfluence {
    let names = selector.metrics
    let most = names.isEmpty ? .mixed : names.map(metrics).max() ?? .none
    guard most == .separate else { return most }
    let isOther = selector.conditions.contains { condition in
      condition.label == label && condition.isPositive
        && condition.values.allSatisfy { !values.contains($0.text) && $0.text.allSatisfy(Self.isPlain) }
    }
    return isOther ? .none : most
  }

  private static func isPlain(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "_-/ ".contains(character)
  }
}
