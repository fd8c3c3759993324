import Foundation
import Processes
import SourceText

/// Runs jobs in children of their own. A child that crashes, hangs or talks nonsense is an
/// error of the job that was running; the others go on in a new child.
struct HarnessRun: Sendable {
  /// What came of a job.
  enum Outcome: Sendable {
    case trace(Trace, Facts)
    /// Why there is nothing to judge.
    case error(String)
  }

  /// What is told of one job beside what was seen.
  struct Facts: Sendable {
    var microseconds = 0
    /// Of everything that was seen: the same for two runs that saw the same.
    var digest = ""
    /// When a run in real time began, in milliseconds since 1970.
    var epoch: Int?
  }

  /// What is told of the machine and the tree.
  struct Surroundings: Sendable {
    /// `typescript 4.8.4`.
    var compiler: String?
    var node: String?
    /// Packages of the tree itself that were used.
    var packages: Set<String> = []
  }

  let binding: ClientBinding
  let api: ServerBinding.API
  /// The tree's folder.
  let root: String
  /// A folder of the run's own.
  let temporary: String
  let environment: [String: String]
  /// How long a child may be silent, in milliseconds.
  let patience: Int

  /// Fewer jobs than this are not worth a second child, which compiles the client anew.
  private static let worthTwo = 40

  /// Runs jobs, many of them in two children at a time: what is seen does not depend on it.
  /// - Parameter jobs: what is to be run.
  /// - Returns: the outcome of each, in their order, and what is known of the machine.
  /// - Throws: `CancellationError`, or what the disk says.
  func run(_ jobs: [ClientJob]) async throws -> (outcomes: [Outcome], facts: Surroundings) {
    guard jobs.count >= Self.worthTwo else { return try await runInTurn(jobs) }
    async let even = runInTurn(jobs.indices.filter { $0.isMultiple(of: 2) }.map { jobs[$0] })
    async let odd = runInTurn(jobs.indices.filter { !$0.isMultiple(of: 2) }.map { jobs[$0] })
    let (first, second) = try await (even, odd)
    var facts = first.facts
    facts.packages.formUnion(second.facts.packages)
    let outcomes = jobs.indices.map { index in
      index.isMultiple(of: 2) ? first.outcomes[index / 2] : second.outcomes[index / 2]
    }
    return (outcomes, facts)
  }

  private func runInTurn(_ jobs: [ClientJob]) async throws -> (outcomes: [Outcome], facts: Surroundings) {
    let folder = "\(temporary)/harness-\(UUID().uuidString.lowercased())"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let program = try HarnessFiles.write(to: folder)
    var outcomes: [Int: Outcome] = [:]
    var facts = Surroundings()
    var waiting = Array(jobs.indices)
    var kills: [Int: Int] = [:]
    var alone: Int?
    while alone != nil || !waiting.isEmpty {
      try Task.checkCancellation()
      let batch = alone.map { [$0] } ?? waiting
      let child = try await child(jobs, batch, program, folder, listening: Listening(patience: patience))
      merge(child, &facts)
      for (number, outcome) in child.outcomes { outcomes[number] = outcome }
      waiting.removeAll { outcomes[$0] != nil }
      alone = nil
      if child.isDone {
        for number in batch where outcomes[number] == nil {
          outcomes[number] = .error("the harness left it out")
        }
        waiting.removeAll { outcomes[$0] != nil }
        continue
      }
      guard let culprit = child.running else {
        // It does not even begin what is left: no other child would.
        for number in waiting { outcomes[number] = .error(child.words) }
        break
      }
      kills[culprit, default: 0] += 1
      if kills[culprit, default: 0] > 1 {
        outcomes[culprit] = .error(child.words)
        waiting.removeAll { $0 == culprit }
      } else {
        alone = culprit
      }
    }
    return (jobs.indices.map { outcomes[$0] ?? .error("the harness left it out") }, facts)
  }

  // MARK: One child

  private struct Child {
    var outcomes: [Int: Outcome] = [:]
    /// The job that was begun and not ended.
    var running: Int?
    var isDone = false
    var words = ""
    var facts = Surroundings()
    /// When jobs in real time began.
    var epochs: [Int: Int] = [:]
  }

