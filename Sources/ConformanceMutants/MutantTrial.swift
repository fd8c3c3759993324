public import Conformance
public import Findings
import Foundation

/// Tries mutants: each is a copy of the product with one change, on which one case runs.
public struct MutantTrial: Sendable {
  /// What became of one mutant.
  public enum Result: Sendable, Hashable {
    /// Its own case failed on it, and passes without it.
    case killed(String)
    /// Its own case passed.
    case survived
    /// Its case did not come to a verdict: a build that failed, a time-out, an error. That
    /// is no kill.
    case undecided(String)
    /// Its case does not pass on the reference, so that a failure would prove nothing.
    case noReference(String)
  }

  let suite: ConformanceSuite
  /// The product before the clean-up, and after it.
  let before: String
  let after: String?
  let binding: String
  let environment: [String: String]
  let temporary: String
  let progress: @Sendable (String) -> Void

  /// - Parameters:
  ///   - suite: the cases.
  ///   - before: the folder with the product.
  ///   - after: the folder with the product after the clean-up; nil where there is none.
  ///   - binding: the binding's file.
  ///   - environment: the caller's.
  ///   - temporary: a folder of the trial's own.
  ///   - progress: called with what is being done.
  public init(
    suite: ConformanceSuite, before: String, after: String?, binding: String, environment: [String: String],
    temporary: String, progress: @escaping @Sendable (String) -> Void
  ) {
    self.suite = suite
    self.before = before
    self.after = after
    self.binding = binding
    self.environment = environment
    self.temporary = temporary
    self.progress = progress
  }

  /// Runs the cases of many mutants on the reference at once, with one build.
  /// - Parameter mutants: those that are to be tried.
  /// - Returns: by id, how the case ended; mutants with a reference of their own are left out.
  /// - Throws: `MutantError`, `CancellationError`.
  public func references(_ mutants: [Mutant]) async throws -> [String: ConformanceReport.CaseResult] {
    var results: [String: ConformanceReport.CaseResult] = [:]
    for (tree, isAfter) in [(before, false), (after ?? "", true)] {
      let ids = mutants.filter { $0.isAfter == isAfter && $0.sharesReference }.map(\.id)
      guard !ids.isEmpty, !tree.isEmpty else { continue }
      for result in try await verdicts(on: tree, ids, [], binding: [], isAfter: isAfter) {
        results[result.id] = result
      }
    }
    return results
  }

  /// Runs a mutant's case on the reference and on the mutant.
  /// - Parameters:
  ///   - mutant: which.
  ///   - references: what `references(_:)` found; a case that is not among them is run.
  /// - Returns: what became of it.
  /// - Throws: `MutantError` where it cannot be made, `CancellationError`.
  public func run(
    _ mutant: Mutant, references: [String: ConformanceReport.CaseResult] = [:]
  ) async throws -> Result {
    guard let tree = mutant.isAfter ? after : before else {
      return .noReference("no tree after the clean-up was given")
    }
    var reference = mutant.sharesReference ? references[mutant.id] : nil
    if reference == nil { reference = try await verdict(on: tree, mutant, mutant.given) }
    guard let reference else { return .noReference("the case was not run") }
    guard reference.verdict == .pass else {
      return .noReference("\(reference.verdict.rawValue): \(reference.message.prefix(200))")
    }
    let result = try await verdict(on: tree, mutant, mutant.given + mutant.edits)
    return Self.outcome(of: result)
  }

  /// Runs the cases of the client's mutants on all of them at once: a changed file is read
  /// instead of the tree's, so that no mutant needs a copy of the tree.
  /// - Parameters:
  ///   - mutants: those that are to be tried; what cannot be tried so is left out.
  ///   - references: what `references(_:)` found.
  /// - Returns: what became of each, by case.
  /// - Throws: `MutantError`, `CancellationError`.
  public func together(
    _ mutants: [Mutant], references: [String: ConformanceReport.CaseResult]
  ) async throws -> [String: Result] {
    var overlays: [String: [String: String]] = [:]
    for mutant in mutants where suite.runsClientAlone(mutant.id) && references[mutant.id]?.verdict == .pass {
      overlays[mutant.id] = try overlay(mutant)
    }
    guard !overlays.isEmpty else { return [:] }
    var settings = ConformanceRun.Settings(
      root: URL(fileURLWithPath: before).path, temporary: temporary, environment: environment, phase: .before,
      today: "2000-01-01")
    settings.overlays = overlays
    let run = try ConformanceRun(
      suite, CaseSelection(only: overlays.keys.sorted()),
      binding: try Binding.parse(Array(try Self.read(binding).utf8), file: binding), name: binding,
      settings: settings, progress: progress)
    let results = try await run.run().results
    return Dictionary(uniqueKeysWithValues: results.map { ($0.id, Self.outcome(of: $0)) })
  }

