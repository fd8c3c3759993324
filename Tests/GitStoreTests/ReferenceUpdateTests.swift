import Foundation
import GitStore
import SourceText
import TestSupport
import Testing

@Suite(.blocking) struct ReferenceUpdateTests {
  @Test func refsAndLogsAreThoseThatGitWrites() throws {
    let test = try TestRepository()
    let first = try test.commit("First")
    let second = try test.commit("Second")
    try test.update(["refs/heads/sunset/a": (nil, first), "refs/heads/sunset/b": (nil, second)])
    try test.update(["refs/heads/sunset/a": (first, second)])
    let ours = try test.refState()

    let (a, b) = ("refs/heads/sunset/a", "refs/heads/sunset/b")
    try test.update([a: (second, nil), b: (second, nil)])
    try test.git("update-ref", "--create-reflog", "-m", "sunset", a, first.hex)
    try test.git("update-ref", "--create-reflog", "-m", "sunset", b, second.hex)
    try test.git("update-ref", "-m", "sunset", a, second.hex, first.hex)
    #expect(try test.refState() == ours)
  }

  @Test func deletingLeavesEverythingAsItWasBefore() throws {
    for packed in [false, true] {
      let test = try TestRepository()
      let tip = try test.commit()
      if packed { try test.git("pack-refs", "--all") }
      let before = try test.state(of: test.gitDirectory)
      let names = ["refs/heads/sunset/phase/1-a", "refs/heads/sunset/phase/2-b"]
      try test.update(Dictionary(uniqueKeysWithValues: names.map { ($0, (nil, tip)) }))
      #expect(try test.state(of: test.gitDirectory) != before)
      try test.update(Dictionary(uniqueKeysWithValues: names.map { ($0, (tip, nil)) }))
      #expect(try test.state(of: test.gitDirectory) == before)
    }
  }

  @Test func packedBranchesCanBeDeletedToo() throws {
    let test = try TestRepository()
    let tip = try test.commit()
    try test.update(["refs/heads/sunset/a": (nil, tip)])
    try test.git("pack-refs", "--all")
    try test.update(["refs/heads/sunset/a": (tip, nil)])
    #expect(try test.gitLine("for-each-ref", "--format=%(refname)") == "refs/heads/main")
    #expect(!FileManager.default.fileExists(atPath: test.path + "/.git/logs/refs/heads/sunset"))
  }

  @Test func takingAMoveBackRestoresTheLog() throws {
    let test = try TestRepository()
    let first = try test.commit("First")
    let second = try test.commit("Second")
    try test.update(["refs/heads/sunset/a": (nil, first)])
    let before = try test.state(of: test.gitDirectory)
    try test.update(["refs/heads/sunset/a": (first, second)])
    try test.update(["refs/heads/sunset/a": (second, first)], log: .takeBack)
    #expect(try test.state(of: test.gitDirectory) == before)
  }

  @Test func withoutLogsNoneAreWritten() throws {
    let test = try TestRepository()
    let tip = try test.commit()
    try test.git("config", "core.logAllRefUpdates", "false")
    try test.update(["refs/heads/sunset/a": (nil, tip)])
    #expect(!FileManager.default.fileExists(atPath: test.path + "/.git/logs/refs/heads/sunset"))
  }

  @Test func anUnexpectedValueLeavesAllRefsAlone() throws {
    let test = try TestRepository()
    let first = try test.commit("First")
    let second = try test.commit("Second")
    try test.git("branch", "sunset/b", "HEAD")
    let cases: [(String, [String: (ObjectID?, ObjectID?)])] = [
      ("is at \(second), but was expected to be absent", ["refs/heads/sunset/b": (nil, first)]),
      ("is at \(second), but was expected to be at \(first)", ["refs/heads/sunset/b": (first, second)]),
      ("is at \(second), but was expected to be at \(first)", ["refs/heads/sunset/b": (first, nil)]),
      ("does not exist, but was expected to be at \(first)", ["refs/heads/sunset/c": (first, second)]),
      ("does not exist, but was expected to be at \(first)", ["refs/heads/sunset/c": (first, nil)]),
    ]
    for (words, updates) in cases {
      let both = updates.merging([
        "refs/heads/sunset/a/deep": (nil, first), "refs/heads/sunset/z": (nil, first),
      ]) { $1 }
      let error = try test.unchanged { try test.update(both) }
      #expect(error.kind == .referenceMoved)
      #expect(error.message.contains(words), "\(error.message)")
      #expect(error.subject == updates.keys.first)
    }
  }

  @Test func aForeignLockLeavesAllRefsAlone() throws {
    let test = try TestRepository()
    let tip = try test.commit()
    try test.write("", to: ".git/refs/heads/sunset/b.lock")
    let error = try test.unchanged {
      try test.update(["refs/heads/sunset/a": (nil, tip), "refs/heads/sunset/b": (nil, tip)])
    }
    #expect(error.kind == .referenceLocked)
    #expect(error.subject == "refs/heads/sunset/b")
    #expect(error.remedy.contains(".lock"))
  }

