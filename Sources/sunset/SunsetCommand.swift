import ArgumentParser
import Findings

/// The command; its parts are in `Commands`.
@main
struct SunsetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sunset",
    abstract: "Remove a subsystem from a repository: completely, provably, reviewably.",
    discussion: """
      A rule file says what goes. Sunset works out what must go with it, commits each
      step on a branch of its own, and proves that nothing is left. Your work tree,
      index and HEAD are never touched.

      EXAMPLES
        sunset plan --rules migration.yml
        sunset plan --rules migration.yml --format diff | less
        sunset apply --rules migration.yml
        sunset verify --rules migration.yml --base sunset/remove-chat/1-frontend
        sunset conform --repo .
        sunset explain --rules migration.yml src/App.tsx:12
        sunset undo --rules migration.yml

      EXIT CODES
        0  done, or nothing to do        4  a gate failed
        1  remnants or failures found    5  a branch or an edit is in the way
        2  usage, rule file, environment 6  reading or writing failed
        3  decisions are open          130  interrupted
      """,
    version: "0.1.0",
    subcommands: [
      PlanCommand.self, ApplyCommand.self, VerifyCommand.self, ConformCommand.self, ExplainCommand.self,
      StatusCommand.self, UndoCommand.self,
    ])

  static func main() async {
    Interruption.watch()
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      Exit.end(with: error)
    }
  }
}
