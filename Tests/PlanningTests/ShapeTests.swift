import Foundation
import Planning
import RuleModel
import SourceText
import TestSupport
import Testing

/// The small repositories of Fixtures/Shapes, of other styles than the chat product, each of
/// which loses something that is not a WebSocket: what comes out is compared byte for byte.
/// Scripts/fixture/shapes holds those in Go against the Go compiler.
@Suite(.blocking) struct ShapeTests {
  private static let shapes = Result { try Shape.all() }

  @Test func thereAreShapes() throws {
    let shapes = try Self.shapes.get()
    #expect(shapes.filter(\.isGo).count >= 3 && shapes.filter { !$0.isGo }.count >= 3)
  }

  @Test(arguments: (try? shapes.get()) ?? [])
  func comesOut(shape: Shape) throws {
    let (files, asked) = try shape.outcome()
    if ProcessInfo.processInfo.environment["SUNSET_RECORD"] != nil { try shape.record(files) }
    #expect(asked == shape.asks)
    for path in Set(files.keys).union(shape.expected.keys).sorted() where files[path] != shape.expected[path]
    {
      Issue.record("\(path):\n\(LineDifference.text(files[path], shape.expected[path]))")
    }
    #expect(
      shape.left.allSatisfy { shape.after[$0.key] != $0.value }, "take what is as by hand out of 'left'")
  }

  @Test func nothingNewIsWrong() throws {
    let shapes = try Self.shapes.get().filter { !$0.isGo }
    let diagnostics = try TypeScriptCompiler.diagnostics(of: shapes.flatMap { [$0.before, $0.after] })
    for (number, shape) in shapes.enumerated() {
      var known = diagnostics[2 * number]
      let new = diagnostics[2 * number + 1].filter { diagnostic in
        guard let place = known.firstIndex(of: diagnostic) else { return true }
        known.remove(at: place)
        return false
      }
      #expect(new == [], "\(shape.name)")
    }
  }

  /// A second run on what came out has nothing to do.
  @Test(arguments: (try? shapes.get()) ?? [])
  func nothingIsLeftToDo(shape: Shape) throws {
    var migration = shape.migration
    for step in migration.steps.indices {
      for rule in migration.steps[step].rules.indices {
        migration.steps[step].rules[rule].onZeroMatches = .ok
      }
    }
    let again = try Planner(migration: migration, answers: .none(for: migration.id), ledger: FactLedger())
      .plan(InMemorySnapshot(shape.expected))
    #expect(again.steps.flatMap(\.changes.keys).filter { $0 != FactLedger.path } == [])
  }
}
