extension MonitoringParts {
  /// Scrape jobs with their targets, and relabellings.
  mutating func readScrapeConfiguration(_ tree: UnitTree) {
    for unit in tree.units where unit.kind == .item {
      if let name = tree.value("job_name", of: unit.id) {
        jobs.append(Job(unit: unit.id, name: name))
        readTargets(of: unit.id, tree)
      }
      readRelabelling(unit.id, tree)
    }
  }

  /// Without targets their labels are for nobody, and a job that has no other way to find
  /// targets has nothing to do.
  private mutating func readTargets(of job: Int, _ tree: UnitTree) {
    guard let list = tree.entry("static_configs", of: job) else { return }
    for item in tree.parts(of: list) {
      if let targets = tree.entry("targets", of: item) { frames.append(Frame(unit: item, parts: [targets])) }
    }
    let finds = tree.parts(of: job).contains { id in tree.units[id].name?.hasSuffix("_sd_configs") ?? false }
    if !finds { frames.append(Frame(unit: job, parts: [list])) }
  }

  /// A relabelling that is only about some values of one label.
  private mutating func readRelabelling(_ item: Int, _ tree: UnitTree) {
    let sources = ["source_labels", "sourceLabels"].flatMap { tree.items($0, of: item) }
    guard sources.count == 1, let label = tree.units[sources[0]].value,
      let unit = tree.entry("regex", of: item), let text = tree.units[unit].value
    else { return }
    var owner = item
    switch tree.value("action", of: item)?.lowercased() {
    // What keeps nothing makes its job useless.
    case "keep":
      guard let job = tree.ancestors(of: item).first(where: { id in jobs.contains { $0.unit == id } }) else {
        return
      }
      owner = job
    case nil, "drop", "replace": break
    default: return
    }
    conditions.append(
      Condition(owner: owner, unit: unit, label: label, values: PromQLAlternatives.values(of: text)))
  }
}

extension PromQLAlternatives {
  /// The alternatives of a regular expression that stands by itself.
  static func values(of text: String) -> [PromQLSelector.Value] {
    let literal = Array("`\(text)`".utf8)
    return values(of: literal[...], at: -1)
  }
}
