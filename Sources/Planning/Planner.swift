public import RuleModel
public import SourceText

import Findings

/// Turns a migration and a snapshot into a plan. Pure: it reads the snapshot and
/// writes nothing.
public struct Planner: Sendable {
  private let migration: Migration
  private let answers: Answers
  private let ledger: FactLedger

  /// - Parameters:
  ///   - migration: what is removed.
  ///   - answers: the repository's own decisions.
  ///   - ledger: what earlier runs recorded in the base.
  public init(migration: Migration, answers: Answers, ledger: FactLedger) {
    self.migration = migration
    self.answers = answers
    self.ledger = ledger
  }

  /// Plans every step, each over what the one before it leaves.
  ///
  /// - Parameters:
  ///   - base: the commit's files.
  ///   - last: the id of the step to stop after; nil for all.
  /// - Returns: every step up to that one, also those that change nothing.
  /// - Throws: `PlanningError`.
  public func plan(_ base: any Snapshot, upTo last: String? = nil) throws(PlanningError) -> Plan {
    var planned: [PlannedStep] = []
    var current = base
    var ledger = self.ledger
    var origins: [RepositoryPath: OriginMap] = [:]
    for step in migration.steps {
      let planner = StepPlanner(migration: migration, step: step, answers: answers, ledger: ledger)
      let result = try planner.plan(current, origins: origins)
      ledger = result.ledger
      origins = result.step.origins
      planned.append(result.step)
      if !result.step.changes.isEmpty {
        current = OverlaySnapshot(base: current, changes: result.step.changes)
      }
      if step.id == last { break }
    }
    // A later step may take what an earlier one took the last import of.
    let loose =
      last == nil
      ? LooseRequirements(before: base, after: current, answers).findings(
        changed: Set(planned.flatMap(\.changes.keys))) : []
    let plan = Plan(steps: planned, findings: loose)
    try checkMatches(plan)
    if last == nil { try checkAnswers(plan) }
    return plan
  }

  /// A rule that finds nothing is stale, unless nothing at all was found, the rule
  /// says that it may, or it has been carried out before.
  private func checkMatches(_ plan: Plan) throws(PlanningError) {
    let counts = Dictionary(
      plan.steps.flatMap(\.matches).map { ($0.rule, $0.count) }, uniquingKeysWith: { first, _ in first })
    guard counts.values.contains(where: { $0 > 0 }) else { return }
    let carriedOut = carriedOutRules()
    for planned in plan.steps {
      for rule in planned.step.rules {
        let count = counts[rule.id] ?? 0
        if count == 0, rule.onZeroMatches == .error, !carriedOut.contains(rule.id), planned.work == .nothing {
          throw .nothingMatches(rule: rule.id, position: rule.position, globs: rule.selector.globs)
        }
        if let expected = rule.expected, count > 0, !expected.contains(count) {
          throw .unexpectedCount(rule: rule.id, position: rule.position, count: count, expected: expected)
        }
      }
    }
  }

  private func carriedOutRules() -> Set<String> {
    Set(
      ledger.facts(of: migration.id).flatMap { fact in
        ledger.records(of: fact, in: migration.id).map(\.rule)
      })
  }

  /// An answer must belong to a question that is asked, unless its rule has been
  /// carried out before.
  private func checkAnswers(_ plan: Plan) throws(PlanningError) {
    let asked = Dictionary(
      plan.steps.flatMap(\.decisions).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let carriedOut = carriedOutRules()
    for answer in answers.decisions {
      guard let decision = asked[answer.decision] else {
        if carriedOut.contains(where: { answer.decision.hasPrefix($0 + "/") }) { continue }
        throw .staleAnswer(
          decision: answer.decision, choice: answer.choice, position: answer.position, offered: [])
      }
      guard decision.choices.contains(where: { $0.id == answer.choice }) else {
        throw .staleAnswer(
          decision: answer.decision, choice: answer.choice, position: answer.position,
          offered: decision.choices.map(\.id))
      }
    }
  }
}

extension Selector {
  /// The globs that it selects files by, as written.
  var globs: [String] {
    files.include.map(\.source)
  }
}
