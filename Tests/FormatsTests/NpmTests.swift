import Formats
import Foundation
import SourceText
import TestSupport
import Testing

/// npm itself, without a network: it prunes a lock file to what package.json asks for.
private struct Npm {
  static let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { "\($0)/npm" }.first { FileManager.default.isExecutableFile(atPath: $0) }

  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("npm-\(UUID().uuidString)/project")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func remove() throws { try FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: folder.appendingPathComponent(name))
  }

  func read(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appendingPathComponent(name)))
  }

  func install(lockfileVersion: Int) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.path))
    process.arguments = [
      "install", "--package-lock-only", "--offline", "--ignore-scripts", "--no-audit", "--no-fund",
      "--lockfile-version=\(lockfileVersion)", "--no-update-notifier", "--logs-max=0",
      "--cache=\(folder.path)-cache",
    ]
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }
}

@Suite(.blocking, .enabled(if: Npm.path != nil)) struct NpmTests {
  private func edited(_ document: JSONDocument, _ deletion: Deletion) throws -> [UInt8] {
    let edits = deletion.changes.map { Edit($0.range, replacement: $0.replacement, cause: CauseID($0.unit)) }
    return try EditSet(edits).applied(to: document.serialised())
  }

  /// Version 1 has no case here, as npm cannot read it without a network.
  @Test(
    arguments: [2, 3],
    [["ws", "wscat", "@types/ws", "reconnecting-websocket"], ["jest-environment-jsdom"], ["jest"]])
  func removesWhatNpmRemoves(version: Int, names: [String]) throws {
    let npm = try Npm()
    defer { try? npm.remove() }
    try npm.write(FormatSample.fixture("ChatProduct/frontend/package.json"), to: "package.json")
    try npm.write(FormatSample.fixture("ChatProduct/frontend/package-lock.json"), to: "package-lock.json")
    try npm.install(lockfileVersion: version)

    let file = try JSONDocument(parsing: npm.read("package.json"))
    let manifest = PackageManifest(of: file)
    let before = try JSONDocument(parsing: npm.read("package-lock.json"))
    let removal = try PackageLock(of: before, declaredBy: manifest).removing(Set(names))
    try npm.write(edited(file, file.deleting(manifest.units(of: Set(names)))), to: "package.json")
    try npm.install(lockfileVersion: version)

    let ours = try edited(before, removal.deletion)
    let theirs = try npm.read("package-lock.json")
    #expect(ours == theirs)
    #expect(ours.count < before.serialised().count)
  }
}
