import ArgumentParser
import Findings
import Reporting

/// When text may be coloured.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

/// What every command takes.
struct CommonOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A folder in the repository, or a bare repository.", valueName: "folder"))
  var repo = "."

  @Option(help: ArgumentHelp("The rule file of the migration.", valueName: "file"))
  var rules: String

  @Option(
    help: ArgumentHelp(
      "The repository's answers; without it, .sunset/answers.yml of the base commit.", valueName: "file"))
  var answers: String?

  @Option(help: ArgumentHelp("The commit to work on.", valueName: "revision"))
  var base = "HEAD"

  @Option(help: ArgumentHelp("Write the report here instead of to standard output.", valueName: "file"))
  var output: String?

  @Option(help: "Colour in text: auto (on a terminal), always or never.")
  var color = ColorChoice.auto

  @Flag(name: .shortAndLong, help: "Print nothing but errors; the exit code tells.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say what is being done, on standard error.")
  var verbose = false
}

/// The format of a plan.
enum PlanFormat: String, ExpressibleByArgument, CaseIterable {
  case text, diff, json

  var format: ReportFormat {
    switch self {
    case .text: .text
    case .diff: .diff
    case .json: .json
    }
  }
}

/// The format of a proof.
enum VerifyFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, sarif, junit, github

  var format: ReportFormat {
    switch self {
    case .text: .text
    case .json: .json
    case .sarif: .sarif
    case .junit: .junit
    case .github: .github
    }
  }
}

/// The format of a report that has no patch.
enum PlainFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json

  var format: ReportFormat { self == .text ? .text : .json }
}
