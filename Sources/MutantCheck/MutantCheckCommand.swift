import ArgumentParser
import Conformance
import ConformanceMutants
import Foundation

/// Proves that each conformance case can fail: on a product that is wrong in just that way.
@main
struct MutantCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "MutantCheck",
    abstract: "Run each mutant's case on it; exit 0 if all are killed, 1 if not.")

  @Option(help: "The folder with the product.")
  var before: String

  @Option(help: "The folder with the product after the clean-up.")
  var after: String?

  @Option(help: "The binding.")
  var binding: String

  @Option(help: "The folder with the mutants.")
  var mutants: String

  @Option(help: "The project's folder, for the matrix's digests.")
  var root: String

  @Option(help: "Only mutants of cases whose id begins so; may be repeated.")
  var only: [String] = []

  @Option(help: "Write the matrix here; rows of mutants that are not tried stay, if it is fresh.")
  var matrix: String?

  mutating func run() async throws {
    let inputs = try MatrixInputs.digests(in: root)
    let all = try Self.files(in: mutants).flatMap { try MutantFile.parse($0.bytes, file: $0.name).mutants }
    let only = only
    let chosen = all.filter { mutant in only.isEmpty || only.contains { mutant.id.hasPrefix($0) } }
    guard !chosen.isEmpty else { throw ValidationError("no mutant is selected") }
    let folder = NSTemporaryDirectory() + "/sunset-mutants-" + UUID().uuidString.lowercased()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let trial = MutantTrial(
      suite: try ConformanceSuite(), before: before, after: after, binding: binding,
      environment: ProcessInfo.processInfo.environment, temporary: folder, progress: { _ in })
    var rows: [(mutant: Mutant, result: MutantTrial.Result)] = []
    let references = try await trial.references(chosen)
    let together = try await trial.together(chosen, references: references)
    for mutant in chosen {
      let known = together[mutant.id]
      let result = if let known { known } else { try await trial.run(mutant, references: references) }
      // Not through a buffer: whoever watches a long run wants to see it.
      FileHandle.standardOutput.write(Data("\(mutant.id): \(result.words)\n".utf8))
      rows.append((mutant, result))
    }
    if let matrix { try write(matrix, rows, of: all, inputs: inputs) }
    let left = rows.count { if case .killed = $0.result { false } else { true } }
    print("\(rows.count) mutants, \(rows.count - left) killed")
    if left > 0 { throw ExitCode(1) }
  }

  private func write(
    _ matrix: String, _ tried: [(mutant: Mutant, result: MutantTrial.Result)], of all: [Mutant],
    inputs: [String: String]
  ) throws {
    let old = (try? String(contentsOfFile: matrix, encoding: .utf8)) ?? ""
    let kept = KillMatrix.killed(in: old, digests: inputs)
    let ids = Set(tried.map(\.mutant.id))
    let others = all.filter { !ids.contains($0.id) }
    if let first = others.first(where: { !kept.contains($0.id) }) {
      print("the matrix is not written: it is stale, or lacks \(first.id); try all mutants")
      return
    }
    let page = KillMatrix(digests: inputs, rows: tried + others.map { ($0, .killed("")) }).page
    try Data(page.utf8).write(to: URL(fileURLWithPath: matrix))
  }

  /// The files of a folder, in the order of their names.
  private static func files(in folder: String) throws -> [(name: String, bytes: [UInt8])] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted().filter { $0.hasSuffix(".yaml") }.map
    { name in
      (name, Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))))
    }
  }
}
