import Foundation
import GitStore
import SourceText
import Testing

/// A repository made by git itself in a temporary folder, which goes with it.
final class TestRepository {
  let folder: String
  /// The folder in which git's commands run.
  let path: String

  var gitDirectory: String { FileManager.default.fileExists(atPath: path + "/.git") ? path + "/.git" : path }

  /// - Parameter arguments: for `git init`.
  /// - Throws: when git fails.
  init(_ arguments: String...) throws {
    folder = try Self.makeFolder()
    path = folder + "/repository"
    try Self.run(["init", "--quiet", "--initial-branch=main"] + arguments + [path], in: folder)
    try git("config", "user.name", "Ada Example")
    try git("config", "user.email", "ada@example.org")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func open() throws -> Repository { try Repository.open(path) }

  /// Runs git here and returns what it printed.
  @discardableResult
  func git(_ arguments: String..., input: [UInt8]? = nil) throws -> [UInt8] {
    try Self.run(arguments, in: path, input: input)
  }

  /// What git printed, without the last line end.
  func gitLine(_ arguments: String...) throws -> String {
    String(decoding: try Self.run(arguments, in: path), as: UTF8.self)
      .trimmingCharacters(in: .newlines)
  }

  func id(_ revision: String) throws -> ObjectID {
    try #require(ObjectID(hex: try gitLine("rev-parse", revision)))
  }

  func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  func write(_ bytes: [UInt8], to name: String) throws {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
  }

  /// Commits the whole work tree.
  @discardableResult
  func commit(_ message: String = "Change") throws -> ObjectID {
    try git("add", "--all")
    try git("commit", "--quiet", "--allow-empty", "--message", message)
    return try id("HEAD")
  }

  /// Every file and folder below `folder` with its mode and contents.
  func state(of folder: String, withTimes: Bool = false) throws -> [String: String] {
    var state: [String: String] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)
      let type = attributes[.type] as? FileAttributeType
      let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
      let bytes =
        type == .typeRegular ? try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)) : Data()
      let time = withTimes ? (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0 : 0
      state[name] = "\(type?.rawValue ?? "") \(String(mode, radix: 8)) \(time) \(bytes.base64EncodedString())"
    }
    return state
  }

  static func makeFolder() throws -> String {
    _ = home
    let folder = NSTemporaryDirectory() + "/sunset-git-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
  }

  /// A home without settings, so that nobody's own configuration has a say. Set
  /// before libgit2 starts, which reads the variable once.
  static let home: String = {
    let home = NSTemporaryDirectory() + "/sunset-git-home-\(getpid())"
    try? FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    setenv("HOME", home, 1)
    setenv("XDG_CONFIG_HOME", home + "/none", 1)
    setenv("GIT_CONFIG_NOSYSTEM", "1", 1)
    atexit { try? FileManager.default.removeItem(atPath: TestRepository.home) }
    return home
  }()

  @discardableResult
  static func run(_ arguments: [String], in folder: String, input: [UInt8]? = nil) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = [
      "HOME": home, "GIT_CONFIG_NOSYSTEM": "1", "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
      "LC_ALL": "C", "GIT_AUTHOR_DATE": "1700000000 +0100", "GIT_COMMITTER_DATE": "1700000000 +0100",
    ]
    let (output, errors, stdin) = (Pipe(), Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = stdin
    try process.run()
    // A thread writes, so that neither side waits for the other's full pipe.
    let writer = Thread {
      if let input { try? stdin.fileHandleForWriting.write(contentsOf: Data(input)) }
      try? stdin.fileHandleForWriting.close()
    }
    writer.start()
    let bytes = Array(output.fileHandleForReading.readDataToEndOfFile())
    let words = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw GitFailed(arguments: arguments, words: String(decoding: words, as: UTF8.self))
    }
    return bytes
  }
}

struct GitFailed: Error, CustomStringConvertible {
  let arguments: [String]
  let words: String
  var description: String { "git \(arguments.joined(separator: " ")): \(words)" }
}

/// The error that `body` throws; the test fails if it throws none.
func gitError<Result>(_ body: () throws -> Result, at location: SourceLocation = #_sourceLocation) throws
  -> GitError
{
  try #require(throws: GitError.self, sourceLocation: location) { _ = try body() }
}

extension Signature {
  static let test = Signature(
    name: "Ada Example", email: "ada@example.org", seconds: 1_700_000_000, offsetMinutes: 60)
}
