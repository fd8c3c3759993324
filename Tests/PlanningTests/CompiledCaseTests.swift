import SourceText
import TestSupport
import Testing

/// What the corpus expects is held against the TypeScript compiler: a removal must
/// not bring up a diagnostic that was not there.
@Suite(.blocking) struct CompiledCaseTests {
  @Test func nothingNewIsWrong() throws {
    let cases = try CaseFile.all(in: "typescript").filter(\.compiles)
    let sets = try cases.flatMap { example in
      [example.before, try example.after.filter { try !example.isDeleted($0.key) }]
    }
    let diagnostics = try TypeScriptCompiler.diagnostics(of: sets)
    try #require(diagnostics.count == sets.count)
    for (number, example) in cases.enumerated() {
      var known = diagnostics[2 * number]
      let new = diagnostics[2 * number + 1].filter { diagnostic in
        guard let place = known.firstIndex(of: diagnostic) else { return true }
        known.remove(at: place)
        return false
      }
      #expect(new == [], "\(example.name): \(example.title)")
    }
  }

  /// The comparison above means nothing if the compiler finds nothing.
  @Test func theCompilerFindsMistakes() throws {
    let wrong: [RepositoryPath: [UInt8]] = [
      "src/a.tsx": Array("import { b } from './b';\nexport const A = () => <p>{missing}</p>;\n".utf8),
      "src/b.ts": Array("export const b = 1;\n".utf8),
    ]
    let found = try TypeScriptCompiler.diagnostics(of: [wrong, [:]])
    #expect(
      found == [
        [
          "a.tsx TS6133 'b' is declared but its value is never read.",
          "a.tsx TS2304 Cannot find name 'missing'.",
        ], [],
      ]
    )
  }
}
