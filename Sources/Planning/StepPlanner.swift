import Findings
import RuleModel
import SourceText
import SyntaxTrees

/// Plans one step over the tree that the step before it leaves.
struct StepPlanner {
  let migration: Migration
  let step: Step
  let answers: Answers
  /// What was recorded before this step.
  let ledger: FactLedger

  /// What a step's planning gives.
  struct Result {
    let step: PlannedStep
    let ledger: FactLedger
  }

  /// How often the step is planned again without edits that did not hold. Each
  /// round blocks at least one more file.
  private static let rounds = 50

  func plan(
    _ tree: any Snapshot, origins: [RepositoryPath: OriginMap]
  ) throws(PlanningError) -> Result {
    var obstacles = Obstacles()
    for _ in 0..<Self.rounds {
      let attempt = try attempt(tree, obstacles)
      if attempt.obstacles.isEmpty { return finish(attempt, tree, origins) }
      obstacles.merge(attempt.obstacles)
    }
    throw .boundReached(step: step.id, removals: obstacles.count)
  }

  // MARK: One attempt

  /// What a step must be planned without.
  private struct Obstacles {
    /// Files whose edits did not hold, with the reason.
    var files: [RepositoryPath: String] = [:]
    /// What something that stays needs.
    var kept: [CascadeNode: Finding] = [:]
    /// What documents explain and nothing else names any more.
    var names: [String: LostNames.Loss] = [:]
    /// What documents quote from files that do not hold it any more.
    var citations: [RepositoryPath: [String: LostNames.Loss]] = [:]

    var isEmpty: Bool { files.isEmpty && kept.isEmpty && names.isEmpty && citations.isEmpty }
    var count: Int { files.count + kept.count + names.count + citations.count }

    mutating func merge(_ other: Obstacles) {
      files.merge(other.files) { first, _ in first }
      kept.merge(other.kept) { first, _ in first }
      names.merge(other.names) { first, _ in first }
      citations.merge(other.citations) { first, second in first.merging(second) { first, _ in first } }
    }
  }

  private struct Attempt {
    let cascade: Cascade
    let deletions: [RepositoryPath: CauseID]
    let edits: [RepositoryPath: EditSet]
    let written: [RepositoryPath: [UInt8]]
    let matches: [RuleMatches]
    let records: [(fact: String, name: RecordedName)]
    let keepers: [Finding]
    /// Why it does not hold yet; empty when it does.
    let obstacles: Obstacles
  }

