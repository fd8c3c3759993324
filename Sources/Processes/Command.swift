/// A program to run: no shell, nothing inherited.
public struct Command: Sendable, Hashable {
  /// The program and its arguments. A program without `/` is looked up in the
  /// environment's `PATH`; one with `/` is relative to `directory`.
  public var arguments: [String]
  /// The folder to run in.
  public var directory: String
  /// The whole environment that the program gets.
  public var environment: [String: String]
  /// How long it may take before its process group is ended.
  public var timeout: Duration
  /// How long the group may take to end after SIGTERM, before SIGKILL.
  public var grace: Duration
  /// How many bytes of output are kept; of more than that, the last ones.
  public var outputLimit: Int

  /// - Parameters:
  ///   - arguments: the program and its arguments.
  ///   - directory: the folder to run in.
  ///   - environment: the whole environment.
  ///   - timeout: how long it may take.
  ///   - grace: the time between SIGTERM and SIGKILL.
  ///   - outputLimit: how many bytes of output are kept.
  public init(
    arguments: [String], directory: String, environment: [String: String], timeout: Duration,
    grace: Duration = .seconds(5), outputLimit: Int = 1 << 20
  ) {
    self.arguments = arguments
    self.directory = directory
    self.environment = environment
    self.timeout = timeout
    self.grace = grace
    self.outputLimit = outputLimit
  }
}

extension Command {
  /// An environment that holds the named variables of another, where they are
  /// set, on top of a fixed locale and time zone.
  ///
  /// - Parameters:
  ///   - names: the variables to take over; `PATH` is what programs are found by.
  ///   - environment: where their values come from.
  /// - Returns: what a command may be given as its `environment`.
  public static func environment(keeping names: [String], of environment: [String: String]) -> [String:
    String]
  {
    var kept = ["LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"]
    for name in names { kept[name] = environment[name] ?? kept[name] }
    return kept
  }
}
