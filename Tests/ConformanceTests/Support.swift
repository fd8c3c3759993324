import Findings
import Foundation
import TestSupport
import Testing

@testable import Conformance

/// The project's own files.
enum Project {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: root.appending(path: path)))
  }

  static func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

  static func files(in folder: String) throws -> [(name: String, bytes: [UInt8])] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path).sorted()
      .filter { $0.hasSuffix(".yaml") }.map { ($0, try bytes("\(folder)/\($0)")) }
  }
}

/// A folder that goes with the test.
final class Scratch {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    path = NSTemporaryDirectory() + "/conformance-tests-" + UUID().uuidString.lowercased()
    try FileManager.default.createDirectory(atPath: path + "/tree", withIntermediateDirectories: true)
    for (name, text) in files {
      let file = URL(fileURLWithPath: tree + "/" + name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var tree: String { path + "/tree" }

  func source() throws -> SourceTree { try SourceTree(root: tree) }

  /// Runs cases on the tree.
  func run(
    _ binding: String, only: [String] = [], areas: [String] = [], cases: String? = nil,
    phase: TreePhase = .before,
    seed: UInt64? = nil, strict: Bool = false, live: Bool = false, environment: [String: String]? = nil
  ) async throws -> ConformanceReport {
    let suite =
      try cases.map { try ConformanceSuite(files: [("cases.yaml", Array($0.utf8))]) } ?? ConformanceSuite()
    var settings = ConformanceRun.Settings(
      root: tree, temporary: path, environment: environment ?? ProcessInfo.processInfo.environment,
      phase: phase,
      today: "2026-06-01")
    settings.seed = seed
    settings.isStrict = strict
    settings.isLive = live
    return try await ConformanceRun(
      suite, CaseSelection(areas: areas, only: only),
      binding: try Binding.parse(Array(binding.utf8), file: "b.yaml"),
      name: "b.yaml", settings: settings, progress: { _ in }
    ).run()
  }
}

/// Go and the product's modules, as `Scripts/conform` sets them up.
enum FixtureGo {
  /// - Parameter folder: where the module file may lie.
  /// - Returns: the environment in which the backend can be built.
  /// - Throws: where Go is not there.
  static func environment(_ folder: String) throws -> [String: String] {
    let go = try InstalledGo.root().appending(path: "bin").path
    let module = folder + "/go.mod"
    let text =
      try Project.text("Fixtures/ChatProduct/backend/go.mod")
      + "\nreplace github.com/gorilla/websocket => /usr/share/gocode/src/github.com/gorilla/websocket\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: module))
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = go + ":" + (environment["PATH"] ?? "")
    environment.merge([
      "GOENV": "off", "GOTOOLCHAIN": "local", "GOPROXY": "off", "GOSUMDB": "off", "GOTELEMETRY": "off",
      "GOFLAGS": "-modfile=\(module) -mod=mod", "GOPATH": folder + "/gopath",
      "GOCACHE": InstalledGo.cache.path,
    ]) { $1 }
    return environment
  }
}
