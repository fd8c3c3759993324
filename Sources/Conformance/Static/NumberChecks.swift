/// Static checks of numbers and types.
extension TreeExaminer {
  func within(_ bounds: [NumberBound]) throws -> TreeVerdict {
    var verdict = TreeVerdict()
    for bound in bounds {
      for number in try found(bound.name) {
        verdict.examined += 1
        guard number.value < bound.low || number.value > bound.high else { continue }
        let wanted = bound.low == bound.high ? text(bound.low) : "\(text(bound.low)) to \(text(bound.high))"
        verdict.findings.append(finding("\(bound.name) is \(number.shown), not \(wanted)", number))
      }
    }
    return verdict
  }

  func delays(_ name: String, _ first: Double, _ factor: Double, _ cap: Double, _ least: Int) throws
    -> TreeVerdict
  {
    if !binding.numbers.contains(where: { $0.key == name }),
      binding.numbers.contains(where: { $0.key == "retry.first" })
    {
      return try delayRule(first, factor, cap, least)
    }
    let numbers = try found(name)
    var verdict = TreeVerdict(examined: numbers.count)
    guard let place = numbers.first else { return verdict }
    if numbers.count < least {
      verdict.findings.append(finding("\(name) has \(numbers.count) waits, not at least \(least)", place))
    }
    var wanted = first
    for number in numbers {
      if number.value != min(wanted, cap) {
        verdict.findings.append(finding("a wait is \(number.shown), not \(text(min(wanted, cap)))", number))
      }
      wanted *= factor
    }
    return verdict
  }

  /// The same where a client computes its waits instead of listing them.
  private func delayRule(
    _ first: Double, _ factor: Double, _ cap: Double, _ least: Int
  ) throws -> TreeVerdict {
    try within([
      NumberBound(name: "retry.first", low: first, high: first),
      NumberBound(name: "retry.factor", low: factor, high: factor),
      NumberBound(name: "retry.cap", low: cap, high: cap),
      NumberBound(name: "retry.count", low: Double(least), high: Double(least) * 100),
    ])
  }

  func equal(_ names: [String]) throws -> TreeVerdict {
    var verdict = TreeVerdict()
    for name in names {
      let numbers = try found(name)
      verdict.examined += numbers.count
      for number in numbers.dropFirst() where number.value != numbers[0].value {
        verdict.findings.append(
          finding(
            "\(name) is \(number.shown) here, and \(numbers[0].shown) in \(numbers[0].path):\(numbers[0].line)",
            number))
      }
    }
    return verdict
  }

  func rateAllows(_ marginPercent: Int) throws -> TreeVerdict {
    guard let rate = binding.rate else { throw CaseFailure.skip("the binding has no tree.rate") }
    let reader = NumberPlaces(tree: tree)
    let polls = try reader.numbers(at: rate.polls)
    let sends = try rate.sends.map(reader.numbers)
    let hours = rate.isPerHour ? 1.0 : 60.0
    // Three messages a minute is what ten minutes of normal use send: 30.
    let sending = 180.0
    var needed = 3_600_000 / Double(numbers.activePoll) * Double(marginPercent) / 100
    if sends == nil { needed += sending }
    var verdict = TreeVerdict(examined: polls.count + (sends?.count ?? 0))
    for number in polls where number.value * hours < needed {
      verdict.findings.append(
        finding(
          "\(text(number.value * hours)) requests an hour are allowed; an active client needs \(text(needed.rounded(.up)))",
          number))
    }
    for number in sends ?? [] where number.value * hours < sending {
      verdict.findings.append(
        finding(
          "\(text(number.value * hours)) sends an hour are allowed; a client needs \(text(sending))", number))
    }
    return verdict
  }

  func fieldsCovered() throws -> TreeVerdict {
    guard let pair = binding.message else { throw CaseFailure.skip("the binding has no tree.message") }
    let reader = TypePlaces(tree: tree)
    let served = try reader.jsonNames(at: pair.server)
    let wanted = try reader.requiredProperties(at: pair.client)
    return TreeVerdict(
      examined: wanted.count,
      findings: wanted.filter { !served.contains($0.name) }.map { property in
        tree.finding("the server's message has no '\(property.name)'", at: property.node, in: property.path)
      })
  }

  func sameUnion(_ wanted: Set<String>) throws -> TreeVerdict {
    guard !binding.statuses.isEmpty else { throw CaseFailure.skip("the binding has no tree.statuses") }
    let reader = TypePlaces(tree: tree)
    var verdict = TreeVerdict()
    for place in binding.statuses {
      let (values, node, path) = try reader.values(at: place)
      verdict.examined += 1
      guard values != wanted else { continue }
      let missing = wanted.subtracting(values).sorted(), more = values.subtracting(wanted).sorted()
      verdict.findings.append(
        tree.finding("missing \(missing), more than \(more)", at: node, in: path))
    }
    return verdict
  }

  private func finding(_ message: String, _ number: FoundNumber) -> TreeFinding {
    TreeFinding(message: message, path: number.path, line: number.line)
  }

  private func text(_ value: Double) -> String { value == value.rounded() ? "\(Int(value))" : "\(value)" }
}
