extension MonitoringParts {
  /// Metrics by which a cluster scales: those of a HorizontalPodAutoscaler, and the
  /// triggers of KEDA, which ask Prometheus themselves.
  mutating func readAutoscalers(_ tree: UnitTree) {
    for document in tree.documents {
      for item in tree.parts(ofEntry: "spec", of: document).flatMap({ entry -> [Int] in
        switch tree.units[entry].name {
        case "metrics": tree.parts(of: entry)
        case "triggers": tree.parts(of: entry)
        default: []
        }
      }) {
        if let unit = tree.entry(at: ["metadata", "query"], of: item), let text = tree.units[unit].value {
          queries.append(Query(owner: item, unit: unit, reading: QueryReading(query: text)))
        }
        for source in ["object", "pods", "external"] {
          guard let unit = tree.entry(at: [source, "metric", "name"], of: item),
            let name = tree.units[unit].value
          else { continue }
          let value = PromQLSelector.Value(text: name, range: 0..<name.utf8.count)
          conditions.append(
            Condition(owner: item, unit: unit, label: PromQLSelector.nameLabel, values: [value]))
        }
      }
    }
  }
}
