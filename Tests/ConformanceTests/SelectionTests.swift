import Testing

@testable import Conformance

@Suite struct SelectionTests {
  private func ids(_ selection: CaseSelection) throws -> [String] {
    try selection.cases(of: ConformanceSuite()).map(\.id)
  }

  @Test func areasLevelsAndGlobs() throws {
    #expect(try ids(CaseSelection(areas: ["STA"])).count == 24)
    #expect(try ids(CaseSelection(only: ["SRV-AUTH-00?"])).count == 9)
    #expect(try ids(CaseSelection(only: ["SRV-AUTH-*"], skip: ["*-010"])).count == 9)
    let must = try ids(CaseSelection(level: .must)).count,
      should = try ids(CaseSelection(level: .should)).count
    #expect(must < should && should < 204)
  }

  @Test(arguments: [
    (CaseSelection(areas: ["XYZ"]), "--area XYZ: no case matches"),
    (CaseSelection(only: ["SRV-NONE-*"]), "--only SRV-NONE-*: no case matches"),
    (CaseSelection(skip: ["srv-auth-001"]), "--skip srv-auth-001: no case matches"),
    (CaseSelection(areas: ["STA"], only: ["SRV-AUTH-001"]), "the selection leaves no case to run"),
  ])
  func aSelectorThatMatchesNothingIsAnError(selection: CaseSelection, message: String) {
    #expect { try ids(selection) } throws: { ($0 as? ConformanceError)?.message == message }
  }

  @Test func phasesFollowTheSteps() throws {
    #expect(try TreePhase("8.2").exclusion(of: .after(step: "8.2")) == nil)
    #expect(try TreePhase("8.10").exclusion(of: .after(step: "8.2")) == nil)
    #expect(try TreePhase("8.1").exclusion(of: .after(step: "8.2")) != nil)
    #expect(TreePhase.after.exclusion(of: .after(step: "8.6")) == nil)
    #expect(TreePhase.after.exclusion(of: .before) != nil)
    #expect(throws: ConformanceError.unknownPhase("later")) { try TreePhase("later") }
  }
}