  /// The files that a mutant changes, by their path; nil where it needs more than that.
  private func overlay(_ mutant: Mutant) throws(MutantError) -> [String: String]? {
    guard !mutant.isAfter, mutant.sharesReference else { return nil }
    var files: [String: String] = [:]
    for edit in mutant.edits {
      guard case .file(let file, let change) = edit else { return nil }
      let path = before + "/" + file
      guard FileManager.default.fileExists(atPath: path) else { throw .noFile(id: mutant.id, file: file) }
      let text = if let changed = files[file] { changed } else { try Self.read(path) }
      files[file] = try change.apply(to: text, file: file, id: mutant.id)
    }
    return files
  }

  private static func outcome(of result: ConformanceReport.CaseResult) -> Result {
    switch result.verdict {
    case .fail: .killed(result.message)
    case .pass: .survived
    case .error, .skip, .blocked, .notApplicable:
      .undecided("\(result.verdict.rawValue): \(result.message.prefix(400))")
    }
  }

  private func verdict(
    on tree: String, _ mutant: Mutant, _ edits: [TreeEdit]
  ) async throws -> ConformanceReport.CaseResult {
    let results = try await verdicts(
      on: tree, [mutant.id], edits, binding: mutant.binding, isAfter: mutant.isAfter)
    guard let result = results.first else {
      throw MutantError.failed(path: mutant.id, reason: "no such case")
    }
    return result
  }

  private func verdicts(
    on tree: String, _ ids: [String], _ edits: [TreeEdit], binding changes: [TextEdit], isAfter: Bool
  ) async throws -> [ConformanceReport.CaseResult] {
    let id = ids.first ?? ""
    let folder = "\(temporary)/mutant-\(UUID().uuidString.lowercased())"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let copy = folder + "/tree"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: tree, toPath: copy)
    } catch {
      throw MutantError.failed(path: copy, reason: error.localizedDescription)
    }
    for edit in edits { try Self.apply(edit, in: copy, id: id) }
    var text = try Self.read(binding)
    for edit in changes { text = try edit.apply(to: text, file: binding, id: id) }
    let settings = ConformanceRun.Settings(
      root: copy, temporary: folder, environment: environment, phase: isAfter ? .after : .before,
      today: "2000-01-01")
    let run = try ConformanceRun(
      suite, CaseSelection(only: ids), binding: try Binding.parse(Array(text.utf8), file: binding),
      name: binding, settings: settings, progress: progress)
    return try await run.run().results
  }

  static func apply(_ edit: TreeEdit, in folder: String, id: String) throws {
    switch edit {
    case .file(let file, let change):
      let path = folder + "/" + file
      guard FileManager.default.fileExists(atPath: path) else {
        if case .drop = change { return }
        throw MutantError.noFile(id: id, file: file)
      }
      try write(try change.apply(to: read(path), file: file, id: id), to: path)
    case .deleteFiles(let below, let pattern):
      for path in try files(below: below, in: folder, like: /\.(go|tsx?|jsx?|mjs)$/)
      where try contains(try read(path), pattern) {
        try? FileManager.default.removeItem(atPath: path)
      }
    case .dropLines(let below, let pattern):
      for path in try files(below: below, in: folder, like: /./) {
        let lines = try read(path).split(separator: "\n", omittingEmptySubsequences: false)
        let kept = try lines.filter { try !contains(String($0), pattern) }
        if kept.count < lines.count { try write(kept.joined(separator: "\n"), to: path) }
      }
    }
  }

  private static func contains(_ text: String, _ pattern: String) throws -> Bool {
    try Regex(pattern).firstMatch(in: text) != nil
  }

  private static func files(
    below: String, in folder: String, like names: some RegexComponent
  ) throws -> [String] {
    let root = below.isEmpty ? folder : folder + "/" + below
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? []
    var isFolder: ObjCBool = false
    return paths.map { root + "/" + $0 }.filter { path in
      FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
        && path.firstMatch(of: names) != nil
    }
  }

  private static func write(_ text: String, to path: String) throws(MutantError) {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    } catch {
      throw .failed(path: path, reason: error.localizedDescription)
    }
  }

  private static func read(_ path: String) throws(MutantError) -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .failed(path: path, reason: "cannot be read")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
