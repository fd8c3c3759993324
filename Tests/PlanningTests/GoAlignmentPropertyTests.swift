import Foundation
import SourceText
import SyntaxTrees
import TestSupport
import Testing

@testable import Planning

/// Whatever goes from a file of Go's own sources, its columns are those that the real
/// gofmt makes of what is left.
///
/// A sample; `SUNSET_ALL_GO_FILES=1` takes all files.
@Suite(.blocking) struct GoAlignmentPropertyTests {
  private struct Trial {
    let path: String
    let plain: [UInt8]
    let aligned: [UInt8]
  }

  @Test func columnsAreThoseOfGofmt() throws {
    let isWhole = ProcessInfo.processInfo.environment["SUNSET_ALL_GO_FILES"] == "1"
    let paths = try Self.paths(every: isWhole ? 1 : 45)
    var numbers = RepeatableNumbers(seed: 2)
    var outcomes = (equal: 0, repaired: 0, beyond: 0, unread: 0)
    var differing: [String] = []
    for start in stride(from: 0, to: paths.count, by: 500) {
      let trials = try paths[start..<min(start + 500, paths.count)].compactMap { path in
        try Self.trial(of: path, using: &numbers)
      }
      for (trial, formatted) in zip(trials, try Gofmt.formatted(trials.map(\.plain))) {
        guard let formatted else {
          outcomes.unread += 1
          continue
        }
        if formatted == trial.aligned {
          outcomes.equal += 1
          if formatted != trial.plain { outcomes.repaired += 1 }
        } else if Self.differsInColumnsOnly(formatted, trial.plain) {
          differing.append(trial.path)
        } else {
          // The removal itself left what gofmt writes in another way.
          outcomes.beyond += 1
        }
      }
    }
    let total = outcomes.equal + outcomes.beyond + outcomes.unread + differing.count
    #expect(differing == [], "\(outcomes) of \(total)")
    #expect(outcomes.repaired > total / 8, "\(outcomes) of \(total)")
    #expect(outcomes.beyond + outcomes.unread <= total / 20, "\(outcomes) of \(total)")
  }

  /// What gofmt leaves as it is, the layout says too.
  @Test func formattedFilesAreAligned() throws {
    let parser = try SyntaxParser(.go)
    for path in try Self.paths(every: 90) {
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
      let tree = try parser.parse(bytes)
      let unaligned = GoLayout(of: tree).sections.filter { !$0.isAligned(in: bytes) }
      let lines = LineIndex(bytes)
      #expect(unaligned.map { lines.line(at: $0.range.lowerBound) } == [], "\(path)")
    }
  }

  /// Files of Go's sources that gofmt would not change, in order of their paths.
  private static func paths(every step: Int) throws -> [String] {
    let root = try InstalledGo.root().appending(path: "src")
    let all = try #require(FileManager.default.enumerator(atPath: root.path)).compactMap { $0 as? String }
      .filter { $0.hasSuffix(".go") && !$0.contains("testdata") }.sorted()
    let paths = stride(from: 0, to: all.count, by: step).map { root.appending(path: all[$0]).path }
    let texts = try paths.map { [UInt8](try Data(contentsOf: URL(fileURLWithPath: $0))) }
    return zip(zip(paths, texts), try Gofmt.formatted(texts)).filter { $0.1 == $1 }.map { $0.0.0 }
  }

  private static func trial(of path: String, using numbers: inout RepeatableNumbers) throws -> Trial? {
    let tree = try SyntaxParser(.go).parse([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
    guard let edits = try RandomGoRemoval.edits(of: tree, upTo: 60, using: &numbers) else { return nil }
    let repairs = GoAlignment.edits(after: edits, in: tree)
    return Trial(
      path: path, plain: edits.applied(to: tree.source),
      aligned: try EditSet(edits.edits + repairs).applied(to: tree.source))
  }

  private static func differsInColumnsOnly(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    withSingleBlanks(left) == withSingleBlanks(right)
  }

  private static func withSingleBlanks(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for byte in bytes where byte != 0x20 || result.last != 0x20 { result.append(byte) }
    return result
  }
}

/// The same numbers on each machine: SplitMix64.
private struct RepeatableNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
