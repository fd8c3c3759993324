import Formats
import SourceText

/// A file of monitoring, and what of it uses names.
struct MonitoringFile: Sendable {
  let path: RepositoryPath
  let parts: MonitoringParts

  /// Something that reads metrics.
  struct Reader {
    let node: CascadeNode
    let metrics: Set<String>
  }

  func node(_ unit: Int?) -> CascadeNode { unit.map { .unit(path, $0) } ?? .file(path) }

  /// The rules.
  var ruleReaders: [Reader] {
    let rules = Set(parts.rules.map(\.unit))
    return parts.queries.filter { rules.contains($0.owner) }.map {
      Reader(node: node($0.owner), metrics: $0.reading.metrics)
    }
  }

  /// The rules with their queries.
  var readRules: [(rule: MonitoringParts.Rule, readings: [QueryReading])] {
    let readings = Dictionary(grouping: parts.queries, by: \.owner).mapValues { $0.map(\.reading) }
    return parts.rules.map { ($0, readings[$0.unit] ?? []) }
  }

  // MARK: Names

  /// What rules, jobs and receivers define, and who uses what is recorded. Tests keep
  /// nothing alive.
  func ruleSites() -> [NameSite] {
    let tests = Set(parts.expectations.compactMap(\.query))
    let readers = parts.queries.enumerated().filter { !tests.contains($0.offset) }.flatMap { _, query in
      query.reading.names.map {
        NameSite(.reads, SharedName(series: $0.label, $0.value), at: node(query.owner))
      }
    }
    let scaling = parts.conditions.filter { $0.label == PromQLSelector.nameLabel }.flatMap { condition in
      condition.values.map {
        NameSite(.reads, SharedName(.metric, $0.text, in: ""), at: node(condition.owner))
      }
    }
    return readers + scaling
      + parts.rules.map { rule in
        NameSite(
          rule.isAlert ? .provides : .defines, SharedName(rule.isAlert ? .alert : .metric, rule.name, in: ""),
          at: node(rule.unit))
      } + parts.jobs.map { NameSite(.provides, SharedName(.job, $0.name, in: ""), at: node($0.unit)) }
      + parts.receivers.map {
        NameSite(
          $0.isDefinition ? .defines : .needs, SharedName(.receiver, $0.name, in: path.text),
          at: node($0.unit))
      }
  }

  /// An address goes with what it leads to.
  func hostSites() -> [NameSite] {
    parts.hosts.map {
      NameSite($0.isAsked ? .follows : .provides, SharedName(.host, $0.name, in: ""), at: node($0.unit))
    }
  }

  /// What means nothing without its parts.
  func frameSites() -> [NameSite] {
    parts.frames.flatMap { frame in
      let name = SharedName(.part, frame.parts.map(String.init).joined(separator: ","), in: path.text)
      return frame.parts.map { NameSite(.provides, name, at: node($0)) }
        + [NameSite(.follows, name, at: node(frame.unit))]
    }
  }

  func dashboardSites() -> [NameSite] {
    parts.dashboards.flatMap { dashboard -> [NameSite] in
      let scope = "\(path)#\(dashboard.list)"
      var sites = dashboard.variables.flatMap { variable -> [NameSite] in
        let name = SharedName(.dashboardVariable, variable.name, in: scope)
        return [NameSite(.defines, name, at: node(variable.unit))]
          + variable.users.map { NameSite(.needs, name, at: node($0)) }
      }
      for use in dashboard.panelUses {
        let name = SharedName(.panel, use.names.joined(separator: ","), in: scope)
        sites += dashboard.panels.filter { $0.id.map(use.names.contains) ?? false }.map {
          NameSite(.provides, name, at: node($0.unit))
        }
        sites.append(NameSite(.follows, name, at: node(use.unit)))
      }
      for panel in dashboard.panels {
        let scope = "\(path)#\(panel.unit)"
        for target in panel.targets {
          sites += [(SharedName.Kind.panelQuery, target.reference), (.legend, target.legend)].compactMap {
            kind, text in
            text.map { NameSite(.provides, SharedName(kind, $0, in: scope), at: node(target.unit)) }
          }
        }
        sites += panel.references.flatMap { use in
          use.names.map { NameSite(.follows, SharedName(.panelQuery, $0, in: scope), at: node(use.unit)) }
        }
      }
      return sites
    }
  }
}
