import Findings
import Patterns
import RuleModel
import SourceText
import StrictYAML
import Testing

@Suite struct MigrationTests {
  /// A rule file with every key.
  static let complete = """
    apiVersion: sunset/v1
    kind: Migration
    metadata: {id: drop-fax, title: Drop the fax}
    remnants:
      patterns:
        - {id: fax, regex: '(?i)fax', why: The fax.}
      facts: [fax.files]
    allow:
      - {id: A1, path: CHANGELOG.md, match: '[Ff]ax', reason: history, owner: docs, expires: 2027-06-30}
    steps:
      - id: "1"
        slug: files
        title: Delete the files
        requirement: R-1
        commit: {subject: 'drop the fax', body: "Nobody sends one.\\n"}
        gates:
          - {id: types, run: [tsc, -p, .], in: web, when: '**/tsconfig.json', timeout: 60, diagnostics: typescript}
        rules:
          - id: fax-files
            severity: warning
            explain: They only fax.
            requirement: R-2
            select: {files: ['**/fax*.ts'], except: ['vendor/**']}
            action: {delete: file}
            guard: {onlyReferencedBy: ['web/**'], notImported: true, else: keep-and-report}
            record: {fax.files: path, fax.names: exported-names}
            cascade: [typescript]
            expect: {min: 1, max: 9}
            onZeroMatches: note
            tests:
              - {name: goes, before: {web/fax.ts: "x\\n", a.ts: ''}, after: {a.ts: ''}}
      - id: "2"
        slug: tests
        title: Delete the tests
        requirement: R-3
        after: ["1"]
        commit: {subject: drop the tests}
        rules:
          - id: fax-tests
            explain: They only test it.
            select: {files: ['**/*.test.ts'], naming: {in: fax.names}}
            action: {delete: file}
            tests:
              - {name: stays, facts: {fax.names: [sendFax]}, untouched: {a.test.ts: 'x'}}
    """

  static func parse(_ text: String) throws -> Migration {
    try Migration.parse(bytes: Array(text.utf8), file: "fax.yml")
  }

  @Test func readsEveryKey() throws {
    func position(_ line: Int, _ column: Int) -> SourcePosition {
      SourcePosition(file: "fax.yml", line: line, column: column)
    }
    let first = Rule(
      id: "fax-files", severity: .warning, explain: "They only fax.", requirement: "R-2",
      selector: .files(FileSelector(include: [try Glob("**/fax*.ts")], exclude: [try Glob("vendor/**")])),
      action: .deleteFile,
      guards: [
        Guard(condition: .onlyReferencedBy([try Glob("web/**")]), otherwise: .keepAndReport),
        Guard(condition: .notImported, otherwise: .keepAndReport),
      ],
      cascades: [.typescript],
      records: [
        FactRecord(fact: "fax.files", source: .path), FactRecord(fact: "fax.names", source: .exportedNames),
      ],
      onZeroMatches: .note, expected: 1...9,
      tests: [RuleTest(name: "goes", before: ["web/fax.ts": "x\n", "a.ts": ""], after: ["a.ts": ""])],
      position: position(19, 9))
    let second = Rule(
      id: "fax-tests", severity: .error, explain: "They only test it.", requirement: "R-3",
      selector: .files(FileSelector(include: [try Glob("**/*.test.ts")], naming: "fax.names")),
      action: .deleteFile,
      onZeroMatches: .error,
      tests: [
        RuleTest(
          name: "stays", before: ["a.test.ts": "x"], after: ["a.test.ts": "x"],
          facts: ["fax.names": ["sendFax"]])
      ],
      position: position(39, 9))
    let expected = Migration(
      id: "drop-fax", title: "Drop the fax",
      steps: [
        Step(
          id: "1", slug: "files", title: "Delete the files", requirement: "R-1", subject: "drop the fax",
          body: "Nobody sends one.\n", rules: [first],
          gates: [
            Gate(
              id: "types", command: ["tsc", "-p", "."], directory: "web", when: try Glob("**/tsconfig.json"),
              timeout: 60, diagnostics: .typescript)
          ],
          position: position(11, 5)),
        Step(
          id: "2", slug: "tests", title: "Delete the tests", requirement: "R-3", after: ["1"],
          subject: "drop the tests", body: "", rules: [second], position: position(32, 5)),
      ],
      remnants: Remnants(
        patterns: [RemnantPattern(id: "fax", regex: try Pattern("(?i)fax"), why: "The fax.")],
        facts: ["fax.files"]),
      allowances: [
        Allowance(
          id: "A1", paths: try Glob("CHANGELOG.md"), match: try Pattern("[Ff]ax"), reason: "history",
          owner: "docs",
          expires: CalendarDay("2027-06-30"), position: position(9, 5))
      ])
    #expect(try Self.parse(Self.complete) == expected)
  }

