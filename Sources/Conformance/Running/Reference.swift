extension ConformanceSuite {
  /// The reference page of all cases, as Markdown: made from the cases, so that it says
  /// what is run.
  public var reference: String {
    let all = cases
    var out = """
      # Conformance: the cases

      Made from `Sources/Conformance/Cases` by `make conformance-reference`; edit the cases, not
      this page. What they were made from is [catalogue.md](catalogue.md);
      `sunset conform --list` prints the same cases.

      \(all.count) cases: \(Self.counts(all.map(\.area))); \(Self.counts(all.map(\.level.rawValue))).

      *Phase*: `any` tree; only `before` the clean-up; only `after` that step. *If* names what a
      binding must declare, or must not, for the case to be run.

      """
    for group in groups {
      out +=
        "\n## \(group.title)\n\n| id | level | proves | phase | if | what must hold |\n|---|---|---|---|---|---|\n"
      for one in group.cases {
        out +=
          "| \(one.id) | \(one.levelWords) | \(one.proves) | \(one.phase.words) | \(one.conditions.words) "
        out += "| \(one.text.replacing("|", with: "\\|")) |\n"
      }
    }
    return out
  }

  private static func counts(_ words: [String]) -> String {
    Dictionary(grouping: words, by: \.self).sorted { $0.key < $1.key }
      .map { "\($0.value.count) \($0.key)" }.joined(separator: ", ")
  }
}

extension ConformanceCase {
  fileprivate var levelWords: String {
    level.rawValue + (conditions.mustWith.map { " (MUST if \($0))" } ?? "")
  }
}

extension CaseConditions {
  fileprivate var words: String {
    (features + without.map { "not \($0)" } + needs.map(\.part.rawValue)).joined(separator: ", ")
  }
}
