/// What a file says about metrics: rules and their tests, scrape jobs, routes of alerts,
/// dashboards, autoscalers.
///
/// Parts are known by their shape, wherever they stand: in files of Prometheus,
/// Alertmanager and Grafana, in objects of Kubernetes, in templates. Units are given by
/// their ids; nil stands for the whole file.
public struct MonitoringParts: Sendable {
  /// A query, and whose it is.
  public struct Query: Sendable {
    /// What means nothing without its query: a rule, a target, a variable, a case of a test.
    public let owner: Int
    /// What holds the text.
    public let unit: Int
    /// Its text, read.
    public let reading: QueryReading
  }

  /// A rule that records a metric or raises an alert.
  public struct Rule: Sendable, Hashable {
    /// The item.
    public let unit: Int
    /// Of what it records or raises.
    public let name: String
    /// Whether it raises an alert.
    public let isAlert: Bool
    /// The labels that it gives to what comes out.
    public let labels: Set<String>
  }

  /// A condition outside of queries that names values of a label: a matcher of a route, a
  /// relabelling, a metric of an autoscaler.
  public struct Condition: Sendable, Hashable {
    /// What goes when none of the values is left.
    public let owner: Int
    /// What holds the text.
    public let unit: Int
    /// The label; `__name__` for a metric.
    public let label: String
    /// The values; their ranges are those of the unit's value.
    public let values: [PromQLSelector.Value]
  }

  /// Something that means nothing without any of some of its parts, such as a group
  /// without rules.
  public struct Frame: Sendable, Hashable {
    /// Nil for the whole file.
    public let unit: Int?
    /// Once all of these are gone, it goes; at least one.
    public let parts: [Int]
  }

  /// A series that a test of rules puts in.
  public struct Series: Sendable, Hashable {
    /// The item.
    public let unit: Int
    /// The case.
    public let test: Int
    /// Its metric.
    public let metric: String
    /// Its other labels, by name.
    public let labels: [String: String]
  }

  /// What a case of a test expects.
  public struct Expectation: Sendable, Hashable {
    /// The item.
    public let unit: Int
    /// The case.
    public let test: Int
    /// An index of `queries`; nil where an alert is expected.
    public let query: Int?
    /// The alert; nil where a query is evaluated.
    public let alert: String?
    /// The series that must come out: items with their labels.
    public let samples: [Sample]
  }

  /// A series that must come out.
  public struct Sample: Sendable, Hashable {
    /// The item.
    public let unit: Int
    /// Its labels, by name.
    public let labels: [String: String]
  }

  /// A file of rules that a configuration or a test names.
  public struct RuleFile: Sendable, Hashable {
    /// The item.
    public let unit: Int
    /// As it is written; may hold `*`.
    public let path: String
    /// Whether a test of rules names it.
    public let isTest: Bool
  }

  /// A file that is a text of another, such as one of a ConfigMap.
  public struct Text: Sendable, Hashable {
    /// What holds it.
    public let unit: Int
    /// What the file is called.
    public let name: String
  }

  /// A scrape job.
  public struct Job: Sendable, Hashable {
    /// The item.
    public let unit: Int
    /// Its name, which becomes the label `job`.
    public let name: String
  }

  /// A machine that is set up (a service of compose or of a cluster), or one that is asked
  /// for its metrics.
  public struct Host: Sendable, Hashable {
    /// What sets it up, nil for the whole file; or the address.
    public let unit: Int?
    /// Its name in the network.
    public let name: String
    /// Whether it is asked.
    public let isAsked: Bool
  }

  /// A text that may lead to a document or a dashboard.
  public struct Link: Sendable, Hashable {
    /// What goes when that is gone.
    public let unit: Int
    /// The text.
    public let text: String
  }

  /// A receiver of alerts and who sends to it.
  public struct Receiver: Sendable, Hashable {
    /// The item that defines it, or the route that names it.
    public let unit: Int
    /// Its name.
    public let name: String
    /// Whether this defines it.
    public let isDefinition: Bool
  }

  /// Those of all kinds.
  public internal(set) var queries: [Query] = []
  /// Rules.
  public internal(set) var rules: [Rule] = []
  /// Conditions outside of queries.
  public internal(set) var conditions: [Condition] = []
  /// What cannot be without its parts.
  public internal(set) var frames: [Frame] = []
  /// What tests of rules put in.
  public internal(set) var series: [Series] = []
  /// What tests of rules expect.
  public internal(set) var expectations: [Expectation] = []
  /// Files of rules that are named.
  public internal(set) var ruleFiles: [RuleFile] = []
  /// Files within the file.
  public internal(set) var texts: [Text] = []
  /// Scrape jobs.
  public internal(set) var jobs: [Job] = []
  /// Machines that are set up, and that are asked.
  public internal(set) var hosts: [Host] = []
  /// Annotations of rules and links of dashboards.
  public internal(set) var links: [Link] = []
  /// Receivers of alerts.
  public internal(set) var receivers: [Receiver] = []
  /// Dashboards.
  public internal(set) var dashboards: [DashboardParts] = []

  /// Whether the file has nothing to do with metrics; it may set up machines.
  public var isEmpty: Bool {
    queries.isEmpty && conditions.isEmpty && ruleFiles.isEmpty && jobs.isEmpty && receivers.isEmpty
      && dashboards.isEmpty && !hosts.contains(where: \.isAsked)
  }

  /// A series that is named: a label with a value, a metric's label being `__name__`.
  public struct Name: Sendable, Hashable {
    /// The label.
    public let label: String
    /// Its value.
    public let value: String
    /// Where it stands.
    public let unit: Int
  }

  /// Every series that is named, and what rules and jobs make; in no particular order.
  public var names: [Name] {
    queries.flatMap { query in
      query.reading.names.map { Name(label: $0.label, value: $0.value, unit: query.unit) }
    }
      + conditions.flatMap { condition in
        condition.values.map { Name(label: condition.label, value: $0.text, unit: condition.unit) }
      }
      + rules.map { rule in
        Name(label: rule.isAlert ? "alertname" : PromQLSelector.nameLabel, value: rule.name, unit: rule.unit)
      } + jobs.map { Name(label: "job", value: $0.name, unit: $0.unit) }
      + series.map { Name(label: PromQLSelector.nameLabel, value: $0.metric, unit: $0.unit) }
      + series.flatMap { series in
        series.labels.map { Name(label: $0.key, value: $0.value, unit: series.unit) }
      }
  }

  /// Texts of which a file must hold one to have any of this.
  public static let marks = [
    "expr", "seriesQuery", "rule_files", "scrape_configs", "alertname", "receiver", "panels",
    "HorizontalPodAutoscaler", "serverAddress", "relabel_configs", "metric_relabel_configs", "relabelings",
    "metricRelabelings", "static_configs", "targets",
  ]

  /// Texts of which a file must hold one to set up a machine.
  public static let hostMarks = ["services", "Service"]

  /// - Parameter document: any file.
  public init(of document: any StructuredDocument) {
    let tree = UnitTree(of: document)
    texts = tree.holders.map { Text(unit: $0, name: tree.units[$0].name ?? "") }
    readRules(tree)
    readTests(tree)
    readScrapeConfiguration(tree)
    readAlertRoutes(tree)
    readAutoscalers(tree)
    readDashboards(tree)
    readLinks(tree)
  }
}
