extension MonitoringParts {
  /// Routes, inhibitions and receivers of Alertmanager.
  mutating func readAlertRoutes(_ tree: UnitTree) {
    for document in tree.documents {
      for item in tree.items("receivers", of: document) {
        guard tree.entry("route", of: document) != nil, let name = tree.value("name", of: item) else {
          continue
        }
        receivers.append(Receiver(unit: item, name: name, isDefinition: true))
      }
      if let route = tree.entry("route", of: document), let name = tree.value("receiver", of: route) {
        receivers.append(Receiver(unit: route, name: name, isDefinition: false))
      }
      for item in tree.items("inhibit_rules", of: document) {
        for side in ["source", "target"] {
          readMatchers("\(side)_match", "\(side)_match_re", "\(side)_matchers", of: item, tree)
        }
      }
    }
    for list in tree.units where list.name == "routes" {
      for item in tree.parts(of: list.id) {
        readMatchers("match", "match_re", "matchers", of: item, tree)
        guard let name = tree.value("receiver", of: item) else { continue }
        receivers.append(Receiver(unit: item, name: name, isDefinition: false))
      }
    }
  }

  private mutating func readMatchers(
    _ equal: String, _ expression: String, _ matchers: String, of item: Int, _ tree: UnitTree
  ) {
    for unit in tree.parts(ofEntry: equal, of: item) {
      guard let label = tree.units[unit].name, let text = tree.units[unit].value else { continue }
      let value = PromQLSelector.Value(text: text, range: 0..<text.utf8.count)
      conditions.append(Condition(owner: item, unit: unit, label: label, values: [value]))
    }
    for unit in tree.parts(ofEntry: expression, of: item) {
      guard let label = tree.units[unit].name, let text = tree.units[unit].value else { continue }
      conditions.append(
        Condition(owner: item, unit: unit, label: label, values: PromQLAlternatives.values(of: text)))
    }
    for unit in tree.items(matchers, of: item) {
      guard let matcher = tree.units[unit].value.flatMap(AlertMatcher.init) else { continue }
      // What nobody is any more need not be left out.
      conditions.append(
        Condition(
          owner: matcher.isPositive ? item : unit, unit: unit, label: matcher.label, values: matcher.values))
    }
  }
}

/// A matcher of Alertmanager: `alertname=~"A|B"`, with or without quotes.
private struct AlertMatcher {
  let label: String
  let isPositive: Bool
  let values: [PromQLSelector.Value]

  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let start = bytes.firstIndex(where: { "=!".utf8.contains($0) }) else { return nil }
    let sign = bytes[start...].prefix { "=!~".utf8.contains($0) }
    var value = RowBytes.trimmed(bytes[sign.endIndex...])
    let isQuoted =
      value.count > 1 && value.first == RowBytes.doubleQuote && value.last == RowBytes.doubleQuote
    if isQuoted { value = value.dropFirst().dropLast() }
    label = RowBytes.text(RowBytes.trimmed(bytes[..<start]))
    isPositive = sign.first == RowBytes.equals
    if sign.last == UInt8(ascii: "~") {
      let quote: [UInt8] = isQuoted ? [RowBytes.doubleQuote] : [UInt8(ascii: "`")]
      values = PromQLAlternatives.values(of: (quote + value + quote)[...], at: value.startIndex - 1)
    } else {
      values = [PromQLSelector.Value(text: RowBytes.text(value), range: value.startIndex..<value.endIndex)]
    }
  }
}
