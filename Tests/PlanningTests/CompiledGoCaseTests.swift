import SourceText
import TestSupport
import Testing

/// What the corpus expects is held against the Go compiler, gofmt, and a count of what is
/// read: a removal must not bring up a diagnostic that was not there.
@Suite(.blocking) struct CompiledGoCaseTests {
  @Test func nothingNewIsWrong() throws {
    let cases = try ConfigurationCase.all(in: "go").filter(\.compiles)
    let diagnostics = try GoCompiler.diagnostics(of: cases.flatMap { [$0.before, $0.after] })
    try #require(diagnostics.count == 2 * cases.count)
    for (number, example) in cases.enumerated() {
      var known = diagnostics[2 * number]
      let new = diagnostics[2 * number + 1].filter { diagnostic in
        guard let place = known.firstIndex(of: diagnostic) else { return true }
        known.remove(at: place)
        return false
      }
      #expect(new == example.unused.map { "unused \($0)" }.sorted(), "\(example.name)")
      let before = diagnostics[2 * number].filter { $0.hasPrefix("vet ") }
      #expect(before == [], "\(example.name), as it goes in")
    }
  }

  /// The comparison above means nothing if the compiler finds nothing.
  @Test func theCompilerFindsMistakes() throws {
    func module(_ files: [RepositoryPath: String]) -> [RepositoryPath: [UInt8]] {
      files.merging(["go.mod": "module example.com/app\n\ngo 1.22\n"]) { $1 }.mapValues { Array($0.utf8) }
    }
    let wrong = module([
      "main.go": "package main\n\nimport \"os\"\n\nfunc main() {\n\tfor a:= range missing {\n\t}\n}\n"
    ])
    let dead = module([
      "a/a.go": """
      package a

      type list struct{ length int }

      func used(l list, factor int) {}

      func Unused() { used(list{length: 1}, 2) }

      """,
      "a/a_test.go": "package a\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) { Unused() }\n",
    ])
    let badTest = module([
      "a/a.go": "package a\n",
      "a/a_test.go": "package a\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) { gone() }\n",
    ])
    let otherSystem = module([
      "main.go": "package main\n\nfunc main() {}\n",
      "main_windows.go": "package main\n\nfunc init() { gone() }\n",
    ])
    let ignored = module([
      "main.go": "package main\n\nfunc main() {}\n",
      "try.go": "//go:build ignore\n\npackage main\n\nfunc main() { gone() }\n",
    ])
    let clean = module(["main.go": "package main\n\nfunc main() {}\n"])
    let found = try GoCompiler.diagnostics(of: [wrong, dead, badTest, otherSystem, ignored, clean])
    #expect(
      found == [
        ["gofmt main.go", "vet main.go undefined: missing"],
        [
          "unused /a.Unused", "unused /a.field length in a/a.go", "unused /a.list", "unused /a.used",
          "unused /a.used parameter factor", "unused /a.used parameter l",
        ],
        ["vet a/a_test.go undefined: gone"],
        ["vet main_windows.go undefined: gone"],
        ["vet try.go undefined: gone"],
        [],
      ])
  }
}
