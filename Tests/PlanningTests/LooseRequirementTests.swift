import RuleModel
import SourceText
import Testing

@testable import Planning

/// What a plan leaves in go.mod without an import of it.
@Suite struct LooseRequirementTests {
  private static let module = """
    module example.com/app

    go 1.22

    require (
    	example.org/group v1.0.0
    	example.org/router v1.0.0
    	example.org/deep v1.0.0 // indirect
    )

    """

  private func tree(_ files: [String: String]) -> InMemorySnapshot {
    InMemorySnapshot(
      Dictionary(uniqueKeysWithValues: files.map { (RepositoryPath($0.key), Array($0.value.utf8)) }))
  }

  private func found(_ before: [String: String], _ after: [String: String]) -> [String] {
    LooseRequirements(
      before: tree(before.merging(["go.mod": Self.module]) { $1 }),
      after: tree(after.merging(["go.mod": Self.module]) { $1 }), Answers.none(for: "remove")
    ).findings(changed: before.keys.map { RepositoryPath($0) }).map {
      "\($0.place?.line ?? 0): \($0.message)"
    }
  }

  private func source(importing paths: String...) -> String {
    "package main\n\n" + paths.map { "import _ \"\($0)\"\n" }.joined()
  }

  @Test func theLastImportThatWentIsReported() {
    let before = ["a.go": source(importing: "example.org/group/errors", "example.org/router")]
    #expect(
      found(before, ["a.go": source(importing: "example.org/router")]) == [
        "6: nothing imports 'example.org/group' any more"
      ])
    // A file that goes takes its imports along.
    #expect(found(before, [:]).count == 2)
  }

  @Test func whatIsImportedElsewhereOrWasNotImportedIsNot() {
    let group = source(importing: "example.org/group")
    #expect(found(["a.go": group], ["b_test.go": group]).isEmpty)
    #expect(found(["a.go": source(importing: "fmt")], [:]).isEmpty)
    // Another module needs it, whatever is imported here.
    #expect(found(["a.go": source(importing: "example.org/deep")], [:]).isEmpty)
  }
}
