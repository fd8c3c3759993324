import Foundation
import Testing

/// Programs that tests run, in a clean environment.
enum Program {
  /// How a run ended and what it printed.
  struct Result {
    let code: Int32
    let output: Data
    let errors: String

    var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// The `sunset` that was built with these tests: it lies beside them.
  static let sunset: String = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
    let tests = bundle ?? URL(fileURLWithPath: CommandLine.arguments[0])
    return tests.resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("sunset").path
  }()

  /// What programs see of the environment; nobody's own settings are part of it.
  static func environment(home: String, _ more: [String: String] = [:]) -> [String: String] {
    [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": home, "TMPDIR": home,
      "XDG_CONFIG_HOME": home + "/none", "LC_ALL": "C.UTF-8",
      "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_AUTHOR_DATE": "1700000000 +0100", "GIT_COMMITTER_DATE": "1700000000 +0100",
    ].merging(more) { $1 }
  }

  /// Starts a program; `finish` waits for it.
  static func start(
    _ arguments: [String], in folder: String, environment: [String: String], input: Data = Data()
  ) throws -> Running {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = environment
    // Files rather than pipes: neither side ever waits for the other.
    let files = try (0..<3).map { _ in try OpenFile() }
    try files[0].handle.write(contentsOf: input)
    try files[0].handle.seek(toOffset: 0)
    process.standardInput = files[0].handle
    process.standardOutput = files[1].handle
    process.standardError = files[2].handle
    try process.run()
    return Running(process: process, output: files[1], errors: files[2])
  }

  /// A program that was started.
  struct Running {
    let process: Process
    fileprivate let output: OpenFile
    fileprivate let errors: OpenFile

    func finish() throws -> Result {
      process.waitUntilExit()
      // Killed by a signal shows as a shell would show it.
      let code =
        process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
      return Result(
        code: code, output: try output.contents(),
        errors: String(decoding: try errors.contents(), as: UTF8.self))
    }
  }

  /// An open file without a name.
  fileprivate struct OpenFile {
    let handle: FileHandle

    init() throws {
      var name = Array((NSTemporaryDirectory() + "/sunset-output-XXXXXX").utf8CString)
      let descriptor = mkstemp(&name)
      try #require(descriptor >= 0)
      name.withUnsafeBufferPointer { _ = $0.baseAddress.map { unlink($0) } }
      handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    func contents() throws -> Data {
      try handle.seek(toOffset: 0)
      return try handle.readToEnd() ?? Data()
    }
  }
}
