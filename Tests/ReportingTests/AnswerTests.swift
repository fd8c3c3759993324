import Findings
import Foundation
import RuleModel
import Testing

@testable import Reporting

@Suite("Answers to paste") struct AnswerTests {
  @Test(
    "A scalar is quoted unless it is plainly a string",
    arguments: [
      ("web-delete-files/guard/a1b2", "web-delete-files/guard/a1b2"), ("no", "\"no\""), ("True", "\"True\""),
      ("8.1", "\"8.1\""), ("a: b", "\"a: b\""), ("", "\"\""), ("say \"x\\\"", "\"say \\\"x\\\\\\\"\""),
      ("a\nb\u{202E}", "\"a\\x0ab\\U0000202e\""),
    ])
  func scalar(text: String, yaml: String) {
    #expect(yamlScalar(text) == yaml)
  }

  @Test("What is shown is an answers file that answers every open decision as recommended")
  func parses() throws {
    var report = Sample.planWithDecisions()
    let odd = Decision(
      id: "rule/é: \"x\" #1", rule: "rule", question: "Why\n- decision: not-this?", evidence: [],
      choices: [Choice(id: "no", effect: ""), Choice(id: "7", effect: "")], recommended: "no", answer: nil)
    report.steps[1].decisions = [odd]
    let text = TextRenderer(style: .plain).render(report)
    let start = try #require(text.range(of: "apiVersion:")).lowerBound
    let end = try #require(text.range(of: "\n\nnote:")).lowerBound
    let migration = Migration(id: "remove-websocket", title: "", remnants: Remnants())
    let answers = try Answers.parse(
      bytes: Array(text[start..<end].utf8), file: "answers.yml", migration: migration)
    #expect(answers.decisions.map(\.decision) == ["web-delete-files/guard/a1b2c3", odd.id])
    #expect(answers.decisions.map(\.choice) == ["delete", "no"])
  }
}
