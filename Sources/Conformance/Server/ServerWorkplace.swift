import Foundation
import Processes

/// The tree with the backend, built once, and what its commands are given.
struct ServerWorkplace: Sendable {
  let binding: ServerBinding
  /// Absolute; nothing but the build writes there.
  let root: String
  /// Absolute: where the build's results and the servers' data go.
  let temporary: String
  /// The caller's environment, of which only `PATH` and what the binding names is used.
  let environment: [String: String]

  var directory: String { binding.directory.isEmpty ? root : root + "/" + binding.directory }

  /// A command of the binding with its values filled in.
  ///
  /// - Parameters:
  ///   - arguments: the program and its arguments.
  ///   - folder: what `${data}` is; the server's own.
  ///   - values: further values.
  ///   - wish: for the variant's variables.
  ///   - timeout: how long it may take, or live.
  /// - Returns: what to run.
  /// - Throws: where a value is used that nobody provides.
  func command(
    _ arguments: [String], in folder: String, values: [String: String], wish: ServerWish,
    timeout: Duration = .seconds(3600)
  ) throws -> Command {
    var variables = values
    variables["tmp"] = temporary
    variables["data"] = folder
    variables["runId"] = URL(fileURLWithPath: temporary).lastPathComponent
    for name in binding.passed { variables[name] = environment[name] ?? "" }
    func filled(_ text: String) throws -> String { try Placeholder.fill(text, with: variables) }
    var all = Command.environment(keeping: ["PATH"] + binding.passed, of: environment)
    all["HOME"] = temporary
    let layers = binding.environment + (wish.variant.flatMap { binding.variants[$0] } ?? [])
    for (key, value) in layers { all[key] = try filled(value) }
    for (key, value) in wish.environment { all[key] = value }
    return Command(
      arguments: try arguments.map(filled), directory: directory, environment: all, timeout: timeout,
      grace: .milliseconds(binding.stopGrace), outputLimit: 8 << 20)
  }

  /// Builds the backend.
  /// - Throws: an error of the environment, which says nothing about the product.
  func build() async throws {
    guard FileManager.default.fileExists(atPath: directory) else {
      throw CaseFailure.error("environment: the tree has no folder '\(binding.directory)'")
    }
    try refuseDotenv()
    guard !binding.build.isEmpty else { return }
    let command = try command(
      binding.build, in: temporary, values: ["port": "0"].merging(noPorts) { $1 }, wish: ServerWish(),
      timeout: .milliseconds(binding.buildBudget))
    let result: CommandResult
    do {
      result = try await run(command)
    } catch .cancelled {
      throw CancellationError()
    } catch {
      throw CaseFailure.error("environment: the build did not start: \(error.message); \(error.remedy)")
    }
    guard result.isSuccess else {
      let words = binding.build.joined(separator: " ")
      throw CaseFailure.error(
        "environment: the build failed (\(words): \(result.ending.words)):\n\(RunningServer.tail(result.output))"
      )
    }
  }

  private var noPorts: [String: String] {
    Dictionary(binding.dependencies.map { ($0.port, "0") }, uniquingKeysWith: { $1 })
  }

  /// A server that reads `.env` would run with other values than the binding's.
  private func refuseDotenv() throws {
    guard let text = try? String(contentsOfFile: directory + "/.env", encoding: .utf8) else { return }
    let bound = Set(binding.environment.map(\.key))
    let names = text.split(whereSeparator: \.isNewline).compactMap { line in
      line.split(separator: "=", maxSplits: 1).first.map { $0.trimmingCharacters(in: .whitespaces) }
    }
    if let name = names.first(where: bound.contains) {
      throw CaseFailure.error(
        "environment: '\(binding.directory)/.env' sets \(name), which the binding sets too; take it out of the tree"
      )
    }
  }
}

/// `${name}` in the values of a binding.
enum Placeholder {
  static func fill(_ text: String, with values: [String: String]) throws -> String {
    var out = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "${") {
      out += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      guard let end = rest.firstIndex(of: "}") else {
        throw CaseFailure.error("the binding's '\(text)' has a ${ without its }")
      }
      let name = String(rest[..<end])
      guard let value = values[name] else {
        let known = values.keys.sorted().joined(separator: ", ")
        throw CaseFailure.error("the binding uses ${\(name)}, which nobody provides; there are \(known)")
      }
      out += value
      rest = rest[rest.index(after: end)...]
    }
    return out + rest
  }
}
