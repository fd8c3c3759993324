import ConformanceMutants
import Findings
import Foundation
import Testing

@testable import Conformance

/// The client cases on the chat product's real client.
@Suite(.serialized) struct ClientRunTests {
  private let binding = "Fixtures/Conformance/chat-product.yaml"
  private var product: String { Project.root.appending(path: "Fixtures/ChatProduct").path }

  private func run(_ selection: CaseSelection, seed: UInt64? = nil) async throws -> ConformanceReport {
    let scratch = try Scratch()
    var settings = ConformanceRun.Settings(
      root: product, temporary: scratch.path, environment: ProcessInfo.processInfo.environment,
      phase: .before,
      today: "2026-06-01")
    settings.seed = seed
    settings.isStrict = true
    return try await ConformanceRun(
      try ConformanceSuite(), selection,
      binding: try Binding.parse(try Project.bytes(binding), file: binding),
      name: binding, settings: settings, progress: { _ in }
    ).run()
  }

  @Test func everyClientCasePassesAndAShuffledRunSeesTheSame() async throws {
    let first = try await run(CaseSelection(areas: ["CLI"]))
    for result in first.results where result.id != "CLI-STATE-010" {
      #expect(result.verdict == .pass, "\(result.id): \(result.message)")
    }
    #expect(first.count(.pass) == 84)
    #expect(first.count(.notApplicable) == 1)
    let second = try await run(CaseSelection(areas: ["CLI"]), seed: 7)
    #expect(second.traces == first.traces)
    #expect(first.traces?.count == 64)
  }

  @Test func bothEndsTogetherPassInVirtualTime() async throws {
    let report = try await run(CaseSelection(areas: ["E2E"], skip: ["E2E-009", "E2E-010"]))
    for result in report.results { #expect(result.verdict == .pass, "\(result.id): \(result.message)") }
    #expect(report.count(.pass) == 8)
  }

  @Test func everyMutantOfTheClientIsKilledByItsCase() async throws {
    let mutants = try MutantTests.all().filter {
      $0.id.hasPrefix("CLI") || ($0.id.hasPrefix("E2E") && $0.id != "E2E-006")
    }
    let scratch = try Scratch()
    let suite = try ConformanceSuite()
    let trial = MutantTrial(
      suite: suite, before: product, after: nil, binding: Project.root.appending(path: binding).path,
      environment: ProcessInfo.processInfo.environment, temporary: scratch.path, progress: { _ in })
    // That they pass without the change is the other tests' matter.
    let references = Dictionary(
      uniqueKeysWithValues: mutants.map {
        ($0.id, ConformanceReport.CaseResult(id: $0.id, level: .must, proves: "", text: "", verdict: .pass))
      })
    let results = try await trial.together(mutants, references: references)
    let alone = mutants.filter { results[$0.id] == nil }.map(\.id)
    #expect(alone == ["CLI-LIFE-008", "CLI-STATE-005", "CLI-STATE-010", "E2E-009", "E2E-010"])
    for (id, result) in results {
      if case .killed = result { continue }
      Issue.record("\(id): \(result)")
    }
  }

  @Test func aFailureShowsWhatHappenedAroundIt() async throws {
    let scratch = try Scratch()
    let mutant = try #require(try MutantTests.all().first { $0.id == "CLI-POLL-001" })
    let settings = overlaid(mutant, scratch)
    let report = try await ConformanceRun(
      try ConformanceSuite(), CaseSelection(only: [mutant.id]),
      binding: try Binding.parse(try Project.bytes(binding), file: binding), name: binding,
      settings: settings,
      progress: { _ in }
    ).run()
    let result = try #require(report.results.first)
    #expect(result.verdict == .fail)
    #expect(result.expected == "waits of 2950 to 5050 ms between polls")
    #expect(result.actual.hasPrefix("2500 ms at 20 ms"))
    #expect(result.events.contains { $0.contains("▸     2.520 s  A  GET messages #2") }, "\(result.events)")
    #expect(result.events.contains { $0.contains("timers left: due at") })
  }

  private func overlaid(_ mutant: Mutant, _ scratch: Scratch) -> ConformanceRun.Settings {
    var settings = ConformanceRun.Settings(
      root: product, temporary: scratch.path, environment: ProcessInfo.processInfo.environment,
      phase: .before,
      today: "2026-06-01")
    let file = "frontend/src/services/pollingSchedule.ts"
    let text = (try? Project.text("Fixtures/ChatProduct/" + file)) ?? ""
    settings.overlays = [mutant.id: [file: text.replacing("base: 3000", with: "base: 2500")]]
    return settings
  }
}
