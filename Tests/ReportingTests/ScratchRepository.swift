import Foundation
import SourceText
import Testing

/// A git repository in a temporary folder, driven by the git command.
struct ScratchRepository {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("sunset-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try run(["init", "-q"])
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  func write(_ path: String, _ text: String) throws { try write(path, bytes: Array(text.utf8)) }

  func write(_ path: String, bytes: [UInt8]) throws {
    try Data(bytes).write(to: folder.appendingPathComponent(path))
  }

  func delete(_ path: String) throws {
    try FileManager.default.removeItem(at: folder.appendingPathComponent(path))
  }

  /// Commits everything; gives the id.
  func commit() throws -> String {
    try run(["add", "-A"])
    try run(["commit", "-q", "-m", "state"])
    return try run(["rev-parse", "HEAD"])
  }

  /// The files that differ, with git's own patches.
  func differences(_ old: String, _ new: String) throws -> [FileDifference] {
    let options = [
      "-c", "core.quotePath=false", "diff", "--full-index", "--binary", "--no-renames", "-z", "--name-only",
    ]
    let names = try run(options + [old, new]).split(separator: "\0").map(String.init)
    return try names.map { name in
      let patch = try output(
        options.filter { !["-z", "--name-only"].contains($0) } + [old, new, "--", name])
      return FileDifference(
        path: RepositoryPath(name), status: .modified, isBinary: false, hunks: [], patch: patch)
    }
  }

  /// Runs git; gives its output without the last line end.
  @discardableResult
  func run(_ arguments: [String], input: [UInt8] = []) throws -> String {
    let bytes = try output(arguments, input: input)
    return String(decoding: bytes.last == 0x0A ? bytes.dropLast() : bytes[...], as: UTF8.self)
  }

  private func output(_ arguments: [String], input: [UInt8] = []) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder.path,
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
      "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
    ]
    let out = Pipe()
    process.standardOutput = out
    process.standardInput = try standardInput(input)
    try process.run()
    let bytes = out.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "git \(arguments.joined(separator: " "))")
    return [UInt8](bytes)
  }

  /// A file rather than a pipe, so that nobody has to write while git reads.
  private func standardInput(_ bytes: [UInt8]) throws -> FileHandle {
    guard !bytes.isEmpty else { return FileHandle.nullDevice }
    let file = folder.appendingPathComponent(".git/input")
    try Data(bytes).write(to: file)
    return try FileHandle(forReadingFrom: file)
  }
}
