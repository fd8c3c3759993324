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
}
