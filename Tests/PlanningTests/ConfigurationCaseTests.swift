import Planning
import RuleModel
import SourceText
import Testing

/// The corpus under Fixtures/Cases/configuration.
@Suite struct ConfigurationCaseTests {
  @Test(arguments: try ConfigurationCase.all())
  func holds(example: ConfigurationCase) throws {
    let plan = try example.plan()
    let step = plan.steps[0]
    var result = example.before
    for (path, change) in step.changes where path != FactLedger.path {
      switch change {
      case .delete: result[path] = nil
      case .write(let bytes, _): result[path] = bytes
      }
    }
    for path in Set(result.keys).union(example.after.keys).sorted() where result[path] != example.after[path]
    {
      Issue.record("\(path):\n\(LineDifference.text(result[path], example.after[path]))")
    }
    #expect(step.decisions.map(\.kind) == example.asks, "\(step.decisions.map(\.question))")
    #expect(step.findings.count == example.reports.count, "\(step.findings.map(\.message))")
    for (finding, text) in zip(step.findings, example.reports) {
      #expect(finding.message.contains(text))
    }
    let records = step.facts.sorted { $0.key < $1.key }.flatMap { fact, names in
      names.map { "\(fact) = \($0)" }
    }
    #expect(records == example.records)
    for (place, text) in example.explanations {
      let parts = place.split(separator: ":")
      let explained = try Explainer(plan, over: InMemorySnapshot(example.before))
        .explain(RepositoryPath(String(parts[0])), line: Int(parts[1]))
      let chain = explained.flatMap { $0.chain.map(\.summary) + $0.keptBy.map(\.message) }
      #expect(chain.contains { $0.contains(text) }, "\(chain)")
    }
  }
}
