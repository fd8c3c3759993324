import GitStore
import SourceText
import TestSupport
import Testing

@Suite(.blocking) struct RevisionTests {
  @Test func branchesTagsAndIdsLeadToCommits() throws {
    let test = try TestRepository()
    let first = try test.commit("First")
    let second = try test.commit("Second")
    try test.git("tag", "--annotate", "--message", "Release", "v1", "HEAD~1")
    try test.git("tag", "--annotate", "--message", "Of a tag", "v1-again", "v1")
    let repository = try test.open()
    #expect(try repository.resolve("HEAD") == second)
    #expect(try repository.resolve("main") == second)
    #expect(try repository.resolve("v1") == first)
    #expect(try repository.resolve("v1-again") == first)
    #expect(try repository.resolve("HEAD~1") == first)
    #expect(try repository.resolve(first.short) == first)
  }

  @Test func whatIsNoCommitIsAnError() throws {
    let test = try TestRepository()
    try test.write("text", to: "file")
    try test.commit()
    let repository = try test.open()
    for (revision, words) in [
      ("nowhere", "nothing has that name"), ("HEAD:file", "names a blob"), ("HEAD^{tree}", "names a tree"),
      ("HEAD~7", "nothing has that name"), ("a..b", "not a revision"),
    ] {
      let error = try gitError { try repository.resolve(revision) }
      #expect(error.kind == .unknownRevision, "\(revision)")
      #expect(error.message.contains(words), "\(error.message)")
      #expect(error.subject == revision)
    }
  }

  @Test func aBeginningOfTwoIdsIsAmbiguous() throws {
    let test = try TestRepository()
    // Among a thousand ids some share their first four digits.
    for number in 0..<1_000 { try test.write("\(number)", to: "files/\(number)") }
    try test.git("add", "--all")
    let ids = try test.gitLine("ls-files", "--stage").split(separator: "\n").map {
      $0.split(separator: " ")[1]
    }
    let beginnings = Dictionary(grouping: ids) { $0.prefix(4) }
    let shared = try #require(beginnings.first { $0.value.count > 1 }?.key)
    let error = try gitError { try test.open().resolve(String(shared)) }
    #expect(error.kind == .ambiguousRevision)
    #expect(error.remedy.contains("more digits"))
  }

  @Test func anUnbornBranchHasNoCommit() throws {
    let error = try gitError { try TestRepository().open().resolve("HEAD") }
    #expect(error.kind == .unknownRevision)
  }

  @Test func commitsAreCopiedOut() throws {
    let test = try TestRepository()
    let first = try test.commit("First")
    let second = try test.commit("Second\n\nWith a body.")
    let commit = try test.open().commit(second)
    #expect(commit.parents == [first])
    #expect(commit.tree == (try test.id("HEAD^{tree}")))
    #expect(commit.author == .test)
    #expect(commit.committer == .test)
    #expect(commit.messageText == "Second\n\nWith a body.\n")
    #expect(try test.open().isAncestor(first, of: second))
    #expect(try !test.open().isAncestor(second, of: first))
    #expect(try gitError { try test.open().commit(.zero) }.kind == .objectMissing)
  }

  @Test func refsAreListedInOrder() throws {
    let test = try TestRepository()
    let tip = try test.commit()
    for name in ["sunset/b", "sunset/a", "sunsetting"] { try test.git("branch", name) }
    try test.git("pack-refs", "--all")
    try test.git("branch", "sunset/c")
    let repository = try test.open()
    #expect(
      try repository.references(withPrefix: "refs/heads/sunset/").map(\.name) == [
        "refs/heads/sunset/a", "refs/heads/sunset/b", "refs/heads/sunset/c",
      ])
    #expect(try repository.reference("refs/heads/sunset/a") == tip)
    #expect(try repository.reference("refs/heads/none") == nil)
  }
}
