/// Works out what of a query is left without some series.
struct PromQLReduction {
  struct Effect {
    /// Nothing that it gives is about series that are left.
    var isGone = false
    /// Whether it names no series at all.
    var isConstant = false
    /// What can be taken out and changes nothing.
    var cuts: [Range<Int>] = []
    /// What could be taken out, and would change what it means.
    var offers: [Range<Int>] = []
    /// Whether it holds series that are gone in a place from which nothing can be taken.
    var isUnclear = false
  }

  private let isGone: (String, String) -> Bool

  init(_ isGone: @escaping (String, String) -> Bool) { self.isGone = isGone }

  func effect(on node: PromQLNode) -> Effect {
    switch node.content {
    case .constant: return Effect(isConstant: true)
    case .variable: return Effect()
    case .selector(let selector): return effect(on: selector)
    case .around(let inner): return effect(on: inner)
    case .call(_, let arguments), .aggregation(_, _, let arguments): return effect(on: arguments)
    case .operation(let sign, let left, let right, _):
      return effect(of: sign, left, effect(on: left), right, effect(on: right))
    }
  }

  /// Functions and aggregations give nothing for nothing; `absent` gives something, which
  /// says no more.
  private func effect(on arguments: [PromQLNode]) -> Effect {
    let effects = arguments.map(effect)
    if effects.contains(where: \.isGone) { return Effect(isGone: true) }
    return effects.reduce(Effect(isConstant: effects.allSatisfy(\.isConstant))) { merged($0, $1) }
  }

  private func merged(_ one: Effect, _ other: Effect) -> Effect {
    Effect(
      isConstant: one.isConstant && other.isConstant, cuts: one.cuts + other.cuts,
      offers: one.offers + other.offers, isUnclear: one.isUnclear || other.isUnclear)
  }

  private func effect(
    of sign: String, _ left: PromQLNode, _ before: Effect, _ right: PromQLNode, _ behind: Effect
  ) -> Effect {
    guard before.isGone || behind.isGone else { return merged(before, behind) }
    if before.isGone && behind.isGone || before.isConstant || behind.isConstant {
      return Effect(isGone: true)
    }
    let withLeft = left.range.lowerBound..<right.range.lowerBound
    let withRight = left.range.upperBound..<right.range.upperBound
    var rest = before.isGone ? behind : before
    switch (sign, before.isGone) {
    case ("or", true): rest.cuts.append(withLeft)
    case ("or", false), ("unless", false): rest.cuts.append(withRight)
    case ("and", false), ("*", false), ("+", false), ("-", false): rest.offers.append(withRight)
    case ("*", true), ("+", true): rest.offers.append(withLeft)
    case ("-", true): rest.isUnclear = true
    // A ratio, a comparison: without one side there is nothing to say.
    default: return Effect(isGone: true)
    }
    return rest
  }

  // MARK: Selectors

  private func effect(on selector: PromQLSelector) -> Effect {
    var effect = Effect()
    let conditions = selector.conditions
    var staying = Array(conditions.indices)
    for (index, condition) in conditions.enumerated() {
      let gone = condition.values.map { isGone(condition.label, $0.text) }
      guard gone.contains(true) else { continue }
      if gone.allSatisfy({ $0 }) {
        if condition.isPositive { return Effect(isGone: true) }
        staying.removeAll { $0 == index }
      } else {
        effect.cuts += PromQLSelector.Value.cuts(condition.values, gone: gone)
      }
    }
    guard staying.count < conditions.count else { return effect }
    let isNamed = conditions.first?.range.isEmpty ?? false
    if let braces = selector.braces, staying.count == (isNamed ? 1 : 0) {
      // Nothing is left between the braces; without a name they cannot go.
      if isNamed { effect.cuts.append(braces) } else { effect.isUnclear = true }
      return effect
    }
    for index in conditions.indices where !staying.contains(index) {
      let own = conditions[index].range
      if let next = staying.first(where: { $0 > index }) {
        effect.cuts.append(own.lowerBound..<conditions[next].range.lowerBound)
      } else if let last = staying.last {
        effect.cuts.append(conditions[last].range.upperBound..<own.upperBound)
      }
    }
    return effect
  }
}

extension PromQLSelector.Value {
  /// Alternatives that go with the bars that part them from those that stay.
  ///
  /// - Parameters:
  ///   - values: all of an expression, of which at least one stays.
  ///   - gone: for each, whether it goes.
  /// - Returns: what to cut, in the coordinates of the values.
  public static func cuts(_ values: [PromQLSelector.Value], gone: [Bool]) -> [Range<Int>] {
    let firstStaying = gone.firstIndex(of: false) ?? 0
    return values.indices.filter { gone[$0] }.map { index in
      index < firstStaying
        ? values[index].range.lowerBound..<values[index + 1].range.lowerBound
        : values[index - 1].range.upperBound..<values[index].range.upperBound
    }
  }
}
