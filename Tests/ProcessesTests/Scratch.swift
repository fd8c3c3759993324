import Foundation
import Processes

/// A folder that goes with the test.
final class Scratch {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "processes-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // Programs print paths without links in them.
    path = folder.resolvingSymlinksInPath().path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and answers its path.
  @discardableResult
  func file(_ name: String, _ text: String, mode: Int = 0o644) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: file))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
    return file
  }

  /// A command that runs here, with a time-out that only a hanging test reaches.
  func command(_ arguments: String..., timeout: Duration = .seconds(60)) -> Command {
    Command(
      arguments: arguments, directory: path, environment: ["PATH": "/usr/bin:/bin"], timeout: timeout,
      grace: .seconds(60))
  }

  /// A shell script as a command.
  func script(_ text: String, timeout: Duration = .seconds(60)) -> Command {
    command("sh", "-c", text, timeout: timeout)
  }
}

extension CommandResult {
  /// What it printed.
  var text: String { String(decoding: output, as: UTF8.self) }
}
