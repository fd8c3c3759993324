import Foundation
import NIOCore
import NIOPosix
import Processes

/// A started backend with the stubs that it asks.
actor RunningServer {
  let binding: ServerBinding
  let workplace: ServerWorkplace
  let wish: ServerWish
  /// The folder of this server's own data.
  let folder: String
  let stubs: [Stub]
  private var stubPorts: [String: String] = [:]
  private(set) var port = 0
  private var process: RunningCommand?
  /// What servers that have ended said.
  private var pastOutput: [UInt8] = []
  /// How long the last start took, in milliseconds, and whether a request before it hung.
  private(set) var lastStart: (milliseconds: Int, hung: Bool) = (0, false)

  init(_ workplace: ServerWorkplace, _ wish: ServerWish, folder: String) {
    self.binding = workplace.binding
    self.workplace = workplace
    self.wish = wish
    self.folder = folder
    stubs = workplace.binding.dependencies.map(Stub.init)
  }

  var client: WireClient { WireClient(port: port) }

  /// Whether the process runs.
  var isRunning: Bool { process.map { $0.ending == nil } ?? false }

  var processID: Int32? { isRunning ? process?.processID : nil }

  /// Everything that it said, over all starts.
  var output: [UInt8] { pastOutput + (process?.output ?? []) }

  // MARK: Starting

  /// - Parameter onSamePort: whether clients know the port already.
  /// - Throws: `CaseFailure` where it does not start, or what the disk says.
  func start(onSamePort: Bool = false) async throws {
    guard !isRunning else { return }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (stub, dependency) in zip(stubs, binding.dependencies) where stubPorts[dependency.port] == nil {
      stubPorts[dependency.port] = "\(try await stub.start())"
    }
    if !onSamePort || port == 0 { port = try await Self.freePort() }
    let command = try workplace.command(binding.command, in: folder, values: values, wish: wish)
    let clock = ContinuousClock()
    let begun = clock.now
    let process: RunningCommand
    do {
      process = try await RunningCommand.start(command)
    } catch {
      throw CaseFailure.error("environment: \(error.message); \(error.remedy)")
    }
    self.process = process
    try await waitUntilReady(process, since: begun)
  }

  private var values: [String: String] {
    stubPorts.merging(["port": "\(port)"]) { $1 }
  }

  private func waitUntilReady(_ process: RunningCommand, since begun: ContinuousClock.Instant) async throws {
    let budget = Duration.milliseconds(binding.ready.budget)
    let probe = WireRequest(
      method: "GET", target: binding.ready.path,
      headers: [.init(name: "Host", value: "127.0.0.1"), .init(name: "Connection", value: "close")])
    var hung = false
    while true {
      let left = budget - (ContinuousClock.now - begun)
      guard left > .zero else { break }
      if let ending = process.ending {
        throw CaseFailure.error(
          "environment: the server ended while it started (\(ending.words)):\n\(Self.tail(process.output))")
      }
      do {
        // On a machine under load the first answer may take as long as the start itself.
        let answer = try await client.exchange(probe, timeout: left)
        hung = hung || answer.duration > .seconds(2)
        if answer.status == binding.ready.status {
          let passed = ContinuousClock.now - begun
          lastStart = (passed.milliseconds, hung)
          return
        }
      } catch WireError.timedOut {
        hung = true
      } catch is WireError {}
      try await Task.sleep(for: .milliseconds(20))
    }
    await stop()
    throw CaseFailure.error(
      "environment: \(binding.ready.path) did not answer \(binding.ready.status) within \(binding.ready.budget) ms:\n\(Self.tail(output))"
    )
  }

  static func tail(_ output: [UInt8]) -> String {
    String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline).suffix(50)
      .joined(separator: "\n")
  }

  private static func freePort() async throws -> Int {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .bind(host: "127.0.0.1", port: 0).get()
    let port = channel.localAddress?.port ?? 0
    try await channel.close()
    return port
  }

  // MARK: Ending

  /// Ends the server as the binding says; the stubs stay.
  @discardableResult
  func stop() async -> CommandResult? {
    guard let process else { return nil }
    let signal = RunningCommand.Signal(rawValue: binding.stopSignal) ?? .terminate
    let result = await process.stop(signal, grace: .milliseconds(binding.stopGrace))
    pastOutput += result.output
    self.process = nil
    return result
  }

  func end() async {
    await stop()
    for stub in stubs { await stub.stop() }
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Whether others than this machine can reach it; nil where the system does not tell.
  var isExposed: Bool? {
    let tables = ["/proc/net/tcp", "/proc/net/tcp6"].compactMap {
      try? String(contentsOfFile: $0, encoding: .utf8)
    }
    guard !tables.isEmpty else { return nil }
    let digits = String(port, radix: 16, uppercase: true)
    let suffix = ":" + String(repeating: "0", count: 4 - digits.count) + digits
    return tables.flatMap { $0.split(separator: "\n") }.contains { line in
      let fields = line.split(separator: " ")
      // 0A is a socket that listens; the addresses are 127.0.0.1 and ::1 in host order.
      return fields.count > 3 && fields[3] == "0A" && fields[1].hasSuffix(suffix)
        && !fields[1].hasPrefix("0100007F:") && !fields[1].hasPrefix("00000000000000000000000001000000:")
    }
  }

  // MARK: Asking

  /// The resident memory of the process in bytes; nil where the system does not tell.
  var residentBytes: Int? {
    guard let id = processID,
      let status = try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8),
      let match = status.firstMatch(of: /VmRSS:\s+(\d+) kB/), let kilobytes = Int(match.1)
    else { return nil }
    return kilobytes * 1024
  }

  /// Stores prepared messages. The server must not run.
  func seed(session: String, user: String, count: Int, sameTime: Bool) async throws {
    guard let seed = binding.seed else { throw CaseFailure.skip("the binding has no server.seed") }
    let values = [
      "session": session, "user": user, "count": "\(count)", "sameTime": sameTime ? "true" : "false",
    ].merging(self.values) { $1 }
    let command = try workplace.command(seed, in: folder, values: values, wish: wish)
    let result: CommandResult
    do {
      result = try await run(command)
    } catch {
      throw CaseFailure.error("environment: server.seed: \(error.message)")
    }
    guard result.isSuccess else {
      throw CaseFailure.error("server.seed failed (\(result.ending.words)):\n\(Self.tail(result.output))")
    }
  }
}

extension CommandEnding {
  var words: String {
    switch self {
    case .exited(let code): "exit code \(code)"
    case .signaled(let signal): "signal \(signal)"
    case .timedOut: "time-out"
    }
  }
}

extension Duration {
  var milliseconds: Int {
    Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}
