import Formats
import SourceText

/// A case of a test of rules: the series that it puts in, and what it expects.
struct MonitoringTestCase: Sendable {
  /// The file that holds it.
  let file: MonitoringFile
  /// The item.
  let test: Int
  /// The rules under test, with their queries.
  let rules: [(rule: MonitoringParts.Rule, readings: [QueryReading])]

  init(_ file: MonitoringFile, _ test: Int, rules: [(rule: MonitoringParts.Rule, readings: [QueryReading])]) {
    self.file = file
    self.test = test
    self.rules = rules
  }

  private var scope: String { "\(file.path)#\(test)" }
  private var series: [MonitoringParts.Series] { file.parts.series.filter { $0.test == test } }
  private var expectations: [MonitoringParts.Expectation] {
    file.parts.expectations.filter { $0.test == test }
  }

  // MARK: Names

  /// What the series with a value of a label are called here.
  func fed(_ label: String, _ value: String) -> SharedName {
    SharedName(.testSeries, "\(label)=\(value)", in: scope)
  }

  /// The labels of what it puts in, with their names here.
  var fedLabels: [(label: String, value: String, name: SharedName)] {
    series.flatMap { series in
      series.labels.sorted { $0.key < $1.key }.map { ($0.key, $0.value, fed($0.key, $0.value)) }
    }
  }

  /// What it puts in, with who reads it: the rules under test (`readers`), and the case
  /// itself.
  func sites(_ readers: [MonitoringFile.Reader]) -> [NameSite] {
    let own = expectations.compactMap(\.query).map { file.parts.queries[$0] }.map {
      MonitoringFile.Reader(node: file.node($0.owner), metrics: $0.reading.metrics)
    }
    return series.flatMap { series -> [NameSite] in
      let name = SharedName(.testSeries, series.metric, in: scope)
      let users = (readers + own).filter { $0.metrics.contains(series.metric) }.map(\.node)
      return [NameSite(.defines, name, at: file.node(series.unit))]
        + Set(users).sorted().map { NameSite(.reads, name, at: $0) }
        + series.labels.sorted { $0.key < $1.key }.map {
          NameSite(.provides, fed($0.key, $0.value), at: file.node(series.unit))
        }
    }
  }

  // MARK: Labels that nothing has any more

  /// Series with a value that no series has any more go, with what is expected of them. An
  /// expectation that would be another without them goes, too, which is told.
  func judgedSites() -> [JudgedSite] {
    let labels = Set(series.flatMap { $0.labels.map { SharedName(series: $0.key, $0.value) } })
    let expected = expectations.map { expectation in
      JudgedSite(
        node: file.node(expectation.unit), path: file.path, unit: expectation.unit, names: labels
      ) { lost in
        guard let label = mixed(in: expectation, lost) else { return .stays }
        return .drops("with '\(label)' it counts series that nothing has any more")
      }
    }
    let put = series.map { series in
      let names = Set(series.labels.map { SharedName(series: $0.key, $0.value) })
      return JudgedSite(node: file.node(series.unit), path: file.path, unit: series.unit, names: names) {
        lost in
        names.isDisjoint(with: lost) ? .stays : .goes
      }
    }
    let samples = expectations.flatMap(\.samples).map { sample in
      JudgedSite(
        node: file.node(sample.unit), path: file.path, unit: sample.unit,
        names: Set(sample.labels.map { SharedName(series: $0.key, $0.value) })
      ) { lost in
        sample.labels.contains { label, value in
          lost.contains(SharedName(series: label, value)) && lost.contains(fed(label, value))
        } ? .goes : .stays
      }
    }
    return expected + put + samples
  }

  /// A label with lost values whose series bear on what is expected of others.
  private func mixed(
    in expectation: MonitoringParts.Expectation, _ lost: Set<SharedName>
  ) -> String? {
    let labels = Set(series.flatMap(\.labels.keys)).filter { label in
      series.contains { $0.labels[label].map { lost.contains(SharedName(series: label, $0)) } ?? false }
    }
    return labels.sorted().first { influence(of: $0, on: expectation, lost) == .mixed }
  }

  private func influence(
    of label: String, on expectation: MonitoringParts.Expectation, _ lost: Set<SharedName>
  ) -> PromQLInfluence {
    let gone = series.filter { series in
      series.labels[label].map { lost.contains(SharedName(series: label, $0)) } ?? false
    }
    let values = Set(gone.compactMap { $0.labels[label] })
    var metrics = Dictionary(gone.map { ($0.metric, PromQLInfluence.separate) }, uniquingKeysWith: max)
    var alerts: [String: PromQLInfluence] = [:]
    let living = rules.filter { entry in
      !entry.readings.contains { reading in
        reading.remainder(without: { lost.contains(SharedName(series: $0, $1)) }) == .nothing
      }
    }
    func influence(on reading: QueryReading) -> PromQLInfluence {
      reading.influence(of: label, values) { metric in
        // Alerts as series are read by nobody who looks so closely.
        guard metric.hasPrefix("ALERTS") else { return metrics[metric] ?? .none }
        return alerts.values.allSatisfy { $0 == .none } ? .none : .mixed
      }
    }
    // What one rule records another may read; each round reaches one further.
    for _ in living {
      for (rule, readings) in living {
        var most = readings.map(influence).max() ?? .none
        if most == .separate, rule.labels.contains(label) { most = .mixed }
        if rule.isAlert {
          alerts[rule.name] = max(alerts[rule.name] ?? .none, most)
        } else {
          metrics[rule.name] = max(metrics[rule.name] ?? .none, most)
        }
      }
    }
    if let query = expectation.query { return influence(on: file.parts.queries[query].reading) }
    return expectation.alert.flatMap { alerts[$0] } ?? .none
  }
}
