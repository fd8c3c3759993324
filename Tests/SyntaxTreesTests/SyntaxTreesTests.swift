import SourceText
import SyntaxTrees
import Testing

@Suite struct SyntaxTreeTests {
  private func tree(_ text: String, _ grammar: Grammar) throws -> SyntaxTree {
    try SyntaxParser(grammar).parse(Array(text.utf8))
  }

  @Test(arguments: Grammar.allCases)
  func everyGrammarLoads(grammar: Grammar) throws {
    let parsed = try tree("", grammar)
    #expect(parsed.errorCount == 0)
    #expect(parsed.root.range == 0..<0)
  }

  @Test func nodesKnowKindFieldRangeAndParent() throws {
    let parsed = try tree("const a = f(1);\n", .typescript)
    let call = try #require(parsed.root.subtree.first { $0.kind == "call_expression" })
    #expect(call.range == 10..<14)
    #expect(call.field == "value")
    #expect(call.text == "f(1)")
    #expect(call.parent?.kind == "variable_declarator")
    #expect(call.child("function")?.text == "f")
    #expect(call.ancestors.map(\.kind) == ["variable_declarator", "lexical_declaration", "program"])
  }

  @Test func everyChildLiesInItsParentAndIsFoundAgain() throws {
    let parsed = try tree("export const A = () => <p>{x && <B c={1}/>}</p>;\n", .tsx)
    for node in parsed.root.subtree {
      for child in node.children {
        #expect(child.parent == node)
        #expect(node.contains(child))
        #expect(node.range.lowerBound <= child.range.lowerBound)
        #expect(child.range.upperBound <= node.range.upperBound)
      }
    }
    #expect(parsed.errorCount == 0)
  }

  @Test func errorsAreCountedAndPlaced() throws {
    let parsed = try tree("const a = ;\nfunction f( {\n", .typescript)
    #expect(parsed.errorCount > 0)
    #expect(parsed.root.hasError)
    #expect(try tree("const a = 1;\n", .typescript).firstError == nil)
  }

  @Test func textThatIsNotUTF8IsRead() throws {
    let parsed = try SyntaxParser(.javascript).parse(
      Array("const a = '".utf8) + [0xFF, 0xFE] + Array("';\n".utf8))
    #expect(parsed.source.count == 16)
    #expect(parsed.root.range.upperBound == 16)
  }

  @Test func deepNestingNeedsNoStack() throws {
    let depth = 20_000
    let text = String(repeating: "(", count: depth) + "1" + String(repeating: ")", count: depth)
    #expect(try tree(text, .javascript).root.subtree.count > depth)
  }

  @Test func theExtensionChoosesTheGrammar() {
    #expect(Grammar(for: "a/b.tsx") == .tsx)
    #expect(Grammar(for: "a/b.d.ts") == .typescript)
    #expect(Grammar(for: "a/b.JS") == .javascript)
    #expect(Grammar(for: "a/ts") == nil)
    #expect(Grammar(for: ".ts") == nil)
  }
}
