import SourceText
import SyntaxTrees
import Testing

@testable import Planning

@Suite struct GoAlignmentEditTests {
  @Test func whatWasNotAlignedStays() throws {
    let source = GoneLines.bytes("type T struct {\n\tid int\n\tname  string\n\tgoneLongName bool\n}")
    #expect(
      GoAlignment.edits(after: try GoneLines.removals(in: source), in: try GoneLines.tree(source)) == [])
  }

  @Test func aSectionThatWasAlignedIsRepairedBesideOneThatWasNot() throws {
    let source = GoneLines.bytes(
      "type T struct {\n\tid       int\n\tgoneName bool\n\tat       int\n\n\tname  string\n\taddress string\n}"
    )
    let edits = GoAlignment.edits(after: try GoneLines.removals(in: source), in: try GoneLines.tree(source))
    let after = GoneLines.bytes("type T struct {\n\tid int\n\tat int\n\n\tname  string\n\taddress string\n}")
    #expect(try GoneLines.text(after: edits, in: source) == String(decoding: after, as: UTF8.self))
  }

  @Test func aFileThatDoesNotParseStays() throws {
    let source = GoneLines.bytes("type T struct {\n\tid       int\n\tgoneName bool\n}\n\nfunc (")
    #expect(
      GoAlignment.edits(after: try GoneLines.removals(in: source), in: try GoneLines.tree(source)) == [])
  }

  @Test func aCellThatGoesLeavesOnePadding() throws {
    let source = GoneLines.bytes("var (\n\tfirst  int = 1\n\tsecond     = 2\n)")
    let type = try #require(GoneLines.text(source).range(of: "int "))
    let start = GoneLines.text(source).utf8.distance(
      from: GoneLines.text(source).startIndex, to: type.lowerBound)
    let removal = try EditSet([Edit(start..<start + 4, cause: CauseID(0))])
    let edits = GoAlignment.edits(after: removal, in: try GoneLines.tree(source))
    let result = try EditSet(removal.edits + edits).applied(to: source)
    #expect(GoneLines.text(result) == GoneLines.text(GoneLines.bytes("var (\n\tfirst  = 1\n\tsecond = 2\n)")))
  }

  @Test func eachEditHasTheCauseOfTheRemovalNearestToIt() throws {
    let source = GoneLines.bytes(
      "type A struct {\n\ta        int\n\tgoneName int\n}\n\ntype B struct {\n\tb         int\n\tgoneNames int\n}"
    )
    let edits = GoAlignment.edits(after: try GoneLines.removals(in: source), in: try GoneLines.tree(source))
    #expect(edits.map(\.cause) == [CauseID(0), CauseID(1)])
    #expect(edits.map(\.range.count) == [7, 8])
  }
}
