import Findings
import Formats
import Patterns
import RuleModel
import SourceText

/// A metric, or a label with a value, that a rule selected.
struct SelectedSeries {
  let name: SharedName
  /// The metric, or the label's value.
  let value: String
  /// Where it was found first.
  let place: Place
}

extension RuleMatcher {
  /// The metrics or labels that a rule is about, as the queries of its files name them; in
  /// order of their names.
  ///
  /// - Throws: `PlanningError.searchGivenUp` when an expression takes too long.
  func series(
    of rule: Rule, _ selector: UnitSelector, in documents: DocumentIndex, _ cascade: Cascade
  ) throws(PlanningError) -> [SelectedSeries] {
    let names = { Set(ledger.names(of: $0, in: migration.id)) }
    let matcher = UnitMatcher(selector: selector, names: names)
    let isMetric = selector.kinds == [.metric]
    let sought = isMetric ? selector.name : selector.value
    // The end of a histogram's name is not where its series' names end.
    let isAnchored =
      if isMetric, case .matches(let pattern) = sought { pattern.source.contains("$") } else { false }
    let filter = RawFilter(
      UnitSelector(files: selector.files, kinds: [], text: isAnchored ? nil : sought), names: names)
    let candidates = try files(of: rule, cascade).compactMap(tree.entry)
    let isAdmitted = tree.concurrentMap(candidates) { _, contents in
      guard case .success(let bytes) = contents else { return true }
      return filter.admits(bytes)
    }
    let admitted = zip(candidates, isAdmitted).filter(\.1).map(\.0.path)
    guard !admitted.isEmpty else { return [] }
    let named = MonitoringNameReader.files(documents, among: admitted).compactMap(documents.document(at:))
      .map { ($0, MonitoringParts(of: $0.content).names) }
    let metrics = Set(named.flatMap(\.1).filter { $0.label == PromQLSelector.nameLabel }.map(\.value))
    var found: [SharedName: SelectedSeries] = [:]
    for (document, names) in named {
      for name in names where isMetric == (name.label == PromQLSelector.nameLabel) {
        do {
          let spellings = isMetric ? Self.spellings(of: name.value, among: metrics) : [name.value]
          let isNamed = try isMetric || matcher.holds(selector.name, name.label)
          guard try isNamed && spellings.contains(where: { try matcher.holds(sought, $0) }) else { continue }
        } catch {
          throw .searchGivenUp(rule: rule.id, position: rule.position, path: document.path)
        }
        let shared = SharedName(series: name.label, name.value)
        guard found[shared] == nil else { continue }
        found[shared] = SelectedSeries(
          name: shared, value: name.value, place: document.place(of: document.content.units[name.unit]))
      }
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }

  /// A metric's name, and that of the histogram or summary whose series it is: these bear
  /// its name with an ending, which other metrics may have, too.
  private static func spellings(of metric: String, among metrics: Set<String>) -> [String] {
    guard let ending = ["_bucket", "_sum", "_count"].first(where: metric.hasSuffix) else { return [metric] }
    let base = String(metric.dropLast(ending.count))
    let isSeries =
      ending == "_bucket" || base.hasSuffix("_seconds") || base.hasSuffix("_bytes")
      || metrics.contains(base + "_sum") && metrics.contains(base + "_count")
    return isSeries ? [metric, base] : [metric]
  }
}
