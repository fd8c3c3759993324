import Foundation
import GitStore
import SourceText
import TestSupport
import Testing

@Suite(.blocking) struct PersistingTests {
  @Test func commitsHaveTheIdsThatGitGives() throws {
    let test = try TestRepository()
    try test.write("one\n", to: "file")
    let base = try test.commit("Base")
    let session = try test.open().writingSession()
    let tree = try session.writeTree(
      base: base, changes: ["file": .write(Array("two\n".utf8), mode: .regular)])
    let commit = try session.writeCommit(
      tree: tree, parents: [base], author: .test, committer: .test, message: "Änderung\n\nWith a body.\n")
    try test.write("two\n", to: "file")
    #expect(try test.commit("Änderung\n\nWith a body.") == commit)
  }

  @Test func timeZonesAreWrittenAsGitDoes() throws {
    let test = try TestRepository()
    let base = try test.commit()
    let session = try test.open().writingSession()
    var commits: [ObjectID] = []
    for offset in [0, 90, -210, 840, -1] {
      let signature = Signature(name: "A", email: "a@b", seconds: 1_234_567_890, offsetMinutes: offset)
      commits.append(
        try session.writeCommit(
          tree: test.id("HEAD^{tree}"), parents: [base], author: signature, committer: signature,
          message: "x\n"))
    }
    try session.persist(commits)
    let zones = try commits.map { try test.gitLine("log", "-1", "--format=%ad", "--date=raw", $0.hex) }
    #expect(zones == ["+0000", "+0130", "-0330", "+1400", "-0001"].map { "1234567890 " + $0 })
  }

