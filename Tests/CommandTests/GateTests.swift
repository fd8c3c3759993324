import Foundation
import TestSupport
import Testing

/// Gates decide whether branches move.
@Suite(.blocking) struct GateTests {
  private func apply(_ script: String, timeout: Int = 60) throws -> (HornProject, Program.Result) {
    let project = try HornProject(rules: HornRules.text(gates: HornRules.gate(script, timeout: timeout)))
    return (project, try project.sunset("apply"))
  }

  @Test func aGateThatPassesLetsTheBranchesMove() throws {
    let (project, result) = try apply("test -f src/app.ts")
    #expect(result.code == 0)
    #expect(try project.branches().count == 2)
    #expect(try project.leftovers() == [])
  }

  @Test func aGateThatFailsMovesNothing() throws {
    let (project, result) = try apply("test -f src/services/horn.ts || { echo no horn; exit 3; }")
    #expect(result.code == 4)
    #expect(result.text.contains("no horn"))
    #expect(try project.branches() == [:])
    #expect(try project.leftovers() == [])
  }

  @Test func aNewDiagnosticNamesItsCause() throws {
    let gates = HornRules.gate(
      "test -f src/services/horn.ts || { echo src/app.ts:4:3: honk is missing; exit 1; }",
      diagnostics: "colon")
    let project = try HornProject(rules: HornRules.text(gates: gates))
    let result = try project.sunset("apply")
    #expect(result.code == 4)
    #expect(result.text.contains("src/app.ts:4:3  honk is missing"))
    #expect(result.text.contains("which is what rule horn-service is for"))
  }

  @Test func aGateThatFailedBeforeIsNoReason() throws {
    let (project, result) = try apply("exit 3")
    #expect(result.code == 0)
    #expect(try project.branches().count == 2)
  }

  @Test func aGateThatTakesTooLongIsEnded() throws {
    let (project, result) = try apply("test -f src/services/horn.ts || exec tail -f /dev/null", timeout: 1)
    #expect(result.code == 4)
    #expect(result.text.contains("timed out"))
    #expect(try project.branches() == [:])
  }

  @Test func aGateThatCannotJudgeTheBaseMaySaySo() throws {
    for run in ["[tail, -f, /dev/null]", "[no-such-program-here]"] {
      let gates = "gates: [{id: check, run: \(run), timeout: 1, unavailable: report}]"
      let result = try HornProject(rules: HornRules.text(gates: gates)).sunset("apply")
      #expect(result.code == 0, "\(result.errors)")
      #expect(result.text.contains("check judged nothing ("), "\(result.text)")
      #expect(result.text.contains("note: gate check"))
    }
  }

  @Test func aMissingProgramIsNamed() throws {
    let project = try HornProject(
      rules: HornRules.text(gates: "gates: [{id: check, run: [no-such-program-here]}]"))
    let result = try project.sunset("apply")
    #expect(result.code == 2)
    #expect(result.errors.contains("no program 'no-such-program-here'"))
    #expect(try project.branches() == [:])
    #expect(try project.leftovers() == [])
  }

  @Test func gatesCanBeLeftOut() throws {
    let gates = HornRules.gate("test -f src/services/horn.ts")
    let project = try HornProject(rules: HornRules.text(gates: gates))
    let result = try project.sunset("apply", "--no-gate")
    #expect(result.code == 0)
    #expect(result.text.contains("the gates were left out (--no-gate)"))
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func aSignalEndsTheGateAndMovesNothing(signal: Int32) throws {
    let folder = URL(fileURLWithPath: NSTemporaryDirectory()).resolvingSymlinksInPath().path
    let fifo = folder + "/sunset-gate-\(UUID().uuidString)"
    try #require(mkfifo(fifo, 0o600) == 0)
    defer { unlink(fifo) }
    // The gate says that it runs, then holds the pipe open until it ends.
    let gates = HornRules.gate("exec 9>\(fifo); echo ready >&9; exec tail -f /dev/null")
    let project = try HornProject(rules: HornRules.text(gates: gates))
    let before = try project.state()
    let running = try project.start(["apply", "--repo", project.path, "--rules", project.rules])
    let pipe = try #require(FileHandle(forReadingAtPath: fifo))
    #expect(pipe.availableData == Data("ready\n".utf8))
    kill(running.process.processIdentifier, signal)
    // The pipe ends when nobody has it open any more: the gate has gone.
    #expect(try pipe.readToEnd() ?? Data() == Data())
    let result = try running.finish()
    #expect(result.code == 130)
    #expect(result.errors.contains("interrupted: no branch was moved"))
    #expect(try project.state() == before)
    #expect(try project.leftovers() == [])
  }
}
