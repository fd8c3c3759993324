import Formats
import SourceText

/// What a template only does if a value is there or true, and what becomes of it when the
/// value goes: it can only be false then.
struct HelmSwitches {
  private let path: RepositoryPath
  private let template: HelmDocument
  private let values: HelmValues
  private let references: Set<HelmReference>
  private let dropped: [Range<Int>]

  /// - Parameters:
  ///   - path: of the template.
  ///   - template: its parts.
  ///   - values: of its chart.
  init(_ path: RepositoryPath, _ template: HelmDocument, _ values: HelmValues) {
    (self.path, self.template, self.values) = (path, template, values)
    (references, dropped) = template.switches(among: values.canBeSwitch)
  }

  /// Whether a place only decides something by a value, and goes with it.
  func contains(_ reference: HelmReference) -> Bool { references.contains(reference) }

  /// What goes when a place that uses a name goes: a part of a unit where a decision takes
  /// that part alone away.
  func node(of reference: HelmReference) -> CascadeNode {
    guard isPart(reference) else { return reference.unit.map { .unit(path, $0) } ?? .file(path) }
    return .name(SharedName(partAt: reference.range.lowerBound, of: path))
  }

  /// A part goes with the unit around it.
  func holders(of references: [HelmReference]) -> [NameSite] {
    references.filter(isPart).flatMap { reference -> [NameSite] in
      guard let unit = reference.unit else { return [] }
      let holder = SharedName(.part, "around \(unit)", in: path.text)
      return [
        NameSite(.provides, holder, at: .unit(path, unit)),
        NameSite(.serves, holder, at: node(of: reference)),
      ]
    }
  }

  private func isPart(_ reference: HelmReference) -> Bool {
    dropped.contains { $0.contains(reference.range.lowerBound) }
  }

  /// The template as a place that may outlive the values that decide something in it.
  func judged() -> [JudgedSite] {
    guard !references.isEmpty else { return [] }
    let values = values
    let name = { @Sendable (text: String) in values.name(text.split(separator: ".").map(String.init)) }
    let names = Set(references.map { name($0.name) })
    let (path, template) = (path, template)
    let places = (template.valuesUsed() + template.templatesUsed()).map(\.range.lowerBound)
    return [
      JudgedSite(node: .file(path), path: path, unit: 0, names: names) { lost in
        let folds = template.folds { text in values.canBeSwitch(text) && lost.contains(name(text)) }
        guard !folds.dropped.isEmpty else { return .stays }
        let parts = places.filter { place in folds.dropped.contains { $0.contains(place) } }
        let nodes =
          folds.units.sorted().map { CascadeNode.unit(path, $0) }
          + parts.map { .name(SharedName(partAt: $0, of: path)) }
        return .folds(
          JudgedSite.Fold(nodes: nodes, cuts: folds.cuts, vanished: folds.vanished, renamed: folds.renamed))
      }
    ]
  }
}
