import RuleModel
import SourceText

/// A gate in one folder and one configuration.
struct GateRun: Hashable {
  let command: [String]
  /// From the tree's root; empty for the root.
  let directory: String
  /// What it is told beyond what every gate sees.
  let variables: [String: String]
  /// The file because of which it runs there: without it there is nothing to run.
  let anchor: RepositoryPath?
  /// Whether it is one of several configurations, of which this machine's is the first.
  var isFurther: Bool { !variables.isEmpty }

  /// The command as a shell would take it, for reports.
  var words: [String] { variables.sorted { $0.key < $1.key }.map { "\($0)=\($1)" } + command }

  /// All that a gate runs.
  ///
  /// - Parameters:
  ///   - gate: as the rule file has it.
  ///   - base: the tree that tells the folders and the configurations.
  ///   - flags: the user's `GOFLAGS`.
  /// - Returns: in order; none where the tree has nothing to run it on.
  static func all(of gate: Gate, on base: any Snapshot, flags: String?) -> [GateRun] {
    if let when = gate.when, !base.entries.contains(where: { when.matches($0.path) }) { return [] }
    var places: [(folder: String, anchor: RepositoryPath?)] = [(gate.directory, nil)]
    if let each = gate.each {
      places = base.entries.map(\.path).filter { path in
        each.matches(path) && !gate.except.contains { $0.matches(path) }
      }.sorted().map { ($0.parent?.text ?? "", $0) }
    }
    return places.flatMap { folder, anchor in
      let further: [[String: String]] =
        switch gate.configurations {
        case .go: GoBuildConfigurations.named(in: base, below: folder).map { $0.environment(flags: flags) }
        case nil: []
        }
      return ([[:]] + further).map {
        GateRun(command: gate.command, directory: folder, variables: $0, anchor: anchor)
      }
    }
  }
}
