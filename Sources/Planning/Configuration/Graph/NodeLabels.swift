import Findings
import SourceText

extension DocumentIndex {
  /// Where a node stands; nil for what has no place.
  func place(of node: CascadeNode) -> Place? {
    switch node {
    case .unit(let path, let id):
      document(at: path).map { $0.place(of: $0.content.units[id]) } ?? Place(path: path)
    case .file(let path), .export(let path, _), .syntax(let path, _): Place(path: path)
    case .name(let name): name.offset.flatMap { document(at: RepositoryPath(name.scope))?.place(at: $0) }
    }
  }

  /// What a node is called in reports.
  func label(of node: CascadeNode) -> String {
    switch node {
    case .unit(let path, let id):
      document(at: path).map { $0.content.path(of: id).joined(separator: " / ") } ?? path.text
    case .file(let path), .export(let path, _), .syntax(let path, _): path.text
    case .name(let name): name.label
    }
  }
}

extension SharedName {
  /// What it is called in reports.
  var label: String { kind.label + " '\(text)'" }
}

extension SharedName.Kind {
  var label: String {
    switch self {
    case .upstream: "the upstream"
    case .variable, .dashboardVariable, .shellVariable: "the variable"
    case .requestZone, .connectionZone, .cacheZone: "the zone"
    case .logFormat: "the log format"
    case .namedLocation: "the location"
    case .package: "the package"
    case .workflowJob: "the job"
    case .file: "the file"
    case .files: "the files"
    case .metric: "the metric"
    case .alert: "the alert"
    case .job: "the scrape job"
    case .label: "the label"
    case .host: "the host"
    case .dashboard: "the dashboard"
    case .receiver: "the receiver"
    case .testSeries: "the series"
    case .panel: "the panel"
    case .panelQuery: "the query"
    case .legend: "the legend"
    case .part: "the part"
    case .anchor: "the anchor"
    case .value: "the value"
    case .template: "the template"
    case .definition: "the definition"
    case .service: "the service"
    case .network: "the network"
    case .volume, .podVolume: "the volume"
    case .config: "the config"
    case .secret: "the secret"
    case .setting: "the setting"
    case .buildArgument: "the build argument"
    case .stage: "the stage"
    case .object: "the object"
    case .key: "the key"
    case .labels: "the labels"
    case .route: "the path"
    case .servicePort, .containerPort: "the port"
    }
  }
}
