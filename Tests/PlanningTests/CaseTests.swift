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
      Issue.record("\(example.title)\n\(path):\n\(difference(outcome.result[path], example.after[path]))")
    }
    #expect(outcome.asked == example.asks, "\(example.title)")
  }

  /// Line by line: `-` is wanted and missing, `+` is there and not wanted.
  private func difference(_ found: [UInt8]?, _ wanted: [UInt8]?) -> String {
    guard let found else { return "- the file, which is gone" }
    guard let wanted else { return "+ the file, which should be gone" }
    let new = found.split(separator: 0x0A, omittingEmptySubsequences: false)
    let old = wanted.split(separator: 0x0A, omittingEmptySubsequences: false)
    let changes = new.difference(from: old)
    var lines: [(order: Int, text: String)] = []
    for change in changes {
      switch change {
      case .remove(let offset, let line, _): lines.append((offset, "\(offset + 1)- \(shown(line))"))
      case .insert(let offset, let line, _): lines.append((offset, "\(offset + 1)+ \(shown(line))"))
      }
    }
    return lines.sorted { $0.order < $1.order }.map(\.text).joined(separator: "\n")
  }

  private func shown(_ line: ArraySlice<UInt8>) -> String {
    String(decoding: line, as: UTF8.self).replacing("\r", with: "\\r").replacing("\t", with: "\\t")
  }
}

extension CaseFile {
  /// Whether the case's rule deletes a file.
  func isDeleted(_ path: RepositoryPath) throws -> Bool {
    try deleted.contains { try Glob($0).matches(path) }
  }
}