  private func merge(_ child: Child, _ facts: inout Surroundings) {
    facts.compiler = child.facts.compiler ?? facts.compiler
    facts.node = child.facts.node ?? facts.node
    facts.packages.formUnion(child.facts.packages)
  }

  /// How a child is listened to while it runs.
  private struct Listening: Sendable {
    /// How long it may be silent, in milliseconds.
    let patience: Int
    /// Between two looks, in milliseconds.
    var pause = 15
    /// Told when a run in real time begins, in milliseconds since 1970.
    var started: (@Sendable (Int) -> Void)?
  }

  /// Runs one job in real time, once: what it did to the server cannot be done again.
  /// - Parameters:
  ///   - job: what is to be run.
  ///   - started: told when it begins, in milliseconds since 1970.
  /// - Returns: what came of it, and what is known of the machine.
  /// - Throws: `CancellationError`, or what the disk says.
  func runLive(
    _ job: ClientJob, started: @escaping @Sendable (Int) -> Void
  ) async throws -> (outcome: Outcome, facts: Surroundings) {
    let folder = "\(temporary)/harness-\(UUID().uuidString.lowercased())"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let program = try HarnessFiles.write(to: folder)
    let child = try await child(
      [job], [0], program, folder,
      listening: Listening(patience: job.until + patience, pause: 50, started: started))
    return (child.outcomes[0] ?? .error(child.words), child.facts)
  }

