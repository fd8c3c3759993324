extension MonitoringParts {
  /// Tests of rules, as promtool runs them.
  mutating func readTests(_ tree: UnitTree) {
    for document in tree.documents {
      let isTest = tree.entry("tests", of: document) != nil
      for item in tree.items("rule_files", of: document) {
        guard let path = tree.units[item].value else { continue }
        ruleFiles.append(RuleFile(unit: item, path: path, isTest: isTest))
      }
      let lists = ["tests", "rule_files"].compactMap { tree.entry($0, of: document) }
      guard lists.count == 2 else { continue }
      // Without rules or without cases there is nothing to test.
      frames += lists.map { Frame(unit: document, parts: [$0]) }
      tree.items("tests", of: document).forEach { readTest($0, tree) }
    }
  }

  private mutating func readTest(_ test: Int, _ tree: UnitTree) {
    for item in tree.items("input_series", of: test) {
      guard let unit = tree.entry("series", of: item), let text = tree.units[unit].value else { continue }
      let reading = QueryReading(query: text)
      for metric in reading.metrics.sorted() {
        series.append(Series(unit: item, test: test, metric: metric, labels: Self.labels(of: reading)))
      }
    }
    for item in tree.items("promql_expr_test", of: test) {
      guard let unit = tree.entry("expr", of: item), let text = tree.units[unit].value else { continue }
      let samples = tree.items("exp_samples", of: item).map { sample in
        Sample(
          unit: sample, labels: Self.labels(of: QueryReading(query: tree.value("labels", of: sample) ?? "")))
      }
      expectations.append(
        Expectation(unit: item, test: test, query: queries.count, alert: nil, samples: samples))
      queries.append(Query(owner: item, unit: unit, reading: QueryReading(query: text)))
      readFrame(item, "exp_samples", tree)
    }
    for item in tree.items("alert_rule_test", of: test) {
      guard let unit = tree.entry("alertname", of: item), let name = tree.units[unit].value else { continue }
      let value = PromQLSelector.Value(text: name, range: 0..<name.utf8.count)
      conditions.append(Condition(owner: item, unit: unit, label: "alertname", values: [value]))
      let samples = tree.items("exp_alerts", of: item).map { sample in
        let labels = tree.parts(ofEntry: "exp_labels", of: sample).compactMap { id in
          tree.units[id].name.map { ($0, tree.units[id].value ?? "") }
        }
        return Sample(unit: sample, labels: Dictionary(labels, uniquingKeysWith: { first, _ in first }))
      }
      expectations.append(Expectation(unit: item, test: test, query: nil, alert: name, samples: samples))
      readFrame(item, "exp_alerts", tree)
    }
    // A case that expects nothing any more tests nothing.
    let expectations = ["promql_expr_test", "alert_rule_test"].compactMap { tree.entry($0, of: test) }
    if !expectations.isEmpty { frames.append(Frame(unit: test, parts: expectations)) }
  }

  /// What was expected of series that are gone is no expectation that there are none.
  private mutating func readFrame(_ item: Int, _ list: String, _ tree: UnitTree) {
    guard let unit = tree.entry(list, of: item), !tree.parts(of: unit).isEmpty else { return }
    frames.append(Frame(unit: item, parts: [unit]))
  }

  private static func labels(of series: QueryReading) -> [String: String] {
    let labels = series.names.filter { $0.label != PromQLSelector.nameLabel }
    return Dictionary(labels.map { ($0.label, $0.value) }, uniquingKeysWith: { first, _ in first })
  }
}
