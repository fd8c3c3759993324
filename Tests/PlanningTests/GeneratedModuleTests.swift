import Planning
import RuleModel
import SourceText
import TestSupport
import Testing

/// Modules made at random from a seed: whatever goes, the TypeScript compiler finds nothing
/// that it did not find before, and a second run has nothing to do.
@Suite(.blocking) struct GeneratedModuleTests {
  /// What goes from the modules of one seed.
  enum Removal: CaseIterable, Sendable {
    case file, variant, field, function

    var rule: String {
      switch self {
      case .file: "select: {files: ['src/m1.ts']}, action: {delete: file}"
      case .variant:
        "select: {files: ['src/**'], code: {declaration: {is: fax}, kind: variant}}, action: {fold: mail}"
      case .field:
        "select: {files: ['src/**'], code: {declaration: {is: note}, kind: field}}, action: {delete: code}"
      case .function:
        "select: {files: ['src/**'], code: {declaration: {is: run2}, kind: function}}, action: {delete: code}"
      }
    }
  }

  @Test func nothingNewIsWrongAndNothingIsLeft() throws {
    var sets: [[RepositoryPath: [UInt8]]] = []
    var names: [String] = []
    for seed in 1...12 {
      let before = ModuleMaker(seed: UInt64(seed)).files
      for removal in Removal.allCases {
        let after = try Self.outcome(of: removal, over: before)
        #expect(after != before, "seed \(seed), \(removal): nothing goes")
        #expect(try Self.outcome(of: removal, over: after) == after, "seed \(seed), \(removal): a second run")
        sets += [before, after]
        names.append("seed \(seed), \(removal)")
      }
    }
    let diagnostics = try TypeScriptCompiler.diagnostics(of: sets)
    for (number, name) in names.enumerated() {
      #expect(diagnostics[2 * number] == [], "\(name): what goes in")
      let after = sets[2 * number + 1].sorted { $0.key < $1.key }
        .map { "-- \($0.key)\n" + String(decoding: $0.value, as: UTF8.self) }.joined()
      #expect(diagnostics[2 * number + 1] == [], "\(name)\n\(after)")
    }
  }

  private static func outcome(
    of removal: Removal, over files: [RepositoryPath: [UInt8]]
  ) throws -> [RepositoryPath: [UInt8]] {
    let text = """
      apiVersion: sunset/v1
      kind: Migration
      metadata: {id: made, title: Made}
      remnants: {patterns: [{id: name, regex: made, why: A migration needs one.}]}
      steps:
        - id: "1"
          slug: made
          title: Made
          requirement: R-1
          commit: {subject: "made: remove it"}
          rules: [{id: go, explain: It goes., onZeroMatches: ok, cascade: [typescript], \(removal.rule)}]
      """
    let migration = try Migration.parse(bytes: Array(text.utf8), file: "made.yml")
    let plan = try Planner(migration: migration, answers: .none(for: "made"), ledger: FactLedger())
      .plan(InMemorySnapshot(files))
    var result = files
    for (path, change) in plan.steps.flatMap(\.changes) where path != FactLedger.path {
      switch change {
      case .delete: result[path] = nil
      case .write(let bytes, _): result[path] = bytes
      }
    }
    return result
  }
}

/// Makes modules that import one another, with types, state and choices.
struct ModuleMaker {
  private var state: UInt64
  private(set) var files: [RepositoryPath: [UInt8]] = [:]

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15
    for number in 0..<5 { files[RepositoryPath("src/m\(number).ts")] = Array(module(number).utf8) }
    let imports = (0..<5).map { "import { make\($0), run\($0) } from './m\($0)';\n" }.joined()
    let calls = (0..<5).map { "console.log(run\($0)(make\($0)()));\n" }.joined()
    files["src/main.ts"] = Array((imports + "\n" + calls).utf8)
  }

  /// SplitMix64.
  private mutating func next(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ (value >> 31)) % UInt64(bound))
  }

  private mutating func module(_ number: Int) -> String {
    let other = number > 0 ? next(below: number) : nil
    let first = ["fax", "mail"][next(below: 2)]
    var lines = other.map { ["import { make\($0), run\($0) } from './m\($0)';", ""] } ?? []
    lines += [
      "export type Way\(number) = 'fax' | 'mail'" + (next(below: 2) == 0 ? " | 'phone';" : ";"), "",
      "export interface State\(number) {", "  way: Way\(number);", "  count: number;", "  note: string;", "}",
      "",
      "export const make\(number) = (): State\(number) => ({ way: '\(first)', count: 1, note: 'a' });", "",
      "export function run\(number)(state: State\(number)): number {", "  let total = state.count;",
    ]
    for step in 0..<4 + next(below: 4) { lines += statement(step, other).map { "  " + $0 } }
    if let other { lines.append("  total += run\(other)(make\(other)());") }
    return (lines + ["  return total;", "}", ""]).joined(separator: "\n")
  }

  private mutating func statement(_ step: Int, _ other: Int?) -> [String] {
    switch next(below: 8) {
    case 0: return ["if (state.way === 'fax') {", "  total += 2;", "} else {", "  total += 1;", "}"]
    case 1:
      return [
        "switch (state.way) {", "  case 'fax':", "    total += 3;", "    break;", "  case 'mail':",
        "    total += 1;", "    break;", "}",
      ]
    case 2: return ["const label\(step) = state.way === 'fax' ? 'f' : 'm';", "total += label\(step).length;"]
    case 3: return ["total += state.note.length;"]
    case 4: return ["if (state.note !== '' && total > 3) {", "  total -= 1;", "}"]
    case 5: return ["if (state.way !== 'fax') {", "  console.log(state.note);", "}"]
    case 6: return ["const isFax\(step) = state.way === 'fax';", "total += isFax\(step) ? 1 : 0;"]
    default: return other.map { ["total += run\($0)(make\($0)());"] } ?? ["total *= 2;"]
    }
  }
}