  private func attempt(
    _ tree: any Snapshot, _ obstacles: Obstacles
  ) throws(PlanningError) -> Attempt {
    let cascade = Cascade(answers: answers, kept: obstacles.kept)
    let index = ModuleIndex(tree, obstacles: obstacles.files)
    let documents = DocumentIndex(tree, obstacles: obstacles.files)
    let configuration = ConfigurationCascade(documents)
    let graph = ConfigurationGraph(documents, configuration)
    let typescript = TypeScriptCascade(index)
    cascade.add(typescript)
    let goIndex = GoIndex(tree, obstacles: obstacles.files)
    let go = GoCascade(goIndex)
    cascade.add(go)
    cascade.add(configuration)
    cascade.add(graph)
    let locks = PackageLockCascade(documents, configuration)
    cascade.add(locks)
    cascade.add(ScriptCascade(documents, configuration))
    let history = HistoryBook(migration, answers)
    let repairs = DocumentCascade(
      documents, configuration, history: history, names: obstacles.names, citations: obstacles.citations)
    cascade.add(repairs)
    let packages = PackageUse(documents)
    let comments = CommentEdits(documents, configuration, cascade) {
      Self.ranges(goingOf: index).merging(Self.ranges(goingOf: goIndex)) { first, _ in first }
    }
    let matcher = RuleMatcher(tree: tree, migration: migration, ledger: ledger, history: history)
    let rewording = Rewording(configuration, history: history, answers: answers)
    var application = RuleApplication(
      step: step, matcher: matcher, documents: documents, configuration: configuration, cascade: cascade,
      rewording: rewording, index: index,
      languages: { path in Grammar(for: path).map { $0.isECMAScript ? typescript as any CodeLanguage : go } },
      gate: { rule, selected in gate(of: rule, selected, tree, index, packages) })
    try application.apply()
    try run(cascade)
    try application.applyConfirmed()
    try run(cascade)
    try rewording.ask(in: cascade)
    try run(cascade)
    // Comments are judged by what stays beside them.
    for rule in step.rules {
      guard case .units(let selector) = rule.selector, rule.action != .reword else { continue }
      application.counts[rule.id, default: 0] += try matcher.comments(of: rule, selector, comments, cascade)
    }
    let matches = step.rules.map { RuleMatches(rule: $0.id, count: application.counts[$0.id] ?? 0) }
    var records = application.records
    try run(cascade)
    graph.cut(in: cascade)
    records += monitoringRecords(graph, cascade)
    var deletions: [RepositoryPath: CauseID] = [:]
    for case (.file(let path), let cause) in cascade.removed where tree.entry(at: path) != nil {
      deletions[path] = cause
    }
    for (path, cause) in deletions {
      guard let rule = step.rules.first(where: { $0.id == cascade.causes[cause.index].rule }) else {
        continue
      }
      records += FactRecorder.paths(of: rule, deleting: path, step: step.id)
    }
    var edits = try self.edits(of: index, deletions, cascade)
    try edits.merge(self.edits(of: goIndex, deletions, cascade)) { first, _ in first }
    var written: [RepositoryPath: [UInt8]] = [:]
    var found = Obstacles()
    for (node, finding) in graph.violations(in: cascade) + locks.violations(in: cascade) {
      found.kept[node] = finding
    }
    for (path, cuts) in comments.edits where deletions[path] == nil {
      // What a cascade takes out of the code takes its comments along.
      let known = edits[path]?.edits ?? []
      let own = cuts.filter { cut in !known.contains { $0.range.overlaps(cut.range) } }
      let set = Swift.Result { () throws(EditConflict) in try EditSet(known + own) }
      let source = (try? tree.contents(at: path)) ?? []
      edits[path] = try orConflict(set, of: path, source, cascade)
      if let after = edits[path]?.applied(to: source) { written[path] = after }
    }
    for (path, set) in edits where !set.edits.isEmpty {
      guard let module = index.module(at: path) else { continue }
      let after = set.applied(to: module.tree.source)
      written[path] = after
      if let fault = SelfCheck.fault(before: module, after: after) { found.files[path] = fault }
    }
    for (path, cuts) in edits where path.fileExtension == "go" && !cuts.edits.isEmpty {
      guard let file = goIndex.file(at: path) else { continue }
      let aligned = Swift.Result { () throws(EditConflict) in
        try EditSet(cuts.edits + GoAlignment.edits(after: cuts, in: file.tree))
      }
      let set = try orConflict(aligned, of: path, file.tree.source, cascade)
      edits[path] = set
      let after = set.applied(to: file.tree.source)
      written[path] = after
      if let fault = GoSelfCheck.fault(before: file, after: after) { found.files[path] = fault }
    }
    for (document, result) in configuration.edits(except: Set(deletions.keys)) {
      let set = try orConflict(result, of: document.path, document.source, cascade)
      guard !set.edits.isEmpty else { continue }
      let after = set.applied(to: document.source)
      edits[document.path] = set
      written[document.path] = after
      let vanished = configuration.vanished[document.path, default: []]
      let gone = configuration.gone(from: document).union(vanished)
      // What must stay is planned anew first: an alias without its anchor would be a fault.
      if found.kept.isEmpty,
        let fault = DocumentCheck.fault(
          of: document, set, after: after, without: gone,
          renamed: Set(configuration.renamed[document.path, default: [:]].keys),
          isFolded: configuration.vanished[document.path] != nil)
      {
        found.files[document.path] = fault
      }
    }
    records += try codeRecords(deletions, edits, tree, written, cascade)
    for (node, finding) in repairs.violations(written, in: cascade) { found.kept[node] = finding }
    if found.isEmpty {
      let rule = { (cause: CauseID) in cascade.causes[cause.index].rule }
      let names = LostNames(
        tree: tree, history: history, deletions: deletions.mapValues(rule), edits: edits, written: written,
        unread: unreadSettings(among: records), rule: rule)
      found.names = names.found().filter { obstacles.names[$0.key] == nil }
      let citations = LostCitations(
        documents: documents, history: history, deletions: deletions.mapValues(rule), edits: edits,
        written: written, rule: rule)
      found.citations = citations.found().filter { path, names in
        names.contains { obstacles.citations[path]?[$0.key] == nil }
      }
    }
    // What goes as a whole need not be readable.
    let read = (index.findings + goIndex.findings + documents.findings).filter { finding in
      finding.place.map { deletions[$0.path] == nil } ?? true
    }
    for finding in read + repairs.findings(edits, in: cascade) + rewording.findings(in: cascade) {
      cascade.report(finding)
    }
    return Attempt(
      cascade: cascade, deletions: deletions, edits: edits.filter { !$0.value.edits.isEmpty },
      written: written,
      matches: matches, records: records, keepers: graph.keepers(in: cascade), obstacles: found)
  }

