import Findings
import SourceText
import Testing

@testable import Conformance

/// A client that verbs cannot drive is driven by a module of its repository.
@Suite(.serialized) struct AdapterTests {
  private static let adapter = """
    import { chat } from '../src/chat';
    export const select = ({ session }) => chat.select(session);
    export function start() { chat.start(); }
    export function stop() { chat.stop(); }
    export const send = ({ text }) => chat.send(text);
    export const messages = () => chat.list;
    export const banner = () => (chat.getState() === 'error' ? 'no connection' : '');
    """

  private static let script = """
    do:
      - {at: 0, do: start}
      - {at: 300, do: send m1}
      - {at: 2000, do: offline}
      - {at: 4000, do: stop}
    until: 5000
    expect:
      - list: {at: 900, holds: [m1]}
      - seen: {what: banner, from: 2000, to: 3000, reaches: no connection}
      - requests: {from: 4001, count: "0"}
    happens: {start: 1, stop: 1, send: 1, stored: 1}
    """

  private func run(
    _ adapter: String = adapter, script: String = script,
    drive: String = "drive: {adapter: tools/adapter.mjs}"
  ) async throws -> ConformanceReport {
    let scratch = try TinyProduct.scratch(TinyProduct.client(), ["tools/adapter.mjs": adapter])
    return try await scratch.run(TinyProduct.binding(drive), cases: TinyProduct.cases(script))
  }

  @Test func anAdapterDrivesAndShows() async throws {
    let report = try await run()
    #expect(report.results.map(\.verdict) == [.pass], "\(report.results.map(\.message))")
    let hash = SHA256.hex(Array(Self.adapter.utf8))
    #expect(report.remarks.contains("adapter used: tools/adapter.mjs, sha256 \(hash)"))
  }

  @Test func whatItsClientDoesWrongFails() async throws {
    let report = try await run(Self.adapter.replacing("chat.stop();", with: ""))
    #expect(report.results.map(\.verdict) == [.fail])
  }

  @Test func whatItLacksIsAnErrorOfTheBinding() async throws {
    let report = try await run(Self.adapter.replacing("function stop", with: "function halt"))
    #expect(report.results.map(\.verdict) == [.error])
    #expect(
      report.results.first?.message
        == "the binding's client.drive.adapter: tools/adapter.mjs exports no stop; it exports banner, halt, messages, select, send, start"
    )
  }

  @Test func aRepositoryMayLackWhatIsNotNeeded() async throws {
    let script = """
      do: [{at: 0, do: start}, {at: 10, do: subscribe one}]
      until: 1000
      expect: [{requests: {count: "1.."}}]
      happens: {start: 1}
      """
    let report = try await run(script: script)
    #expect(report.results.map(\.verdict) == [.skip])
    #expect(report.results.first?.message == "the binding has no subscribe")
  }

  @Test func anAdapterThatIsNotThereIsAnError() async throws {
    let report = try await run(drive: "drive: {adapter: tools/other.mjs}")
    #expect(report.results.map(\.verdict) == [.error])
    #expect(report.remarks.contains("adapter used: tools/other.mjs, which cannot be read"))
  }
}
