import Findings
import SourceText
import Testing

@testable import Reporting

@Suite("Text") struct TextTests {
  @Test("Reports read as they are recorded", arguments: Sample.allCases)
  func golden(sample: Sample) throws {
    try expectGolden(Array(TextRenderer(style: .plain).render(sample.report).utf8), "\(sample).txt")
  }

  @Test("A narrow terminal gets the same words on more lines")
  func narrow() throws {
    let text = TextRenderer(style: OutputStyle(hasColor: false, width: 72)).render(Sample.planWithDecisions())
    try expectGolden(Array(text.utf8), "decisions-narrow.txt")
  }

  @Test("Colour adds escape sequences and changes nothing else", arguments: Sample.allCases)
  func colour(sample: Sample) throws {
    let plain = TextRenderer(style: .plain).render(sample.report)
    let coloured = TextRenderer(style: OutputStyle(hasColor: true, width: nil)).render(sample.report)
    #expect(coloured != plain)
    #expect(coloured.replacing(/\u{1B}\[[0-9;]+m/, with: "") == plain)
  }

  @Test("Every outcome of every command ends in a sentence")
  func sentences() {
    for command in Report.Command.allCases {
      for outcome in Outcome.allCases {
        let sentence = Sample.report(command, outcome).sentence
        #expect(sentence.hasSuffix("."), "\(command) \(outcome): \(sentence)")
        #expect(!sentence.contains("  "))
      }
    }
  }

  @Test("Numbers have commas and their nouns the right form")
  func numbers() {
    #expect(
      [0, 7, 999, 1_000, 7_408, 1_234_567, -1_000].map(grouped) == [
        "0", "7", "999", "1,000", "7,408", "1,234,567", "-1,000",
      ])
    #expect([0, 1, 2].map { count($0, "branch", "branches") } == ["0 branches", "1 branch", "2 branches"])
    #expect(list(["a", "b", "c"]) == "a, b and c")
  }

  @Test("A verdict says how much it proves")
  func verdicts() throws {
    func sentence(known: Int, others: [FileClass: Int]) -> String {
      var report = Sample.report(.verify)
      var verification = VerificationReport()
      verification.files = 3
      verification.known = Array(repeating: SampleRemnants.new[0], count: known)
      verification.otherClasses = others
      report.verification = verification
      return report.sentence
    }
    #expect(sentence(known: 0, others: [:]) == "Clean: no remnants in 3 files.")
    #expect(sentence(known: 2, others: [:]) == "No new remnants in 3 files; the baseline knows 2.")
    #expect(sentence(known: 0, others: [.lock: 1]) == "No remnants of the classes asked for in 3 files.")
    #expect(
      sentence(known: 1, others: [.lock: 1])
        == "No new remnants of the classes asked for in 3 files; the baseline knows 1.")
  }
}
