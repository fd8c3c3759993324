/// The parts of a dashboard that name each other.
public struct DashboardParts: Sendable {
  /// What refers to something of the dashboard by a name.
  public struct Use: Sendable, Hashable {
    /// What goes with what it names: a part of a panel, an annotation, a query.
    public let unit: Int
    /// The names; it goes when all that bear one of them are gone.
    public let names: [String]
  }

  /// A panel.
  public struct Panel: Sendable, Hashable {
    /// The item.
    public let unit: Int
    /// By which others refer to it.
    public let id: String?
    /// Its queries.
    public let targets: [Target]
    /// What names a query of it: `Value #B`, `$B`.
    public let references: [Use]
    /// What is set for a series by its name.
    public let overrides: [Use]
  }

  /// A query of a panel.
  public struct Target: Sendable, Hashable {
    /// The item.
    public let unit: Int
    /// `A`, `B`, …
    public let reference: String?
    /// What its series are called; may hold `{{label}}`.
    public let legend: String?
  }

  /// A variable.
  public struct Variable: Sendable, Hashable {
    /// The item.
    public let unit: Int
    /// Its name.
    public let name: String
    /// What names it, itself left out.
    public let users: [Int]
  }

  /// What holds the dashboard; nil for the whole file.
  public let unit: Int?
  /// By which addresses know it.
  public let uid: String?
  /// The list of panels.
  public let list: Int
  /// Rows and what is folded into them among them.
  public let panels: [Panel]
  /// What panels can refer to.
  public let variables: [Variable]
  /// Annotations and queries that are about some panels only, by their ids.
  public let panelUses: [Use]
}

extension MonitoringParts {
  mutating func readDashboards(_ tree: UnitTree) {
    for unit in tree.units where unit.name == "panels" && unit.kind == .entry {
      let isFolded = tree.ancestors(of: unit.id).contains { tree.units[$0].name == "panels" }
      let isList = tree.parts(of: unit.id).contains { item in
        tree.entry("type", of: item) != nil && tree.entry("gridPos", of: item) != nil
      }
      guard !isFolded, isList else { continue }
      var reader = DashboardReader(tree, list: unit.id)
      dashboards.append(reader.read())
      queries += reader.queries
      frames.append(Frame(unit: reader.root, parts: [unit.id]))
    }
  }
}

/// Reads one dashboard.
struct DashboardReader {
  private let tree: UnitTree
  private let list: Int
  /// What holds the dashboard; nil for the whole file.
  let root: Int?
  private(set) var queries: [MonitoringParts.Query] = []

  init(_ tree: UnitTree, list: Int) {
    (self.tree, self.list) = (tree, list)
    root = tree.parent(of: list)
  }

  mutating func read() -> DashboardParts {
    let items = tree.parts(of: list).flatMap { [$0] + tree.items("panels", of: $0) }
    let panels = items.map { panel($0) }
    let annotations = tree.entry("annotations", of: root).map { tree.items("list", of: $0) } ?? []
    for item in annotations { readQuery("expr", of: item, in: item) }
    return DashboardParts(
      unit: root, uid: tree.value("uid", of: root), list: list, panels: panels, variables: variables(),
      panelUses: annotations.compactMap(filtered) + items.flatMap { shown(by: $0) })
  }

  // MARK: Queries

  private mutating func readQuery(_ name: String, of owner: Int, in source: Int) {
    guard asksPrometheus(owner), let unit = tree.entry(name, of: source), let text = tree.units[unit].value,
      !text.isEmpty
    else { return }
    queries.append(MonitoringParts.Query(owner: owner, unit: unit, reading: QueryReading(query: text)))
  }

  /// Unless the query or its panel says that another data source is asked.
  private func asksPrometheus(_ owner: Int) -> Bool {
    for unit in [owner] + tree.ancestors(of: owner) {
      guard let source = tree.entry("datasource", of: unit) else { continue }
      guard let type = tree.value("type", of: source) ?? tree.units[source].value else { return true }
      let isOpen = type.hasPrefix("$") || type.hasPrefix("[[") || type == "mixed" || type == "datasource"
      if tree.units[source].value != nil {
        return !["loki", "elastic", "influx", "graphite", "sql"].contains { type.lowercased().contains($0) }
      }
      return isOpen || type.lowercased().contains("prometheus") || type == "grafana"
    }
    return true
  }