  @Test func standardsAreThoseOfTheReference() throws {
    let text = Self.complete
      .replacing(", in: web, when: '**/tsconfig.json', timeout: 60, diagnostics: typescript", with: "")
      .replacing("        expect: {min: 1, max: 9}\n", with: "        expect: {min: 2}\n")
    let step = try #require(try Self.parse(text).steps.first)
    #expect(
      step.gates == [
        Gate(id: "types", command: ["tsc", "-p", "."], directory: "", timeout: 300, diagnostics: .none)
      ])
    #expect(step.rules.first?.expected == 2...Int.max)
  }

  /// Each replaces one piece of the complete file; `▸` marks where the mistake is.
  @Test(arguments: [
    ("sunset/v1", "▸cleanup/v1", "expected 'sunset/v1', found 'cleanup/v1'"),
    ("kind: Migration", "kind: ▸Answers", "expected 'Migration', found 'Answers'"),
    (
      "id: drop-fax", "id: ▸Drop_Fax",
      "this is part of a branch name: lower-case letters and digits, with single '-' between them"
    ),
    ("(?i)fax'", "(?i)fa(x▸'", "missing closing parenthesis"),
    ("'(?i)fax'", "'▸x*'", "the expression matches empty text, so it matches everywhere"),
    (
      "facts: [fax.files]", "facts: [▸fax.file]",
      "no rule records the fact 'fax.file'; did you mean 'fax.files'?"
    ),
    ("facts: [fax.files]", "facts: [fax.files, ▸fax.files]", "the fact 'fax.files' is used a second time"),
    (
      "path: CHANGELOG.md, match: '[Ff]ax'", "path: ▸'**'",
      "this lets everything stand in every file; name the files, their class, or what may stand in 'match' or 'name'"
    ),
    (
      "path: CHANGELOG.md,", "path: CHANGELOG.md, class: ▸documents,",
      "unknown class of files 'documents'; did you mean 'document'?"
    ),
    ("reason: history", "reason: ▸''", "this text cannot be empty"),
    (
      "{id: A1, path: CHANGELOG.md, match: '[Ff]ax', reason: history, owner: docs,",
      "▸{id: A1, path: CHANGELOG.md, reason: history,", "an allowance needs the key 'owner'"
    ),
    ("2027-06-30", "▸2027-06-31", "there is no such day; write YYYY-MM-DD"),
    ("[Ff]ax'", "[Ff]ax[▸'", "missing terminating ] for character class"),
    ("id: \"1\"", "id: ▸1", "1 is a number here; write \"1\" for text"),
    (
      "id: \"1\"", "id: ▸\"1/2\"",
      "a name is made of letters and digits, with single '.', '-' or '_' between them"
    ),
    ("timeout: 60", "timeout: ▸0", "the number must be at least 1 and at most 3600"),
    ("in: web", "in: ▸../web", "a path begins at the repository's root and holds no empty part, '.' or '..'"),
    (
      "diagnostics: typescript", "diagnostics: ▸typscript",
      "unknown kind of diagnostics 'typscript'; did you mean 'typescript'?"
    ),
    (
      "severity: warning", "severity: ▸fatal",
      "unknown severity 'fatal'; expected 'note', 'warning' or 'error'"
    ),
    ("'**/fax*.ts'", "'**/fax▸**.ts'", "'**' stands for whole folders: put '/' around it, or write '*'"),
    ("except: ['vendor/**']", "▸exept: []", "unknown key 'exept'; did you mean 'except'?"),
    (
      "action: {delete: file}\n        guard", "action: {delete: ▸fiel}\n        guard",
      "unknown thing to delete 'fiel'; did you mean 'file'?"
    ),
    (
      "guard: {onlyReferencedBy: ['web/**'], notImported: true, ", "guard: ▸{",
      "a guard needs a condition: 'onlyReferencedBy', 'notImported', 'unread', 'namedNowhere', 'throughout', 'without', 'confirmed', 'separable'"
    ),
    (
      "else: keep-and-report", "else: ▸keep",
      "unknown answer of a guard 'keep'; expected 'ask', 'keep-and-report' or 'fail'"
    ),
    ("notImported: true", "notImported: ▸false", "write 'notImported: true', or leave it out"),
    ("cascade: [typescript]", "cascade: [▸cobol]", "unknown cascade 'cobol'; expected 'typescript' or 'go'"),
    ("{min: 1, max: 9}", "{min: 10, max: ▸9}", "'max' is 9, less than 'min', which is 10"),
    ("{min: 1, max: 9}", "▸{}", "an expectation needs 'min', 'max' or both"),
    (
      "onZeroMatches: note", "onZeroMatches: ▸never",
      "unknown answer to no matches 'never'; expected 'error', 'note' or 'ok'"
    ),
    (
      "after: {a.ts: ''}}", "▸after: {web/fax.ts: \"x\\n\", a.ts: ''}}",
      "nothing changes here; write 'untouched'"
    ),
    (
      "{name: goes, before: {web/fax.ts: \"x\\n\", a.ts: ''}, after: {a.ts: ''}}",
      "▸{name: goes, before: {a.ts: ''}}", "a test needs 'before' and 'after', or 'untouched'"
    ),
    (
      "{web/fax.ts:", "{▸/fax.ts:",
      "a path begins at the repository's root and holds no empty part, '.' or '..'"
    ),
    ("id: \"2\"", "id: ▸\"1\"", "the step id '1' is used a second time"),
    ("after: [\"1\"]", "after: [▸\"2\"]", "the step '2' cannot come after itself"),
    ("after: [\"1\"]", "after: [\"1\", ▸\"3\"]", "there is no step '3'"),
    (
      "requirement: R-1\n", "requirement: R-1\n    after: [▸\"2\"]\n", "the step '2' comes later in this file"
    ),
    ("id: fax-tests", "id: ▸fax-files", "the rule id 'fax-files' is used a second time"),
    (
      "except: ['vendor/**']", "naming: {in: ▸fax.names}",
      "the fact 'fax.names' is not recorded by an earlier rule, only by this one or a later one"
    ),
    (
      "naming: {in: fax.names}", "naming: {in: ▸fax.name}",
      "no rule records the fact 'fax.name'; did you mean 'fax.names'?"
    ),
    ("facts: {fax.names:", "facts: {▸fax.tests:", "no rule records the fact 'fax.tests'"),
    (
      "untouched: {a.test.ts: 'x'}", "untouched: {a: x}, ▸before: {a: x}",
      "'untouched' stands for 'before' and 'after'; leave one or the other out"
    ),
  ])
  func refuses(piece: String, replacement: String, mistake: String) throws {
    let range = try #require(Self.complete.firstRange(of: piece))
    let marked = Self.complete[..<range.lowerBound] + replacement + Self.complete[range.upperBound...]
    let before = marked.prefix { $0 != "▸" }
    let line = before.count { $0 == "\n" } + 1
    let column =
      before.count
      - (before.lastIndex(of: "\n").map { before.distance(from: before.startIndex, to: $0) + 1 } ?? 0) + 1
    #expect(mistakes(in: marked.filter { $0 != "▸" }) == ["fax.yml:\(line):\(column): \(mistake)"])
  }

  @Test func aStepNeedsRules() throws {
    let start = try #require(Self.complete.firstRange(of: "rules:\n      - id: fax-tests")).lowerBound
    let before = String(Self.complete[..<start])
    #expect(mistakes(in: before + "rules: []\n") == ["fax.yml:38:12: this list cannot be empty"])
    #expect(mistakes(in: before) == ["fax.yml:32:5: a step needs the key 'rules'"])
  }

  @Test func stepsMayNotShareABranch() {
    let text = Self.complete.replacing("id: \"2\"\n    slug: tests", with: "id: \"1-files\"\n    slug: x")
      .replacing("slug: files", with: "slug: files-x")
    #expect(mistakes(in: text) == ["fax.yml:33:11: the branch name '1-files-x' is used a second time"])
  }

  @Test func mistakesOfAllPartsAreCollected() {
    let text = Self.complete.replacing("why: The fax.", with: "why: ''").replacing(
      "slug: files", with: "slug: F"
    )
    .replacing("slug: tests", with: "slog: tests")
    #expect(
      mistakes(in: text) == [
        "fax.yml:6:40: this text cannot be empty",
        "fax.yml:12:11: this is part of a branch name: lower-case letters and digits, with single '-' between them",
        "fax.yml:32:5: a step needs the key 'slug'", "fax.yml:33:5: unknown key 'slog'; did you mean 'slug'?",
      ])
  }

  private func mistakes(in text: String) -> [String] {
    do throws(RuleFileErrors) {
      _ = try Migration.parse(bytes: Array(text.utf8), file: "fax.yml")
      return []
    } catch {
      return error.errors.map { "\($0.position): \($0.message)" }
    }
  }
}