  /// What the rules record of metrics and alerts.
  private func monitoringRecords(_ graph: ConfigurationGraph, _ cascade: Cascade) -> [FactRecorder.Record] {
    let rules = step.rules.filter { rule in
      rule.records.contains { $0.source == .metrics || $0.source == .alerts }
    }
    guard !rules.isEmpty else { return [] }
    let lost = graph.lostNames(in: cascade)
    return rules.flatMap { rule in
      let names = lost.filter { cascade.causes[$0.value.index].rule == rule.id }.map(\.key)
      return FactRecorder.records(of: rule, losing: names, step: step.id)
    }
  }

  /// What the rules record of the code that goes, cascades included.
  private func codeRecords(
    _ deletions: [RepositoryPath: CauseID], _ edits: [RepositoryPath: EditSet], _ tree: any Snapshot,
    _ written: [RepositoryPath: [UInt8]], _ cascade: Cascade
  ) throws(PlanningError) -> [FactRecorder.Record] {
    let rules = step.rules.filter { $0.records.contains(where: \.source.isOfCode) }
    guard !rules.isEmpty else { return [] }
    var changes: [RepositoryPath: FileChange] = [:]
    for path in deletions.keys { changes[path] = .delete }
    for (path, bytes) in written {
      changes[path] = .write(bytes, mode: tree.entry(at: path)?.mode ?? .regular)
    }
    let uses = SourceUse(tree: OverlaySnapshot(base: tree, changes: changes), leavingOut: [])
    var records: [FactRecorder.Record] = []
    for rule in rules {
      var code: [RemovedCode] = []
      for (path, cause) in deletions.sorted(by: { $0.key < $1.key })
      where cascade.causes[cause.index].rule == rule.id {
        guard let source = try? tree.contents(at: path) else { continue }
        code.append(RemovedCode(path: path, source: source, ranges: [0..<source.count]))
      }
      for (path, set) in edits.sorted(by: { $0.key < $1.key }) where SourceUse.isSource(path) {
        let ranges = set.edits.filter { cascade.causes[$0.cause.index].rule == rule.id }.map(\.range)
        guard !ranges.isEmpty, let source = try? tree.contents(at: path) else { continue }
        code.append(RemovedCode(path: path, source: source, ranges: ranges))
      }
      do {
        records += try FactRecorder.records(of: rule, in: code, step: step.id) {
          !uses.readers(of: $0).isEmpty
        }
      } catch {
        throw .searchGivenUp(rule: rule.id, position: rule.position, path: code.first?.path ?? "")
      }
    }
    return records
  }

  /// The settings that the step found out to be read by nobody any more.
  private func unreadSettings(among records: [FactRecorder.Record]) -> Set<String> {
    let facts = Set(step.rules.flatMap(\.records).filter { $0.source == .settings }.map(\.fact))
    return Set(records.filter { facts.contains($0.fact) }.map(\.name.name))
  }

  private func run(_ cascade: Cascade) throws(PlanningError) {
    do {
      try cascade.run()
    } catch {
      throw .boundReached(step: step.id, removals: cascade.removed.count)
    }
  }

  private func edits(
    of index: ModuleIndex, _ deletions: [RepositoryPath: CauseID], _ cascade: Cascade
  ) throws(PlanningError) -> [RepositoryPath: EditSet] {
    var result: [RepositoryPath: EditSet] = [:]
    for module in index.loaded where !module.removals.isEmpty && deletions[module.path] == nil {
      let emitted = Swift.Result { () throws(EditConflict) in try Emission.edits(of: module) }
      result[module.path] = try orConflict(emitted, of: module.path, module.tree.source, cascade)
    }
    return result
  }

