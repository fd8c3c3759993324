import Foundation
import Planning
import RuleModel
import SourceText
import Testing

/// One of the small repositories of Fixtures/Shapes: what goes in, and what careful hands have
/// left of it.
struct Shape: Sendable, CustomTestStringConvertible {
  let name: String
  let migration: Migration
  let before: [RepositoryPath: [UInt8]]
  let after: [RepositoryPath: [UInt8]]
  /// Files as the plan leaves them, where it leaves more than careful hands.
  let left: [RepositoryPath: [UInt8]]
  /// The kinds of the decisions, in order.
  let asks: [String]

  var testDescription: String { name }

  /// Whether it is a Go module; the others are held against the TypeScript compiler.
  var isGo: Bool { before["go.mod"] != nil }

  /// What must come out.
  var expected: [RepositoryPath: [UInt8]] { after.merging(left) { $1 } }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/Shapes")

  /// Every folder with rules, in order of names.
  static func all() throws -> [Shape] {
    try FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)
      .filter { FileManager.default.fileExists(atPath: $0.appending(path: "rules.yml").path) }
      .sorted { $0.path < $1.path }.map(Shape.init)
  }

  private init(at folder: URL) throws {
    name = folder.lastPathComponent
    let rules = try Array(Data(contentsOf: folder.appending(path: "rules.yml")))
    migration = try Migration.parse(bytes: rules, file: "\(name)/rules.yml")
    before = try Self.files(below: folder.appending(path: "before"))
    after = try Self.files(below: folder.appending(path: "after"))
    let left = folder.appending(path: "left")
    self.left = FileManager.default.fileExists(atPath: left.path) ? try Self.files(below: left) : [:]
    asks = try String(contentsOf: folder.appending(path: "asks.txt"), encoding: .utf8)
      .split(separator: "\n").map(String.init)
  }

  /// What comes out when each question gets the recommended answer, and what is asked.
  func outcome() throws -> (files: [RepositoryPath: [UInt8]], asked: [String]) {
    // A plan goes on with what it recommends.
    let plan = try Planner(migration: migration, answers: .none(for: migration.id), ledger: FactLedger())
      .plan(InMemorySnapshot(before))
    var files = before
    for (path, change) in plan.steps.flatMap(\.changes) where path != FactLedger.path {
      switch change {
      case .delete: files[path] = nil
      case .write(let bytes, _): files[path] = bytes
      }
    }
    return (files, plan.steps.flatMap(\.decisions).map(\.kind))
  }

  /// Writes what the plan leaves otherwise than careful hands to `left`.
  func record(_ files: [RepositoryPath: [UInt8]]) throws {
    let folder = Self.root.appending(path: "\(name)/left")
    try? FileManager.default.removeItem(at: folder)
    for (path, bytes) in files where after[path] != bytes {
      let url = folder.appending(path: path.text)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url)
    }
  }

  private static func files(below folder: URL) throws -> [RepositoryPath: [UInt8]] {
    var files: [RepositoryPath: [UInt8]] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let url = folder.appending(path: path)
      guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile ?? false else { continue }
      files[RepositoryPath(path)] = try Array(Data(contentsOf: url))
    }
    return files
  }
}
