import Formats
import SourceText

/// The names of Helm charts: values, with the files and schemas that hold them, and named
/// templates.
///
/// A scope is an outermost chart, called by its folder; a chart within it shares its
/// templates and has values of its own, which the outer one may set below its name.
struct HelmNameReader: NameReader {
  func scopes(of path: RepositoryPath, in documents: DocumentIndex) -> [String] {
    Charts.of(documents).outermost(around: path).map { [$0] } ?? []
  }

  func files(of scope: String, in documents: DocumentIndex) -> [RepositoryPath] {
    documents.paths { path in
      guard path.isBelow(scope), let format = Format(of: path) else { return false }
      return format == .yaml || format == .helm || format == .json && path.name == "values.schema.json"
    }
  }

  func sites(of scope: String, in members: [LoadedDocument], _ documents: DocumentIndex) -> [NameSite] {
    var sites: [NameSite] = []
    for (chart, values) in Self.charts(of: scope, members, documents) {
      sites += values.definitions()
      for file in chart where file.path.name == "Chart.yaml" { sites += values.dependencies(of: file) }
      for file in chart {
        if file.path.name == "values.schema.json" { sites += HelmSchema(file).sites(values) }
        guard let template = file.content as? HelmDocument else { continue }
        let switches = HelmSwitches(file.path, template, values)
        for reference in template.valuesUsed() {
          sites += values.uses(
            of: reference, in: template, at: switches.node(of: reference),
            isSwitch: switches.contains(reference))
        }
        sites += switches.holders(of: template.valuesUsed() + template.templatesUsed())
        sites += Self.templates(of: file, scope, members, switches)
      }
    }
    return sites
  }

  func judgedSites(
    of scope: String, in members: [LoadedDocument], _ documents: DocumentIndex
  ) -> [JudgedSite] {
    Self.charts(of: scope, members, documents).flatMap { chart, values in
      chart.flatMap { file -> [JudgedSite] in
        guard let template = file.content as? HelmDocument else { return [] }
        return HelmSwitches(file.path, template, values).judged()
      }
    }
  }

  /// The files of each chart, with its values.
  private static func charts(
    of scope: String, _ members: [LoadedDocument], _ documents: DocumentIndex
  ) -> [(files: [LoadedDocument], values: HelmValues)] {
    let charts = Charts.of(documents)
    let byChart = Dictionary(grouping: members) { charts.innermost(around: $0.path) ?? scope }
    return byChart.sorted { $0.key < $1.key }.map { chart, files in
      let inner = charts.folders.filter { $0.hasPrefix(chart.isEmpty ? "" : chart + "/") && $0 != chart }
      var values = HelmValues(chart, inner)
      for file in files where file.isValuesFile { values.add(file) }
      return (files, values)
    }
  }

  private static func templates(
    of member: LoadedDocument, _ scope: String, _ members: [LoadedDocument], _ switches: HelmSwitches
  ) -> [NameSite] {
    guard let template = member.content as? HelmDocument else { return [] }
    var sites: [NameSite] = []
    var definitions: [String: Set<Int>] = [:]
    for defined in template.templatesDefined() {
      guard let unit = defined.unit else { continue }
      definitions[defined.name, default: []].insert(unit)
      sites.append(
        NameSite(.defines, SharedName(.template, defined.name, in: scope), at: .unit(member.path, unit)))
    }
    for used in template.templatesUsed() {
      // What a template asks for by itself does not keep it.
      let around = sequence(first: used.unit, next: { $0.map { template.units[$0].parent } ?? nil })
      let own = definitions[used.name, default: []]
      guard !around.prefix(while: { $0 != nil }).contains(where: { $0.map(own.contains) ?? false }) else {
        continue
      }
      sites.append(
        NameSite(.needs, SharedName(.template, used.name, in: scope), at: switches.node(of: used)))
    }
    if template.computesTemplateNames {
      for other in members.compactMap({ $0.content as? HelmDocument }) {
        for defined in other.templatesDefined() {
          sites.append(
            NameSite(.reads, SharedName(.template, defined.name, in: scope), at: .file(member.path)))
        }
      }
    }
    for used in template.templateFilesUsed() {
      let file = members.first { $0.path.folder == member.path.folder && $0.path.name.text == used.name }
      guard let file else { continue }
      let name = SharedName(path: file.path.text)
      sites.append(NameSite(.provides, name, at: .file(file.path)))
      sites.append(NameSite(.serves, name, at: member.node(of: used)))
    }
    return sites
  }
}

/// The charts of a repository: the folders that hold a `Chart.yaml`.
struct Charts: Sendable {
  /// In order.
  let folders: [String]

  static func of(_ documents: DocumentIndex) -> Charts {
    documents.remembered("charts") {
      Charts(folders: documents.paths { $0.name == "Chart.yaml" }.map(\.folder).sorted())
    }
  }

  func outermost(around path: RepositoryPath) -> String? { folders.first { path.isBelow($0) } }
  func innermost(around path: RepositoryPath) -> String? { folders.last { path.isBelow($0) } }
}

extension RepositoryPath {
  /// Whether it lies in a folder or below; everything lies below the root.
  func isBelow(_ folder: String) -> Bool { folder.isEmpty || text.hasPrefix(folder + "/") }
}

extension LoadedDocument {
  /// Whether it gives the values of a chart: `values.yaml`, or one with a word behind it.
  fileprivate var isValuesFile: Bool {
    format == .yaml && (path.name.text.hasPrefix("values.") || path.name.text.hasPrefix("values-"))
  }

  fileprivate func node(of reference: HelmReference) -> CascadeNode {
    reference.unit.map { .unit(path, $0) } ?? .file(path)
  }
}
