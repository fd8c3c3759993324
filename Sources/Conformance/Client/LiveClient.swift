import Foundation
import Processes

/// What the client's side makes of a real server's answers.
struct LiveClient: Sendable {
  let harness: HarnessRun

  private struct Fetched: Decodable {
    let status: Int?
    let headers: [[String]]?
    let text: String?
    let error: String?
    /// What went wrong, as Node names it.
    let code: String?
    /// Whether an answer had begun.
    let hasBegun: Bool?

    /// Whether the other side is to blame. Whatever is not known to be its doing is not.
    var isServers: Bool {
      if hasBegun == true { return true }
      let own = ["ECONNREFUSED", "ECONNRESET", "EPIPE", "UND_ERR_SOCKET", "TimeoutError"]
      return own.contains(code ?? "") || code?.hasPrefix("HPE_") == true
        || code?.hasPrefix("UND_ERR_HEADERS") == true || code?.hasPrefix("UND_ERR_BODY") == true
    }
  }

  /// Makes a request as a browser does: compression is asked for and undone.
  /// - Parameters:
  ///   - url: on loopback.
  ///   - token: what stands behind `Bearer`.
  /// - Returns: the answer, its body decoded.
  /// - Throws: `CaseFailure` where it cannot be decoded, or where Node does not run.
  func fetch(_ url: String, token: String) async throws -> Answer {
    let folder = "\(harness.temporary)/fetch-\(UUID().uuidString.lowercased())"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try HarnessFiles.write(to: folder)
    let (key, out) = (folder + "/token", folder + "/answer")
    try Data(token.utf8).write(to: URL(fileURLWithPath: key))
    var variables = ["LANG": "C.UTF-8"]
    variables["PATH"] = harness.environment["PATH"]
    let result: CommandResult
    do {
      result = try await run(
        Command(
          arguments: ["node", folder + "/fetch.js", url, key, out], directory: folder, environment: variables,
          timeout: .milliseconds(harness.patience)))
    } catch {
      throw CaseFailure.error("environment: \(error.message); \(error.remedy)")
    }
    guard let data = FileManager.default.contents(atPath: out),
      let fetched = try? JSONDecoder().decode(Fetched.self, from: data)
    else { throw CaseFailure.error("the request ended with \(result.ending.words)") }
    guard let status = fetched.status, let text = fetched.text else {
      let words = fetched.error ?? "none"
      guard fetched.isServers else { throw CaseFailure.error("environment: Node's fetch: \(words)") }
      throw CaseFailure.fail(
        expected: fetched.hasBegun == true ? "an answer that can be decoded" : "an answer", actual: words)
    }
    let headers = (fetched.headers ?? []).filter { $0.count == 2 }.map {
      Answer.Header(name: $0[0], value: $0[1])
    }
    return Answer(status: status, headers: headers, body: Array(text.utf8))
  }

  /// Gives an answer of a real server to the client's first polls.
  /// - Parameters:
  ///   - body: the answer's.
  ///   - id: the case's.
  /// - Returns: the messages that the client then shows.
  /// - Throws: `CaseFailure` where the client does not run.
  func feed(_ body: String, id: String) async throws -> [ShownMessage] {
    let fault = NetworkFault(
      on: .get, page: nil, holding: nil, from: 0, until: nil, skip: 0, times: nil, percent: nil, kind: nil,
      status: "200", headers: [], body: body, latency: nil)
    let start = ScriptedAction(at: 0, verb: .start, argument: "", page: "A", times: 1)
    let script = ClientScript(
      world: ClientWorld(), server: ModelWish(), faults: [fault], actions: [start], until: 10_000, each: nil,
      checks: [], happens: [], isAboutAll: false)
    let (outcomes, _) = try await harness.run(
      script.jobs(of: id, harness.binding, harness.api, overlay: [:]))
    switch outcomes.first {
    case .trace(let trace, _):
      if let event = trace.events.first(where: { $0.k == .broken || $0.k == .unbound }) {
        throw CaseFailure.error(event.text ?? "the binding names no '\(event.verb ?? "")'")
      }
      return trace.list(of: "A", at: trace.until)
    case .error(let why): throw CaseFailure.error(why)
    case nil: throw CaseFailure.error("the client was not run")
    }
  }
}

/// Steps that have the client's side look at a real server's answers.
extension CaseRun {
  private func liveClient() throws -> LiveClient {
    guard let live else { throw CaseFailure.skip("the binding has no client") }
    return live
  }

  /// The answer to a request that a browser would make.
  func fetched(_ exchange: Exchange) async throws -> Answer {
    let request = try await request(for: exchange)
    let header = request.headers.first { $0.name == "Authorization" }?.value ?? ""
    let url = await "http://127.0.0.1:\(server.port)\(request.target)"
    let answer = try await liveClient().fetch(url, token: String(header.dropFirst("Bearer ".count)))
    try take(answer, to: request)
    count("fetched")
    return answer
  }

  /// The client shows each message of an answer, and its time.
  func feed(_ body: String) async throws {
    let answer = Answer(status: 200, headers: [], body: Array(body.utf8))
    guard let list = MessageList(answer, binding.api.fields), !list.messages.isEmpty else {
      throw CaseFailure.error("there is no list of messages to feed the client with")
    }
    let shown = try await liveClient().feed(body, id: subject.id)
    for message in list.messages {
      guard let own = shown.first(where: { $0.text == message.content }) else {
        throw CaseFailure.fail(
          expected: "'\(message.content.prefix(40))' in the client's list",
          actual: "\(shown.count) other messages")
      }
      guard let time = Timestamp(own.time), let theirs = Timestamp(message.time), time == theirs else {
        throw CaseFailure.fail(
          expected: "the time \(message.time) to be shown",
          actual: own.time.isEmpty ? "none" : "'\(own.time)'")
      }
      count("shown")
    }
  }
}
