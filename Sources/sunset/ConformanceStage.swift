import Conformance
import Findings
import Foundation
import SourceText
import Stacking

/// Runs the conformance suite on trees: checks them out, starts what is to be started, and
/// leaves nothing behind.
struct ConformanceStage: Sendable {
  /// Where a repository keeps its binding.
  static let bindingPath: RepositoryPath = "conformance.yaml"

  let suite: ConformanceSuite
  let selection: CaseSelection
  let binding: Binding
  let bindingName: String
  var isStrict = false
  var isLive = false
  var seed: UInt64?
  var timeScale = 1.0
  /// What the reader may repeat the run with.
  var command: [String] = []
  let progress: @Sendable (String) -> Void

  /// - Parameters:
  ///   - file: the binding that the user names; nil for the tree's own.
  ///   - contents: what the tree has at `bindingPath`; nil where it has none.
  /// - Returns: nil where there is no binding at all.
  /// - Throws: every mistake in it.
  static func binding(_ file: String?, contents: [UInt8]?) throws -> (binding: Binding, name: String)? {
    if let file { return (try Binding.parse(try InputFile.read(file, "binding"), file: file), file) }
    guard let contents else { return nil }
    return (try Binding.parse(contents, file: bindingPath.text), bindingPath.text)
  }

  /// The report on the tree of a snapshot.
  func run(on tree: any Snapshot, phase: TreePhase) async throws -> ConformanceReport {
    try await inFolder { folder in
      let checkout = try Checkout(in: folder, of: tree, workTree: nil)
      return try await run(root: checkout.path, temporary: folder, phase: phase)
    }
  }

  /// The report on a folder, which is copied first: a build may write.
  func run(onFolder path: String, phase: TreePhase) async throws -> ConformanceReport {
    try await inFolder { folder in
      let copy = folder + "/tree"
      try FileManager.default.copyItem(atPath: path, toPath: copy)
      return try await run(root: copy, temporary: folder, phase: phase)
    }
  }

  private func inFolder(
    _ body: (String) async throws -> ConformanceReport
  ) async throws -> ConformanceReport {
    let environment = ProcessInfo.processInfo.environment
    let folder = (environment["TMPDIR"] ?? "/tmp") + "/sunset-conform-" + UUID().uuidString.lowercased()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
  }

  private func run(root: String, temporary: String, phase: TreePhase) async throws -> ConformanceReport {
    var settings = ConformanceRun.Settings(
      root: root, temporary: temporary, environment: ProcessInfo.processInfo.environment, phase: phase,
      today: String(Date().ISO8601Format().prefix(10)))
    settings.isStrict = isStrict
    settings.isLive = isLive
    settings.seed = seed
    settings.timeScale = timeScale
    let run = try ConformanceRun(
      suite, selection, binding: binding, name: bindingName, settings: settings, progress: progress)
    var report = try await run.run()
    report.command = command
    return report
  }
}
