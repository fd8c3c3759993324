import Formats
import SourceText

/// A name by which parts of configuration and documents find each other: an upstream of
/// nginx, a value of a chart, a metric, an anchor.
struct SharedName: Hashable, Comparable {
  /// What bears the name.
  enum Kind: String, Hashable, CaseIterable {
    /// nginx: `upstream NAME`, and what passes requests to it.
    case upstream
    /// nginx: what `map`, `set` and their like define, without the `$`.
    case variable
    /// nginx: the zones of `limit_req_zone`, `limit_conn_zone` and `proxy_cache_path`.
    case requestZone, connectionZone, cacheZone
    /// nginx: `log_format NAME`.
    case logFormat
    /// nginx: `location @NAME`.
    case namedLocation
    /// A module or package that a manifest asks for.
    case package
    /// A job of a workflow.
    case workflowJob
    /// A variable of a shell.
    case shellVariable
    /// A file that others include, mount or link to; its text is its path.
    case file
    /// Files that a pattern names; its text is the pattern.
    case files
    /// A metric, an alert or a scrape job.
    case metric, alert, job
    /// Another label of series with one of its values, as `label=value`.
    case label
    /// A machine by its name in the network; a dashboard by its `uid`.
    case host, dashboard
    /// Alertmanager: a receiver of alerts.
    case receiver
    /// A series that a test of rules puts in, by its metric.
    case testSeries
    /// Grafana: a variable, a panel by its number, a query of a panel, the name under which
    /// a query's series are drawn.
    case dashboardVariable, panel, panelQuery, legend
    /// A part without which something means nothing; its text tells its place.
    case part
    /// YAML: `&NAME`.
    case anchor
    /// Helm: a value by its path, or all values below it; a template by its name.
    case value, template
    /// JSON Schema: what `definitions` holds.
    case definition
    /// Compose: what the top of its files declares.
    case service, network, volume, config, secret
    /// What compose files and build arguments take from outside, as in `${NAME}`.
    case setting, buildArgument
    /// Dockerfile: `FROM … AS NAME`.
    case stage
    /// Kubernetes: an object, as `kind/name`; a key of its data; its labels.
    case object, key, labels
    /// Kubernetes: a path of an ingress.
    case route
    /// Kubernetes: a port of a Service or of a container; a volume of a pod.
    case servicePort, containerPort, podVolume

    /// Whether only the file that holds it can name it.
    var isLocal: Bool {
      switch self {
      case .files, .receiver, .testSeries, .dashboardVariable, .panel, .panelQuery, .legend, .part: true
      default: false
      }
    }
  }

  let kind: Kind
  /// Where it holds, such as the folder of a chart; empty for the whole repository.
  let scope: String
  /// As its definition spells it.
  let text: String

  init(_ kind: Kind, _ text: String, in scope: String) {
    (self.kind, self.scope, self.text) = (kind, scope, text)
  }

  /// Series that have a value of a label; a metric's label is `__name__`.
  init(series label: String, _ value: String) {
    switch label {
    case PromQLSelector.nameLabel: self.init(.metric, value, in: "")
    case "alertname": self.init(.alert, value, in: "")
    case "job": self.init(.job, value, in: "")
    default: self.init(.label, "\(label)=\(value)", in: "")
    }
  }

  /// A part of a file that can go while the unit around it stays, by where it begins: a
  /// 0-based byte offset.
  init(partAt offset: Int, of path: RepositoryPath) {
    self.init(.part, "@\(offset)", in: path.text)
  }

  /// Where such a part begins; nil for other names.
  var offset: Int? { kind == .part && text.hasPrefix("@") ? Int(text.dropFirst()) : nil }

  /// Whether it is made of letters, digits, `_` and `:`, as names are, and not an expression.
  var isPlain: Bool {
    text.unicodeScalars.allSatisfy {
      $0 == "_" || $0 == ":" || $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
  }

  /// What stands in a file that uses it, whatever else is written around that.
  var word: String {
    let last = text.split(separator: "/").last ?? text[...]
    return String(kind == .value ? last.split(separator: ".").last { $0 != "*" } ?? last : last)
  }

  static func < (left: Self, right: Self) -> Bool {
    (left.kind.rawValue, left.scope, left.text) < (right.kind.rawValue, right.scope, right.text)
  }
}

/// A place that defines or uses a name.
struct NameSite {
  /// What a place has to do with a name, and what becomes of it when the name goes.
  enum Role {
    /// It defines the name. Once nothing uses the name any more, it goes.
    case defines
    /// It is one of the places that the name stands for, and has a meaning of its own: it
    /// does not go because nobody uses the name.
    case provides
    /// It cannot be without the name: as long as it stays, so does the definition.
    case needs
    /// It means nothing without the name, and goes with the definition.
    case follows
    /// It uses the name as long as it is there, and stays as it is when the name goes.
    case reads
    /// It only hands over what bears the name, as a mount does: it goes with the definition
    /// and is no use of it.
    case serves
  }

  let name: SharedName
  /// A unit, or a whole file.
  let node: CascadeNode
  let role: Role
  /// For what follows and serves: what to ask before it goes.
  let question: NameQuestion?

  init(_ role: Role, _ name: SharedName, at node: CascadeNode, ask question: NameQuestion? = nil) {
    (self.role, self.name, self.node, self.question) = (role, name, node, question)
  }
}
