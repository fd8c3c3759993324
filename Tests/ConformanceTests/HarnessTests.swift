import Findings
import Foundation
import Testing

@testable import Conformance

/// What the child says is checked before anything is concluded from it: it cannot pass itself.
@Suite(.serialized) struct HarnessTests {
  private static let binding = """
    version: 1
    server:
      command: [x]
      ready: {path: /}
      persistence: memory
      auth: {static: {U1: t}}
      api: {send: {method: POST, path: /m}, list: {path: /m}}
    client:
      modules: {root: src}
      world: {localStorage: {token: "${token}"}}
    \(TinyProduct.drive.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
      observe: {messages: {from: instance, path: /list}}
    """

  private static let cases = """
    title: One
    cases:
      - id: CLI-ONE-001
        level: MUST
        proves: T1
        text: x
        client:
          do: [{at: 0, do: start}]
          until: 60000
          expect: [{requests: {of: get, count: "1.."}}]
          happens: {start: 1}
      - id: CLI-ONE-002
        level: MUST
        proves: T1
        text: y
        client:
          do: [{at: 0, do: start}]
          until: 1000
          expect: [{requests: {count: "..1000"}}]
          happens: {start: 1}
    """

  private static let client = """
    class Chat {
      list: unknown[] = [];
      select(session: string): void {}
      stop(): void {}
      send(text: string): void {}
      start(): void {
        BODY
      }
    }
    export const chat = new Chat();
    """

