import ConformanceMutants
import Findings
import Foundation
import Testing

@testable import Conformance

/// A sample of the cases on the chat product's real backend, and of the mutants.
@Suite(.serialized) struct FixtureServerTests {
  private let binding = "Fixtures/Conformance/chat-product.yaml"

  /// A copy of the chat product.
  private static func product() throws -> Scratch {
    let scratch = try Scratch()
    try FileManager.default.removeItem(atPath: scratch.tree)
    try FileManager.default.copyItem(
      atPath: Project.root.appending(path: "Fixtures/ChatProduct").path, toPath: scratch.tree)
    return scratch
  }

  @Test func aSampleOfCasesPasses() async throws {
    let scratch = try Self.product()
    let report = try await scratch.run(
      try Project.text(binding),
      only: [
        "SRV-AUTH-00*", "SRV-SEND-021", "SRV-GET-00*", "SRV-COND-001", "SRV-COND-010", "SRV-CONC-001",
        "SRV-LIFE-00?",
        "STA-*",
      ],
      seed: 3, environment: try FixtureGo.environment(scratch.path))
    for result in report.results {
      #expect([.pass, .notApplicable].contains(result.verdict), "\(result.id): \(result.message)")
    }
    #expect(report.count(.pass) > 35)
  }

  @Test func aSampleOfBothEndsPassesInRealTime() async throws {
    let scratch = try Self.product()
    let report = try await scratch.run(
      try Project.text(binding), only: ["E2E-002", "E2E-005", "E2E-007", "E2E-008"], live: true,
      environment: try FixtureGo.environment(scratch.path))
    for result in report.results where result.id != "E2E-008" {
      #expect(result.verdict == .pass, "\(result.id): \(result.message) \(result.events)")
    }
    #expect(report.results.last?.verdict == .skip)
    #expect(report.digestText == "live\nE2E-002 pass\nE2E-005 pass\nE2E-007 pass\nE2E-008 skip\n")
  }

  @Test(arguments: [
    "SRV-AUTH-004", "SRV-GET-013", "SRV-COND-010", "STA-ROUTE-001", "STA-CFG-003", "STA-FLAG-002",
  ])
  func aSampleOfMutantsIsKilled(id: String) async throws {
    let scratch = try Scratch()
    let mutants = try MutantTests.all()
    let mutant = try #require(mutants.first { $0.id == id })
    let trial = MutantTrial(
      suite: try ConformanceSuite(), before: Project.root.appending(path: "Fixtures/ChatProduct").path,
      after: nil,
      binding: Project.root.appending(path: binding).path,
      environment: try FixtureGo.environment(scratch.path), temporary: scratch.path, progress: { _ in })
    let result = try await trial.run(mutant)
    if case .killed = result { return }
    Issue.record("\(id): \(result)")
  }
}
