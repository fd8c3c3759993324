import Foundation
import Testing

/// A small project with a horn that is to go, made by git in a temporary folder
/// which goes with it.
final class HornProject {
  let folder: String
  /// The work tree.
  let path: String
  /// The rule file; outside the work tree.
  let rules: String

  /// The files are committed beside the usual ones, or instead of those of the same name.
  init(rules text: String = HornRules.text(), files: [String: String] = [:]) throws {
    let name = NSTemporaryDirectory() + "/sunset-command-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: name + "/home", withIntermediateDirectories: true)
    folder = URL(fileURLWithPath: name).resolvingSymlinksInPath().path
    path = folder + "/project"
    rules = folder + "/horn.yml"
    try Data(text.utf8).write(to: URL(fileURLWithPath: rules))
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try git("init", "--quiet", "--initial-branch=main")
    try git("config", "user.name", "Ada Example")
    try git("config", "user.email", "ada@example.org")
    try write(HornRules.files.merging(files) { $1 })
    try commit("Import the project")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var gitDirectory: String { path + "/.git" }
  var home: String { folder + "/home" }

  // MARK: Running

  /// Runs `sunset COMMAND --repo … --rules …`.
  func sunset(
    _ command: String, _ arguments: String..., in repository: String? = nil,
    environment: [String: String] = [:]
  ) throws -> Program.Result {
    try start([command, "--repo", repository ?? path, "--rules", rules] + arguments, environment).finish()
  }

  /// Starts `sunset` with these arguments alone.
  func start(_ arguments: [String], _ environment: [String: String] = [:]) throws -> Program.Running {
    try Program.start(
      [Program.sunset] + arguments, in: folder, environment: Program.environment(home: home, environment))
  }

  /// Runs git, which must succeed, and returns what it printed without the last line end.
  @discardableResult
  func git(
    _ arguments: String..., in directory: String? = nil, input: Data = Data(),
    at location: SourceLocation = #_sourceLocation
  ) throws -> String {
    let result = try Program.start(
      ["git"] + arguments, in: directory ?? path, environment: Program.environment(home: home), input: input
    ).finish()
    try #require(result.code == 0, "git \(arguments): \(result.errors)", sourceLocation: location)
    return result.text.trimmingCharacters(in: .newlines)
  }

  // MARK: Files

  func write(_ files: [String: String]) throws {
    for (name, text) in files { try write(Data(text.utf8), to: name) }
  }

  func write(_ bytes: Data, to name: String) throws {
    let file = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: file)
  }

  /// Commits the whole work tree.
  @discardableResult
  func commit(_ message: String = "Change") throws -> String {
    try git("add", "--all")
    try git("commit", "--quiet", "--message", message)
    return try git("rev-parse", "HEAD")
  }

  /// The branches of the stack with their commits, in order.
  func branches(in directory: String? = nil) throws -> [String: String] {
    let lines = try git(
      "for-each-ref", "--format=%(refname:short) %(objectname)", "refs/heads/sunset/", in: directory
    ).split(separator: "\n")
    return Dictionary(
      uniqueKeysWithValues: lines.map { line in
        let parts = line.split(separator: " ")
        return (String(parts[0]), String(parts[1]))
      })
  }

  /// Every file, link and folder of the project with its mode and contents.
  func state(of directory: String? = nil) throws -> [String: String] {
    let root = directory ?? path
    var state: [String: String] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: root) ?? .init() {
      let attributes = try FileManager.default.attributesOfItem(atPath: root + "/" + name)
      let type = attributes[.type] as? FileAttributeType
      let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
      let contents =
        switch type {
        case .typeRegular: try Data(contentsOf: URL(fileURLWithPath: root + "/" + name)).base64EncodedString()
        case .typeSymbolicLink: try FileManager.default.destinationOfSymbolicLink(atPath: root + "/" + name)
        default: ""
        }
      state[name] = "\(type?.rawValue ?? "") \(String(mode, radix: 8)) \(contents)"
    }
    return state
  }

  /// The names of temporary things that a run left behind.
  func leftovers() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: home) }
}

/// A report as JSON, for tests that read single values.
func report(_ result: Program.Result) throws -> [String: Any] {
  try #require(try JSONSerialization.jsonObject(with: result.output) as? [String: Any], "\(result.errors)")
}

/// The steps of a report.
func steps(_ result: Program.Result) throws -> [[String: Any]] {
  try #require(try report(result)["steps"] as? [[String: Any]])
}