  /// Runs both cases on a client whose start does this.
  private func run(
    start body: String, node script: String? = nil, path: String? = nil
  ) async throws -> [ConformanceReport.CaseResult] {
    let scratch = try Scratch(["src/chat.ts": Self.client.replacing("BODY", with: body)])
    var environment = ProcessInfo.processInfo.environment
    if let script {
      let folder = scratch.path + "/bin"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(("#!/bin/sh\n" + script + "\n").utf8).write(to: URL(fileURLWithPath: folder + "/node"))
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder + "/node")
      environment["PATH"] = folder + ":" + (environment["PATH"] ?? "")
    }
    if let path { environment["PATH"] = path }
    return try await scratch.run(Self.binding, cases: Self.cases, environment: environment).results
  }

  @Test func aClientIsCompiledAndJudged() async throws {
    let good = try await run(
      start: "void fetch('/m?session_id=x', { headers: { Authorization: 'Bearer a.e30.c' } });")
    #expect(good.map(\.verdict) == [.pass, .pass], "\(good.map(\.message))")
    let bad = try await run(start: "")
    #expect(bad.map(\.verdict) == [.fail, .pass])
    #expect(bad.first?.message == "expected at least 1 polls, got none")
  }

  @Test func aClientThatSaysThatItPassesIsNotBelieved() async throws {
    let line = #"{"nonce":"x","kind":"trace","job":0,"verdict":"pass"}"#
    let results = try await run(start: "console.log('\(line)'); (globalThis as any).verdict = 'pass';")
    #expect(results.map(\.verdict) == [.fail, .pass])
  }

  @Test(arguments: [
    // Says that all is well and nothing else.
    (#"echo '{"kind":"pass"}' >>"$6"; exit 0"#, "the harness said what it must not"),
    // Ends as if all were well.
    ("exit 0", "the harness ended with exit code 0"),
    ("kill -9 $$", "the harness ended with signal 9"),
    // Knows the nonce, and leaves out what was to be seen.
    (
      #"n=$(sed -n '1s/.*"nonce":"\([^"]*\)".*/\1/p' "$5"); echo "{\"nonce\":\"$n\",\"kind\":\"begin\",\"job\":0}" >>"$6"; echo "{\"nonce\":\"$n\",\"kind\":\"trace\",\"job\":0,\"case\":\"CLI-ONE-001\",\"script\":\"d\",\"events\":[]}" >>"$6""#,
      "the trace is of another script"
    ),
    (
      #"n=$(sed -n '1s/.*"nonce":"\([^"]*\)".*/\1/p' "$5"); d=$(sed -n '2s/.*"digest":"\([^"]*\)".*/\1/p' "$5"); echo "{\"nonce\":\"$n\",\"kind\":\"begin\",\"job\":0}" >>"$6"; echo "{\"nonce\":\"$n\",\"kind\":\"trace\",\"job\":0,\"case\":\"CLI-ONE-001\",\"script\":\"$d\",\"events\":[{\"s\":0,\"n\":1,\"t\":60000,\"p\":\"\",\"k\":\"end\"}]}" >>"$6""#,
      "the trace cannot be right: it does not do what the script says"
    ),
  ])
  func aChildThatForgesIsAnError(script: String, message: String) async throws {
    let results = try await run(start: "", node: script)
    #expect(results.first?.verdict == .error)
    #expect(results.first?.message.contains(message) == true, "\(results.map(\.message))")
  }

  @Test(arguments: [
    (
      "start: {call: start}", "start: {call: strat}",
      "the binding's client.drive.start: there is no method 'strat'; name one of: select, send, start, stop"
    ),
    (
      "instance: {module: chat.ts, export: chat}", "instance: {module: chat.ts, export: caht}",
      "the binding's client.drive.instance: chat.ts exports no 'caht'; it exports chat"
    ),
    (
      "{from: instance, path: /list}", "{from: instance, call: messages}",
      "the binding's client.observe.messages: there is no method 'messages'; name one of: select, send, start, stop"
    ),
  ])
  func whatTheClientHasNotIsAnErrorOfTheBinding(right: String, wrong: String, message: String) async throws {
    let scratch = try Scratch(["src/chat.ts": Self.client.replacing("BODY", with: "")])
    let results = try await scratch.run(
      Self.binding.replacing(right, with: wrong), cases: Self.cases
    ).results
    #expect(results.map(\.verdict) == [.error, .error])
    #expect(results.first?.message.contains(message) == true, "\(results.map(\.message))")
  }

  @Test func aCrashIsAnErrorOfItsCaseAlone() async throws {
    let results = try await run(
      start: "setTimeout(() => { for (let all = [1]; ; all = [...all, ...all]) {} }, 30000);")
    #expect(results.map(\.verdict) == [.error, .pass], "\(results.map(\.message))")
    #expect(results.first?.message.contains("the harness ended with") == true)
  }

  @Test func timersWithoutEndAreFound() async throws {
    let results = try await run(start: "const again = (): void => void setTimeout(again, 0); again();")
    #expect(results.map(\.verdict) == [.error, .error])
    #expect(results.first?.message.contains("more than 10000 callbacks at 0 ms") == true)
    #expect(results.first?.message.contains("chat.ts") == true, "\(results.map(\.message))")
  }

  @Test func whatDoesNotCompileIsAnError() async throws {
    let results = try await run(start: "const = 1;")
    #expect(results.map(\.verdict) == [.error, .error])
    #expect(
      results.first?.message.contains("chat.ts:7 does not compile") == true, "\(results.map(\.message))")
  }

  @Test func withoutNodeNothingIsKnown() async throws {
    let results = try await run(start: "", path: "/nowhere")
    #expect(results.map(\.verdict) == [.error, .error])
    #expect(results.first?.message.hasPrefix("environment: ") == true)
  }

  @Test func browsersPartsWork() async throws {
    let parts = """
      const told: string[] = [];
      const request = new XMLHttpRequest();
      request.open('GET', '/m?session_id=x');
      request.setRequestHeader('Authorization', 'Bearer a.e30.c');
      request.onload = () => told.push(`xhr ${request.status} at ${Date.now() - begun}`);
      const begun = Date.now();
      request.send();
      fetch('/hang', { signal: AbortSignal.timeout(5) }).catch((error) => told.push(`${error.name} ${error instanceof Error}`));
      navigator.sendBeacon('/m', 'x');
      const query = new URLSearchParams({ a: '1 2&é' });
      told.push(query.toString(), new URL('/x?b=1', 'http://h.invalid').searchParams.get('b') ?? '');
      setTimeout(() => { this.list = told.map((content) => ({ id: content, content })); if (told.join() !== 'a=1+2%26%C3%A9,1,TimeoutError true,xhr 401 at 20') throw new Error(told.join()); }, 500);
      """
    let cases = Self.cases.replacing(
      #"[{requests: {of: get, count: "1.."}}]"#, with: #"[{never: uncaught}, {requests: {count: "3"}}]"#)
    let scratch = try Scratch(["src/chat.ts": Self.client.replacing("BODY", with: parts)])
    let results = try await scratch.run(
      Self.binding, cases: cases, environment: ProcessInfo.processInfo.environment
    ).results
    #expect(results.first?.verdict == .pass, "\(results.map(\.message))")
  }
}