  /// What goes of the modules as planned so far.
  private static func ranges(goingOf index: ModuleIndex) -> [RepositoryPath: [Range<Int>]] {
    var ranges: [RepositoryPath: [Range<Int>]] = [:]
    for module in index.loaded where !module.removals.isEmpty {
      guard let set = try? Emission.edits(of: module) else { continue }
      ranges[module.path] = set.edits.map(\.range).filter { !$0.isEmpty }
    }
    return ranges
  }

  private func edits(
    of index: GoIndex, _ deletions: [RepositoryPath: CauseID], _ cascade: Cascade
  ) throws(PlanningError) -> [RepositoryPath: EditSet] {
    var result: [RepositoryPath: EditSet] = [:]
    for file in index.loaded where !file.removals.isEmpty && deletions[file.path] == nil {
      let emitted = Swift.Result { () throws(EditConflict) in try GoEmission.edits(of: file) }
      result[file.path] = try orConflict(emitted, of: file.path, file.tree.source, cascade)
    }
    return result
  }

  private static func ranges(goingOf index: GoIndex) -> [RepositoryPath: [Range<Int>]] {
    var result: [RepositoryPath: [Range<Int>]] = [:]
    for file in index.loaded where !file.removals.isEmpty {
      guard let set = try? GoEmission.edits(of: file) else { continue }
      result[file.path] = set.edits.map(\.range)
    }
    return result
  }

  private func orConflict(
    _ result: Swift.Result<EditSet, EditConflict>, of path: RepositoryPath, _ source: [UInt8],
    _ cascade: Cascade
  ) throws(PlanningError) -> EditSet {
    switch result {
    case .success(let set): return set
    case .failure(let conflict):
      let line = LineIndex(source).line(at: conflict.second.range.lowerBound)
      throw .conflict(
        step: step.id, path: path, place: Place(path: path, line: line),
        first: cascade.causes[conflict.first.cause.index],
        second: cascade.causes[conflict.second.cause.index])
    }
  }

  private func gate(
    of rule: Rule, _ selected: [RepositoryPath], _ tree: any Snapshot, _ index: ModuleIndex,
    _ packages: PackageUse
  ) -> GuardCheck {
    GuardCheck(
      rule: rule, selected: Set(selected), index: index,
      uses: SourceUse(tree: tree, leavingOut: Set(selected)), packages: packages)
  }

  // MARK: The result

  private func finish(_ attempt: Attempt, _ tree: any Snapshot, _ origins: [RepositoryPath: OriginMap])
    -> Result
  {
    var changes: [RepositoryPath: FileChange] = [:]
    for path in attempt.deletions.keys { changes[path] = .delete }
    var newOrigins = origins
    for path in attempt.deletions.keys { newOrigins[path] = nil }
    for (path, bytes) in attempt.written {
      changes[path] = .write(bytes, mode: tree.entry(at: path)?.mode ?? .regular)
      guard let edits = attempt.edits[path] else { continue }
      let size = (try? tree.contents(at: path).count) ?? 0
      newOrigins[path] = (origins[path] ?? OriginMap(identity: size)).applying(edits)
    }
    var ledger = self.ledger
    var facts: [String: Set<String>] = [:]
    for record in attempt.records {
      ledger.insert(record.name, under: record.fact, of: migration.id)
      facts[record.fact, default: []].insert(record.name.name)
    }
    if !changes.isEmpty, ledger != self.ledger {
      changes[FactLedger.path] = .write(ledger.bytes, mode: .regular)
    }
    let planned = PlannedStep(
      step: step, work: !changes.isEmpty ? .changes : wasDone() ? .done : .nothing, changes: changes,
      edits: attempt.edits, deletions: attempt.deletions, causes: attempt.cascade.causes,
      matches: attempt.matches, facts: facts.mapValues { $0.sorted() }, decisions: attempt.cascade.decisions,
      findings: attempt.cascade.findings, keepers: attempt.keepers, origins: newOrigins)
    return Result(step: planned, ledger: ledger)
  }

  /// Whether the ledger shows that a rule of this step has run before.
  private func wasDone() -> Bool {
    ledger.facts(of: migration.id).contains { fact in
      ledger.records(of: fact, in: migration.id).contains { $0.step == step.id }
    }
  }
}
