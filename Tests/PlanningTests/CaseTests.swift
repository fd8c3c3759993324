import Patterns
import Planning
import SourceText
import Testing

/// The corpus under Fixtures/Cases: what comes out is compared byte for byte.
@Suite struct CaseTests {
  @Test(arguments: try CaseFile.all(in: "typescript"))
  func typescript(example: CaseFile) throws {
    let outcome = try CasePlan(example)
    for path in Set(outcome.result.keys).union(example.after.keys).sorted() {
      guard try !example.isDeleted(path), outcome.result[path] != example.after[path] else { continue }
      Issue.record(
        "\(example.title)\n\(path):\n\(LineDifference.text(outcome.result[path], example.after[path]))")
    }
    #expect(outcome.asked == example.asks, "\(example.title)")
  }
}

extension CaseFile {
  /// Whether the case's rule deletes a file.
  func isDeleted(_ path: RepositoryPath) throws -> Bool {
    try deleted.contains { try Glob($0).matches(path) }
  }
}