  // MARK: Panels

  private mutating func panel(_ item: Int) -> DashboardParts.Panel {
    var targets: [DashboardParts.Target] = []
    var references: [DashboardParts.Use] = []
    for target in tree.items("targets", of: item) {
      readQuery("expr", of: target, in: target)
      targets.append(
        DashboardParts.Target(
          unit: target, reference: tree.value("refId", of: target),
          legend: tree.value("legendFormat", of: target)))
      if let expression = tree.value("expression", of: target) {
        references.append(DashboardParts.Use(unit: target, names: Self.operands(of: expression)))
      }
    }
    var overrides: [DashboardParts.Use] = []
    for item in tree.entry("fieldConfig", of: item).map({ tree.items("overrides", of: $0) }) ?? [] {
      guard let name = tree.value("matcher", "options", of: item) else { continue }
      switch tree.value("matcher", "id", of: item) {
      case "byName" where name.hasPrefix("Value #"):
        references.append(DashboardParts.Use(unit: item, names: [String(name.dropFirst(7))]))
      case "byName": overrides.append(DashboardParts.Use(unit: item, names: [name]))
      case "byFrameRefID": references.append(DashboardParts.Use(unit: item, names: [name]))
      default: break
      }
    }
    if let transformations = tree.entry("transformations", of: item) {
      references += tree.subtree(of: transformations).compactMap { id in
        guard let name = tree.units[id].name, name.hasPrefix("Value #") else { return nil }
        return DashboardParts.Use(unit: id, names: [String(name.dropFirst(7))])
      }
    }
    return DashboardParts.Panel(
      unit: item, id: tree.value("id", of: item), targets: targets, references: references,
      overrides: overrides)
  }

  /// The queries that an expression over queries names: `$A / $B`, `A`.
  private static func operands(of expression: String) -> [String] {
    let names = GrafanaVariables.references(in: expression).sorted()
    return names.isEmpty ? [expression] : names
  }

  // MARK: Variables and annotations

  private mutating func variables() -> [DashboardParts.Variable] {
    let items = tree.entry("templating", of: root).map { tree.items("list", of: $0) } ?? []
    // What holds a dashboard as a text has all of it for a value.
    let texts = (root.map { Array(tree.subtree(of: $0).dropFirst()) } ?? Array(tree.units.indices)).compactMap
    { id in
      tree.units[id].value.map { (id, GrafanaVariables.references(in: $0), $0) }
    }
    return items.compactMap { item in
      guard let name = tree.value("name", of: item) else { return nil }
      if tree.value("type", of: item) == "query", asksPrometheus(item) {
        for unit in [
          tree.entry("query", of: item), tree.entry(at: ["query", "query"], of: item),
          tree.entry("definition", of: item),
        ] {
          guard let unit, let text = tree.units[unit].value, !text.isEmpty else { continue }
          queries.append(
            MonitoringParts.Query(owner: item, unit: unit, reading: QueryReading(variable: text)))
        }
      }
      let own = Set(tree.subtree(of: item))
      let users = texts.filter { id, names, text in
        !own.contains(id) && (names.contains(name) || tree.units[id].name == "repeat" && text == name)
      }
      return DashboardParts.Variable(unit: item, name: name, users: users.map(\.0))
    }
  }

  /// An annotation that is drawn only on some panels.
  private func filtered(_ annotation: Int) -> DashboardParts.Use? {
    guard let filter = tree.entry("filter", of: annotation), tree.value("exclude", of: filter) != "true"
    else {
      return nil
    }
    let ids = tree.items("ids", of: filter).compactMap { tree.units[$0].value }
    return ids.isEmpty ? nil : DashboardParts.Use(unit: annotation, names: ids)
  }

  /// Queries of a panel that show another panel's result.
  private func shown(by panel: Int) -> [DashboardParts.Use] {
    tree.items("targets", of: panel).compactMap { target in
      tree.value("panelId", of: target).map { DashboardParts.Use(unit: target, names: [$0]) }
    }
  }
}
