import SourceText

/// The table of mutants and what killed them, as it is checked in.
public struct KillMatrix: Sendable {
  /// By area, of everything that decides on its rows; see `MatrixInputs`.
  public let digests: [String: String]
  /// In the order of ids.
  public var rows: [(mutant: Mutant, result: MutantTrial.Result)]

  /// - Parameters:
  ///   - digests: of the inputs, by area.
  ///   - rows: the mutants with what became of them.
  public init(digests: [String: String], rows: [(mutant: Mutant, result: MutantTrial.Result)]) {
    self.digests = digests
    self.rows = rows.sorted { $0.mutant.id < $1.mutant.id }
  }

  /// The mutants that a page says are killed.
  /// - Parameters:
  ///   - page: a matrix.
  ///   - digests: of the inputs now; rows made from others say nothing of them.
  /// - Returns: ids of cases.
  public static func killed(in page: String, digests: [String: String]) -> Set<String> {
    let fresh = Set(digests.filter { page.contains("\($0.key) `\($0.value)`") }.keys)
    let ids = page.matches(of: /(?m)^\| (\S+) \|.*\| killed \|$/).map { String($0.1) }
    return Set(ids.filter { id in fresh.contains(String(id.prefix { $0 != "-" })) })
  }

  /// The page, in Markdown.
  public var page: String {
    let killed = rows.count { if case .killed = $0.result { true } else { false } }
    var out = """
      # Conformance: kill matrix

      Made by `make mutants`; do not edit. Each mutant is the chat product with one thing wrong.
      It counts as killed only when the case it was made for fails on it and passes without it:
      a build that breaks, a time-out or another case's failure is no kill.

      Inputs of each area: its cases and mutants, what judges them, and its part of the product
      (`MatrixInputs`):
      \(digests.sorted { $0.key < $1.key }.map { "\($0.key) `\($0.value)`" }.joined(separator: ",\n"))

      \(rows.count) mutants, \(killed) killed.

      | case | tree | what is wrong | result |
      |---|---|---|---|

      """
    for row in rows {
      let tree = row.mutant.isAfter ? "after" : "before"
      out +=
        "| \(row.mutant.id) | \(tree) | \(row.mutant.why.replacing("|", with: "\\|")) | \(row.result.words) |\n"
    }
    return out
  }
}

extension MutantTrial.Result {
  /// One word, and the reason where it is not killed.
  public var words: String {
    switch self {
    case .killed: "killed"
    case .survived: "**survived**"
    case .undecided(let why): "**undecided**: \(Self.line(why))"
    case .noReference(let why): "**no reference**: \(Self.line(why))"
    }
  }

  private static func line(_ text: String) -> String {
    String(text.prefix { $0 != "\n" }).replacing("|", with: "\\|")
  }
}