  @Test func untilPersistNothingOnDiskChanges() throws {
    let test = try TestRepository()
    for number in 0..<30 { try test.write("file \(number)\n", to: "files/\(number)") }
    let base = try test.commit()
    try test.git("gc", "--quiet")
    try test.write("dirty\n", to: "files/3")
    let before = try test.state(of: test.path, withTimes: true)
    do {
      let repository = try test.open()
      let session = try repository.writingSession()
      // Contents that the repository has already, under another name.
      let tree = try session.writeTree(
        base: base,
        changes: ["files/1": .delete, "new": .write(Array("file 2\n".utf8), mode: .regular)])
      let commit = try session.writeCommit(
        tree: tree, parents: [base], author: .test, committer: .test, message: "x\n")
      #expect(try session.differences(from: base, to: commit).count == 2)
      let snapshot = try repository.snapshot(of: base)
      #expect(
        snapshot.concurrentMap(snapshot.entries) { _, contents in (try? contents.get().count) ?? 0 }.count
          == 30)
      #expect(try repository.head().commit == base)
      #expect(try repository.identity().name == "Ada Example")
      #expect(try repository.unfinishedUpdate() == nil)
    }
    #expect(try test.state(of: test.path, withTimes: true) == before)
  }

  @Test func persistWritesOneSoundPackWithNothingInItThatIsThere() throws {
    let test = try TestRepository()
    for number in 0..<50 { try test.write("file \(number)\n", to: "deep/folder\(number % 5)/\(number)") }
    let base = try test.commit()
    let objectsBefore = try test.state(of: test.path + "/.git/objects")
    let session = try test.open().writingSession()
    var parent = base
    for step in 0..<4 {
      let tree = try session.writeTree(
        base: parent,
        changes: [
          RepositoryPath("deep/folder\(step)/\(step)"): .write(Array("step \(step)\n".utf8), mode: .regular),
          RepositoryPath("deep/folder4/\(4 + 5 * step)"): .delete,
        ])
      parent = try session.writeCommit(
        tree: tree, parents: [parent], author: .test, committer: .test, message: "Step \(step)\n")
    }
    _ = try session.writeTree(base: nil, changes: ["unreachable": .write([9, 9], mode: .regular)])
    let written = try session.persist([parent])

    let objects = try test.state(of: test.path + "/.git/objects")
    let added = objects.keys.filter { objectsBefore[$0] == nil }.sorted()
    #expect(added.count == 2 && added[0].hasSuffix(".idx") && added[1].hasSuffix(".pack"), "\(added)")
    #expect(objects.filter { objectsBefore[$0.key] != nil } == objectsBefore)
    // Each step: a blob, three or four trees on the way to it, and a commit.
    let index = test.path + "/.git/objects/" + (try #require(added.first))
    let packed = try test.gitLine("verify-pack", "-v", index).split(separator: "\n").filter {
      $0.count > 40 && $0.dropFirst(40).first == " "
    }
    #expect(packed.count == written)
    let all = try test.gitLine("rev-list", "--objects", "--no-object-names", parent.hex, "^" + base.hex)
    #expect(Set(all.split(separator: "\n")) == Set(packed.map { $0.prefix(40) }))
    try test.git("update-ref", "refs/heads/result", parent.hex)
    try test.git("fsck", "--strict", "--full")
    #expect(try session.persist([parent]) == 0)
  }

  @Test func whatIsThereAlreadyIsNotWrittenAgain() throws {
    let test = try TestRepository()
    let base = try test.commit()
    func step() throws -> Int {
      let session = try test.open().writingSession()
      let tree = try session.writeTree(base: base, changes: ["a": .write([1], mode: .regular)])
      let commit = try session.writeCommit(
        tree: tree, parents: [base], author: .test, committer: .test, message: "Same\n")
      return try session.persist([commit])
    }
    #expect(try step() == 3)
    #expect(try step() == 0)
  }

  @Test func persistWorksInLinkedWorkTreesAndBareRepositories() throws {
    let test = try TestRepository()
    let base = try test.commit()
    try test.git("worktree", "add", "--quiet", "-b", "side", test.folder + "/linked")
    try test.git("clone", "--quiet", "--bare", test.path, test.folder + "/bare")
    for path in [test.folder + "/linked", test.folder + "/bare"] {
      let session = try Repository.open(path).writingSession()
      let tree = try session.writeTree(base: base, changes: ["a": .write(Array(path.utf8), mode: .regular)])
      let commit = try session.writeCommit(
        tree: tree, parents: [base], author: .test, committer: .test, message: "x\n")
      #expect(try session.persist([commit]) == 3)
      try TestRepository.run(["cat-file", "-e", commit.hex], in: path)
      #expect(try Repository.open(path).snapshot(of: commit).contents(at: "a") == Array(path.utf8))
    }
  }

  @Test func commitsOfWhatIsNotThereAreErrors() throws {
    let test = try TestRepository()
    let base = try test.commit()
    let session = try test.open().writingSession()
    func kind(
      tree: ObjectID, parents: [ObjectID] = [], name: String = "A", message: String = "x\n"
    ) throws -> GitError.Kind {
      let signature = Signature(name: name, email: "a@b", seconds: 1, offsetMinutes: 0)
      return try gitError {
        try session.writeCommit(
          tree: tree, parents: parents, author: signature, committer: signature, message: message)
      }.kind
    }
    let tree = try test.id("HEAD^{tree}")
    #expect(try kind(tree: .zero) == .objectMissing)
    #expect(try kind(tree: base) == .objectDamaged)
    #expect(try kind(tree: tree, parents: [tree]) == .objectDamaged)
    #expect(try kind(tree: tree, message: "a\0b") == .failed)
    for name in ["", " A", "A\nparent x", "A <b>"] {
      #expect(try kind(tree: tree, name: name) == .identityUnusable, "\(name)")
    }
    #expect(try gitError { try session.persist([.zero]) }.kind == .objectMissing)
  }

  @Test(.enabled(if: geteuid() == 0, "only root can mount a small disk"), arguments: [20, 60, 200, 500])
  func aFullDiskIsAnErrorAndLeavesNothing(room: Int) throws {
    let test = try TestRepository()
    let base = try test.commit()
    let disk = try SmallDisk(kilobytes: 1_024)
    try test.git("clone", "--quiet", "--bare", test.path, disk.path + "/bare")
    try disk.fill(leaving: room)
    let objects = disk.path + "/bare/objects"
    let before = try test.state(of: objects)
    var noise = Noise(seed: UInt64(room))
    let session = try Repository.open(disk.path + "/bare").writingSession()
    let tree = try session.writeTree(
      base: base, changes: ["big": .write(noise.bytes(600_000), mode: .regular)])
    let commit = try session.writeCommit(
      tree: tree, parents: [base], author: .test, committer: .test, message: "x\n")
    let error = try gitError { try session.persist([commit]) }
    #expect(error.kind == .diskFull, "\(error)")
    #expect(error.remedy.contains("free some space"))
    #expect(try test.state(of: objects) == before)
    // With room again, the same session can go on.
    try disk.empty()
    #expect(try session.persist([commit]) == 3)
  }
}

/// A file system of a few pages, to be filled up.
final class SmallDisk {
  let path: String

  init(kilobytes: Int) throws {
    path = try TestRepository.makeFolder()
    try Self.run("mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", path)
  }

  deinit {
    // A handle that goes later than this may still map a pack.
    try? Self.run("umount", "--lazy", path)
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Takes all room but so many kilobytes.
  func fill(leaving kilobytes: Int) throws {
    let attributes = try FileManager.default.attributesOfFileSystem(forPath: path)
    let free = (attributes[.systemFreeSize] as? NSNumber)?.intValue ?? 0
    try Data(count: free - kilobytes * 1_024).write(to: URL(fileURLWithPath: path + "/filler"))
  }

  func empty() throws { try FileManager.default.removeItem(atPath: path + "/filler") }

  private static func run(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw GitFailed(arguments: arguments, words: "failed") }
  }
}