  private func child(
    _ jobs: [ClientJob], _ batch: [Int], _ program: String, _ folder: String, listening: Listening
  ) async throws -> Child {
    let nonce = UUID().uuidString.lowercased()
    let (input, output) = ("\(folder)/jobs-\(nonce)", "\(folder)/traces-\(nonce)")
    let lines = [setting(nonce)] + batch.map { jobs[$0].line($0) }
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: input))
    try Data().write(to: URL(fileURLWithPath: output))
    var variables = ["TZ": "UTC", "LANG": "C.UTF-8"]
    variables["PATH"] = environment["PATH"]
    let command = Command(
      arguments: [
        "node", "--no-warnings", "--experimental-vm-modules", "--max-old-space-size=512", program, input,
        output,
      ], directory: folder,
      environment: variables, timeout: .seconds(3600), grace: .seconds(1))
    let process: RunningCommand
    do {
      process = try await RunningCommand.start(command)
    } catch {
      return Child(words: "environment: \(error.message); \(error.remedy)")
    }
    let wasSilent: Bool
    do {
      wasSilent = try await watch(process, output, listening)
    } catch {
      await process.stop(.kill, grace: .seconds(1))
      throw error
    }
    let result = await process.ended()
    var child = Child()
    let text = FileManager.default.contents(atPath: output) ?? Data()
    read(text, jobs, Set(batch), nonce, &child)
    if child.words.isEmpty {
      let tail = RunningServer.tail(result.output)
      child.words =
        wasSilent
        ? "the client hangs: nothing came for \(listening.patience) ms"
        : "the harness ended with \(result.ending.words)" + (tail.isEmpty ? "" : ":\n\(tail)")
    }
    return child
  }

  /// Waits for the end, and kills what says nothing for too long.
  private func watch(
    _ process: RunningCommand, _ output: String, _ listening: Listening
  ) async throws -> Bool {
    var size = -1
    var heard = ContinuousClock.now
    var started = listening.started
    while process.ending == nil {
      try await Task.sleep(for: .milliseconds(listening.pause))
      let now = (try? FileManager.default.attributesOfItem(atPath: output)[.size] as? Int) ?? 0
      if now != size {
        (size, heard) = (now, ContinuousClock.now)
        if let tell = started, let epoch = Self.epoch(in: FileManager.default.contents(atPath: output)) {
          tell(epoch)
          started = nil
        }
      }
      if ContinuousClock.now - heard > .milliseconds(listening.patience) {
        process.send(.kill)
        return true
      }
    }
    return false
  }

  /// When the run began that a child has told of so far; the last line may be half written.
  private static func epoch(in data: Data?) -> Int? {
    let decoder = JSONDecoder()
    return (data ?? Data()).split(separator: UInt8(ascii: "\n")).lazy
      .compactMap { try? decoder.decode(HarnessLine.self, from: $0) }.first { $0.kind == .started }?.epoch
  }

  private func read(
    _ data: Data, _ jobs: [ClientJob], _ batch: Set<Int>, _ nonce: String, _ child: inout Child
  ) {
    let decoder = JSONDecoder()
    for bytes in data.split(separator: UInt8(ascii: "\n")) {
      guard let line = try? decoder.decode(HarnessLine.self, from: bytes), line.nonce == nonce else {
        child.words =
          "the harness said what it must not: \(String(decoding: bytes.prefix(120), as: UTF8.self))"
        return
      }
      switch line.kind {
      case .compiler: child.facts.compiler = line.name
      case .done:
        child.facts.node = line.node
        child.facts.packages.formUnion(line.packages ?? [])
        child.isDone = true
      case .begin:
        guard let job = line.job, batch.contains(job), child.outcomes[job] == nil, child.running == nil else {
          child.words = "the harness began a job that it was not given"
          return
        }
        child.running = job
      case .started:
        guard let job = line.job, job == child.running, child.epochs[job] == nil else {
          child.words = "the harness started a job that it had not begun"
          return
        }
        child.epochs[job] = line.epoch
      case .trace, .broken:
        guard let job = line.job, job == child.running else {
          child.words = "the harness ended a job that it had not begun"
          return
        }
        child.running = nil
        child.outcomes[job] = outcome(line, bytes, jobs[job], child.epochs[job])
      }
    }
  }

  private func outcome(_ line: HarnessLine, _ bytes: Data, _ job: ClientJob, _ epoch: Int?) -> Outcome {
    guard line.kind == .trace else { return .error(line.text ?? "the harness gave no reason") }
    guard line.case == job.caseID, line.script == job.digest else {
      return .error("the trace is of another script")
    }
    let events = line.events ?? []
    if let trouble = TraceIntegrity.trouble(events, of: job) {
      return .error("the trace cannot be right: \(trouble)")
    }
    // What the harness says before the case's id is another in every run.
    let same = bytes.firstRange(of: Data("\"case\":".utf8)).map { bytes[$0.lowerBound...] } ?? bytes
    return .trace(
      Trace(events: events, console: line.console ?? [], until: job.until),
      Facts(microseconds: line.wall ?? 0, digest: SHA256.hex(Array(same)), epoch: epoch))
  }

  // MARK: What the harness is told

  private func setting(_ nonce: String) -> String {
    func pairs(_ entries: [(key: String, value: String)]) -> JSON {
      .object(Dictionary(entries.map { ($0.key, .string($0.value)) }, uniquingKeysWith: { $1 }))
    }
    let storage = [("local", binding.localStorage), ("session", binding.sessionStorage)].flatMap {
      kind, entries in
      entries.map { JSON.array([.string(kind), .string($0.key), .string($0.value)]) }
    }
    return JSON.object([
      "nonce": .string(nonce),
      "compilers": .array(CompilerPlaces.folders(root, binding.root, environment).map(JSON.string)),
      "modules": .object([
        "root": .string("\(root)/\(binding.root)"),
        "aliases": .array(binding.aliases.map { .array([.string($0.key), .string($0.value)]) }),
        "packages": pairs(binding.packages),
      ]),
      "environment": pairs(binding.environment), "storage": .array(storage), "api": api.json(binding.server),
      "drive": binding.drive.json(binding.observe, root: root),
    ]).serialized
  }
}

/// Where a TypeScript compiler may be: the machine's before the tree's, whose code is what
/// is being judged.
enum CompilerPlaces {
  static func folders(_ root: String, _ client: String, _ environment: [String: String]) -> [String] {
    var folders = (environment["NODE_PATH"] ?? "").split(separator: ":").map { "\($0)/typescript" }
    for folder in (environment["PATH"] ?? "").split(separator: ":") {
      let program = "\(folder)/tsc"
      guard FileManager.default.fileExists(atPath: program) else { continue }
      // bin/tsc of the package itself.
      folders.append(
        URL(fileURLWithPath: program).resolvingSymlinksInPath().deletingLastPathComponent()
          .deletingLastPathComponent().path)
    }
    folders += ["/usr/share/nodejs", "/usr/lib/node_modules", "/usr/local/lib/node_modules"].map {
      $0 + "/typescript"
    }
    var parts = client.split(separator: "/").map(String.init)
    while true {
      folders.append(([root] + parts).joined(separator: "/") + "/node_modules/typescript")
      if parts.popLast() == nil { return folders }
    }
  }
}
