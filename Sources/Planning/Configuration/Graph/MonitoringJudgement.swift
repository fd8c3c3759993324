import Formats
import SourceText

extension MonitoringFile {
  /// Queries, by what of them is left. `fed` are the labels of what tests of this file put in.
  func judgedQueries(fed: [(label: String, value: String, name: SharedName)]) -> [JudgedSite] {
    parts.queries.map { query in
      let reading = query.reading
      let labels = Set(reading.names.map(\.label)).subtracting([PromQLSelector.nameLabel])
      let told = fed.filter { labels.contains($0.label) }
      return JudgedSite(
        node: node(query.owner), path: path, unit: query.unit,
        names: Set(reading.names.map { SharedName(series: $0.label, $0.value) })
      ) { lost in
        switch reading.remainder(without: { lost.contains(SharedName(series: $0, $1)) }) {
        case .all: return .stays
        case .nothing: return .goes
        case .unclear(let offer): return .unclear(offer)
        case .without(let cuts):
          let names = told.filter { !lost.contains($0.name) }.map { SharedName(series: $0.label, $0.value) }
          guard let name = names.filter(lost.contains).min() else { return .without(cuts) }
          return .keeps("a test puts in series with \(name.label), which it tells from others")
        }
      }
    }
  }

  /// Conditions outside of queries: they go with the last of their values.
  func judgedConditions() -> [JudgedSite] {
    parts.conditions.map { condition in
      let names = condition.values.map { SharedName(series: condition.label, $0.text) }
      return JudgedSite(
        node: node(condition.owner), path: path, unit: condition.unit, names: Set(names)
      ) { lost in
        let staying = names.filter { !lost.contains($0) }
        if staying.isEmpty { return .goes }
        if staying.count == names.count { return .stays }
        return .without(
          PromQLSelector.Value.cuts(condition.values, gone: names.map { lost.contains($0) }))
      }
    }
  }

  /// What a panel sets for series by their name goes with the query that is called so, or
  /// with the value of a label where a query's series are called by it.
  func judgedOverrides() -> [JudgedSite] {
    parts.dashboards.flatMap(\.panels).flatMap { panel -> [JudgedSite] in
      let scope = "\(path)#\(panel.unit)"
      let legends = panel.targets.compactMap(\.legend)
      return panel.overrides.compactMap { use in
        guard let text = use.names.first else { return nil }
        let own = SharedName(.legend, text, in: scope)
        let labels = legends.compactMap { legend -> SharedName? in
          guard legend.hasPrefix("{{"), legend.hasSuffix("}}") else { return nil }
          let label = legend.dropFirst(2).dropLast(2).filter { $0 != " " }
          return SharedName(series: label, text)
        }
        // Only one of both can bear the name.
        let names = legends.contains(text) ? [own] : labels
        return JudgedSite(node: node(use.unit), path: path, unit: use.unit, names: Set(names)) { lost in
          !names.isEmpty && names.allSatisfy(lost.contains) ? .goes : .stays
        }
      }
    }
  }
}
