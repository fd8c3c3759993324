/// A Grafana dashboard, as it is exported or provisioned: the whole file, or its
/// `dashboard`.
///
/// Dashboards of the second schema (`elements` and `layout`) are not read.
public struct GrafanaDashboard: Sendable {
  /// A query of a panel, an annotation or a variable.
  public struct Expression: Sendable, Hashable {
    /// Its text, in the data source's language.
    public let text: String
    /// The entry that holds the text, as an id of the document's units.
    public let unit: Int
    /// Of a panel's queries the item of `targets`; else the annotation or variable.
    public let owner: Int
  }

  /// A panel; rows are panels too.
  public struct Panel: Sendable, Hashable {
    /// The item, as an id of the document's units.
    public let unit: Int
    /// The number that the dashboard's own links and annotations know it by.
    public let id: Int?
    /// As shown above it, with variables unexpanded.
    public let title: String?
    /// `timeseries`, `row`, …; empty where it comes from a library.
    public let type: String
    /// The row that it is folded into, as an id of the document's units; nil for all
    /// that stands in the grid itself.
    public let row: Int?
    /// What it asks its data sources.
    public let expressions: [Expression]

    let targets: [Int]
  }

  /// A variable or an annotation.
  public struct Query: Sendable, Hashable {
    /// The item, as an id of the document's units.
    public let unit: Int
    /// What it is called.
    public let name: String
    /// What it asks its data source.
    public let expressions: [Expression]
  }

  /// In the order of the file, rows before what is folded into them.
  public let panels: [Panel]
  /// What panels can refer to as `$name`.
  public let variables: [Query]
  /// What is drawn across panels.
  public let annotations: [Query]

  let document: JSONDocument

  /// Nil when the file is no dashboard.
  ///
  /// - Parameter document: any JSON file.
  public init?(of document: JSONDocument) {
    let wrapped = document.entry("dashboard", of: nil)
    let root = wrapped.flatMap { document.isObject($0) ? $0 : nil }
    let reader = GrafanaReader(document)
    guard let panels = reader.panels(of: root) else { return nil }
    (self.document, self.panels) = (document, panels)
    variables = reader.queries(document.entry(at: ["templating", "list"], of: root))
    annotations = reader.queries(document.entry(at: ["annotations", "list"], of: root))
  }
}

/// Finds the parts of a dashboard.
struct GrafanaReader {
  private let document: JSONDocument

  /// Where data sources keep what they are asked: Prometheus and Loki; InfluxDB and
  /// others; Graphite; SQL.
  private static let languages: Set<String> = ["expr", "query", "target", "rawSql"]

  init(_ document: JSONDocument) { self.document = document }

  func panels(of root: Int?) -> [GrafanaDashboard.Panel]? {
    var found: [GrafanaDashboard.Panel] = []
    for item in document.parts(ofEntry: "panels", of: root) {
      guard let panel = panel(item, in: nil) else { return nil }
      found.append(panel)
      found += document.parts(ofEntry: "panels", of: item).compactMap { self.panel($0, in: item) }
    }
    // Other files have panels too, but not these.
    let isDashboard = found.contains { !$0.type.isEmpty && document.entry("gridPos", of: $0.unit) != nil }
    return isDashboard ? found : nil
  }

  private func panel(_ item: Int, in row: Int?) -> GrafanaDashboard.Panel? {
    guard document.isObject(item) else { return nil }
    let targets = document.parts(ofEntry: "targets", of: item)
    return GrafanaDashboard.Panel(
      unit: item, id: document.integer("id", of: item), title: document.string("title", of: item),
      type: document.string("type", of: item) ?? "",
      row: row, expressions: targets.flatMap { expressions(of: $0) }, targets: targets)
  }

  func queries(_ list: Int?) -> [GrafanaDashboard.Query] {
    (list.map { document.parts(of: $0) } ?? []).compactMap { item in
      document.string("name", of: item).map {
        GrafanaDashboard.Query(unit: item, name: $0, expressions: expressions(of: item))
      }
    }
  }

  /// At any depth: some variables have their query in an object of the same name.
  private func expressions(of owner: Int) -> [GrafanaDashboard.Expression] {
    document.subtree(of: owner).compactMap { id in
      guard let name = document.units[id].name, Self.languages.contains(name), document.isString(id),
        let text = document.units[id].value, !text.isEmpty
      else { return nil }
      return GrafanaDashboard.Expression(text: text, unit: id, owner: owner)
    }
  }
}