  @Test(arguments: [true, false])
  func aRefInTheWayLeavesAllRefsAlone(packed: Bool) throws {
    let test = try TestRepository()
    let tip = try test.commit()
    try test.git("branch", "sunset")
    try test.git("branch", "folder/below")
    if packed { try test.git("pack-refs", "--all") }
    for (name, other) in [("refs/heads/sunset/a", "sunset"), ("refs/heads/folder", "folder/below")] {
      let error = try test.unchanged { try test.update([name: (nil, tip), "refs/heads/aaa": (nil, tip)]) }
      #expect(error.kind == .referenceInTheWay)
      #expect(error.subject == name)
      #expect(error.detail.contains("refs/heads/\(other)'"))
    }
    let both = try test.unchanged {
      try test.update(["refs/heads/x": (nil, tip), "refs/heads/x/y": (nil, tip)])
    }
    #expect(both.kind == .referenceInTheWay)
  }

  @Test func targetsMustBeCommitsThatAreThere() throws {
    let test = try TestRepository()
    try test.commit()
    let tree = try test.id("HEAD^{tree}")
    #expect(try test.unchanged { try test.update(["refs/heads/a": (nil, .zero)]) }.kind == .objectMissing)
    #expect(try test.unchanged { try test.update(["refs/heads/a": (nil, tree)]) }.kind == .objectDamaged)
  }

  @Test(arguments: ["main", "refs/heads/a..b", "refs/heads/", "refs/heads/a.lock", "HEAD", "refs/heads/a b"])
  func namesThatGitForbidsAreErrors(name: String) throws {
    let test = try TestRepository()
    let tip = try test.commit()
    #expect(try test.unchanged { try test.update([name: (nil, tip)]) }.kind == .referenceNameRefused)
  }

  @Test func oneRefCannotMoveTwiceAtOnce() throws {
    let test = try TestRepository()
    let tip = try test.commit()
    let twice = Array(
      repeating: ReferenceUpdate("refs/heads/a", to: tip, expecting: .absent, log: .append("x")), count: 2)
    let repository = try test.open()
    let error = try test.unchanged {
      try repository.updateReferences(twice, committer: .test, holding: repository.lock())
    }
    #expect(error.kind == .referenceNameRefused)
  }

  @Test func checkedOutBranchesStay() throws {
    let test = try TestRepository()
    let first = try test.commit("First")
    let second = try test.commit("Second")
    try test.git("worktree", "add", "--quiet", "-b", "side", test.folder + "/linked")
    for (name, folder) in [("refs/heads/main", test.path), ("refs/heads/side", test.folder + "/linked")] {
      for target in [first, nil] {
        let error = try test.unchanged { try test.update([name: (second, target)]) }
        #expect(error.kind == .branchCheckedOut)
        #expect(error.message.contains("'\(folder)'"))
      }
      // To make sure that it is where it is, is no move.
      try test.update([name: (second, second)])
    }
  }

  @Test func symbolicRefsAreNotOurs() throws {
    let test = try TestRepository()
    let tip = try test.commit()
    try test.git("symbolic-ref", "refs/heads/alias", "refs/heads/other")
    #expect(try test.unchanged { try test.update(["refs/heads/alias": (nil, tip)]) }.kind == .referenceMoved)
  }

  @Test func aLinkedWorkTreeMovesTheSharedRefs() throws {
    let test = try TestRepository()
    let tip = try test.commit()
    try test.git("worktree", "add", "--quiet", "-b", "side", test.folder + "/linked")
    let before = try test.state(of: test.gitDirectory)
    let linked = try Repository.open(test.folder + "/linked")
    try test.update(["refs/heads/sunset/a": (nil, tip)], in: linked)
    #expect(try test.id("sunset/a") == tip)
    try test.update(["refs/heads/sunset/a": (tip, nil)], in: linked)
    #expect(try test.state(of: test.gitDirectory) == before)
  }

  @Test func theLockIsNeeded() throws {
    let test = try TestRepository()
    let tip = try test.commit()
    let (repository, other) = (try test.open(), try TestRepository())
    let released = try repository.lock()
    released.release()
    for lock in [released, try other.open().lock()] {
      let error = try gitError {
        try repository.updateReferences(
          [ReferenceUpdate("refs/heads/a", to: tip, expecting: .absent, log: .append("x"))], committer: .test,
          holding: lock)
      }
      #expect(error.kind == .failed)
    }
    #expect(try repository.reference("refs/heads/a") == nil)
  }
}

extension TestRepository {
  /// Moves refs, each from the first value to the second.
  func update(
    _ updates: [String: (ObjectID?, ObjectID?)], log: ReferenceUpdate.Log = .append("sunset"),
    in repository: Repository? = nil
  ) throws {
    let repository = try repository ?? open()
    let lock = try repository.lock()
    defer { lock.release() }
    try repository.updateReferences(
      updates.map { name, values in
        ReferenceUpdate(name, to: values.1, expecting: values.0.map { .id($0) } ?? .absent, log: log)
      }, committer: .test, holding: lock)
  }

  /// All refs and logs.
  func refState() throws -> [String: String] {
    try state(of: gitDirectory).filter { $0.key.contains("refs") }
  }

  /// The error that `body` throws, having changed nothing in the git directory.
  func unchanged(
    _ body: () throws -> Void, at location: SourceLocation = #_sourceLocation
  ) throws -> GitError {
    let before = try state(of: gitDirectory)
    let error = try gitError(body, at: location)
    #expect(try state(of: gitDirectory) == before, sourceLocation: location)
    return error
  }
}
