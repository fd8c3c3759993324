extension MonitoringParts {
  /// Rules of Prometheus and of what understands the same (`expr` beside `record` or
  /// `alert`), and those that Grafana keeps itself (queries in `data`).
  mutating func readRules(_ tree: UnitTree) {
    for item in tree.units where item.kind == .item {
      if let unit = tree.entry("expr", of: item.id), let text = tree.units[unit].value {
        let alert = tree.value("alert", of: item.id)
        guard let name = alert ?? tree.value("record", of: item.id) else { continue }
        let labels = tree.parts(ofEntry: "labels", of: item.id).compactMap { tree.units[$0].name }
        rules.append(Rule(unit: item.id, name: name, isAlert: alert != nil, labels: Set(labels)))
        queries.append(Query(owner: item.id, unit: unit, reading: QueryReading(query: text)))
      } else if tree.entry("condition", of: item.id) != nil, let title = tree.value("title", of: item.id) {
        let models = tree.items("data", of: item.id).compactMap { tree.entry(at: ["model", "expr"], of: $0) }
        guard !models.isEmpty else { continue }
        rules.append(Rule(unit: item.id, name: title, isAlert: true, labels: []))
        queries += models.compactMap { unit in
          tree.units[unit].value.map { Query(owner: item.id, unit: unit, reading: QueryReading(query: $0)) }
        }
      } else if let unit = tree.entry("seriesQuery", of: item.id), let text = tree.units[unit].value {
        // An adapter that makes metrics of a cluster out of series.
        queries.append(Query(owner: item.id, unit: unit, reading: QueryReading(query: text)))
      }
    }
    readGroups(tree)
  }

  /// A group is nothing without rules, nor is an object of a cluster that only holds groups.
  private mutating func readGroups(_ tree: UnitTree) {
    let lists = Set(rules.compactMap { tree.parent(of: $0.unit) })
    for list in lists.sorted() where tree.units[list].name == "rules" {
      guard let group = tree.parent(of: list), tree.units[group].kind == .item else { continue }
      frames.append(Frame(unit: group, parts: [list]))
    }
    for document in tree.documents {
      guard
        let groups = tree.entry("groups", of: document) ?? tree.entry(at: ["spec", "groups"], of: document),
        tree.items("rules", of: tree.parts(of: groups).first).contains(where: { item in
          rules.contains { $0.unit == item }
        })
      else { continue }
      frames.append(Frame(unit: document, parts: [groups]))
    }
  }
}
