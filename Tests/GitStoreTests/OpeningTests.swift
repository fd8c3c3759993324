import Foundation
import GitStore
import SourceText
import TestSupport
import Testing

@Suite(.blocking) struct OpeningTests {
  @Test func aFolderInsideTheWorkTreeLeadsToTheRepository() throws {
    let test = try TestRepository()
    try test.write("text\n", to: "deep/down/file")
    let repository = try Repository.open(test.path + "/deep/down")
    #expect(repository.workTree == test.path)
    #expect(repository.gitDirectory == test.path + "/.git")
    #expect(repository.commonDirectory == test.path + "/.git")
    #expect(!repository.isBare)
    #expect(!repository.isShallow)
  }

  @Test func aBareRepositoryHasNoWorkTree() throws {
    let test = try TestRepository("--bare")
    let repository = try test.open()
    #expect(repository.isBare)
    #expect(repository.gitDirectory == test.path)
    #expect(try repository.head() == Head(branch: "refs/heads/main", commit: nil))
  }

  @Test func aLinkedWorkTreeKnowsBothItsDirectories() throws {
    let test = try TestRepository()
    let first = try test.commit()
    try test.git("worktree", "add", "--quiet", "-b", "side", test.folder + "/linked")
    let repository = try Repository.open(test.folder + "/linked")
    #expect(repository.workTree == test.folder + "/linked")
    #expect(repository.gitDirectory == test.path + "/.git/worktrees/linked")
    #expect(repository.commonDirectory == test.path + "/.git")
    #expect(try repository.head() == Head(branch: "refs/heads/side", commit: first))
    #expect(
      try repository.checkedOutBranches() == [
        CheckedOutBranch(name: "refs/heads/main", workTree: test.path),
        CheckedOutBranch(name: "refs/heads/side", workTree: test.folder + "/linked"),
      ])
  }

  @Test func aBareRepositorysHeadIsNoCheckOut() throws {
    let test = try TestRepository("--bare")
    #expect(try test.open().checkedOutBranches().isEmpty)
  }

  @Test func aBranchUnderRebaseCountsAsCheckedOut() throws {
    let test = try TestRepository()
    try test.commit()
    try test.git("checkout", "--quiet", "--detach")
    #expect(try test.open().checkedOutBranches().isEmpty)
    try test.write("refs/heads/main\n", to: ".git/rebase-merge/head-name")
    #expect(try test.open().checkedOutBranches().map(\.name) == ["refs/heads/main"])
  }

  @Test func aShallowCloneCanBeReadToItsEdge() throws {
    let test = try TestRepository()
    try test.write("one\n", to: "file")
    try test.commit()
    try test.write("two\n", to: "file")
    let tip = try test.commit()
    try TestRepository.run(
      ["clone", "--quiet", "--depth=1", "file://" + test.path, test.folder + "/shallow"], in: test.folder)
    let repository = try Repository.open(test.folder + "/shallow")
    #expect(repository.isShallow)
    #expect(try repository.snapshot(of: tip).contents(at: "file") == Array("two\n".utf8))
    let error = try gitError { try repository.resolve("HEAD~1") }
    #expect(error.kind == .unknownRevision)
    #expect(error.message.contains("shallow"))
  }

  @Test func objectsOfAnAlternateAreRead() throws {
    let test = try TestRepository()
    try test.write("lent\n", to: "file")
    let tip = try test.commit()
    try TestRepository.run(
      ["clone", "--quiet", "--shared", test.path, test.folder + "/borrower"], in: test.folder)
    let repository = try Repository.open(test.folder + "/borrower")
    #expect(try repository.snapshot(of: tip).contents(at: "file") == Array("lent\n".utf8))
  }

  @Test func settingsOfOneWorkTreeAreHonoured() throws {
    let test = try TestRepository()
    try test.git("config", "extensions.worktreeConfig", "true")
    try test.git("config", "--worktree", "user.name", "Work Tree")
    #expect(try test.open().identity() == Identity(name: "Work Tree", email: "ada@example.org"))
  }

  @Test func aFolderOutsideAnyRepositoryIsAnError() throws {
    let folder = try TestRepository.makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let error = try gitError { try Repository.open(folder) }
    #expect(error.kind == .notARepository)
    #expect(
      error.message
        == "cannot find a repository '\(folder)': neither it nor a folder above it is a git repository")
    #expect(error.remedy.contains("--repo"))
  }

  @Test(arguments: [
    ("objectformat", "sha256", "sha256"), ("refstorage", "reftable", "reftable"),
    ("partialclone", "origin", "partial clone"),
  ])
  func unreadableFormatsAreNamed(key: String, value: String, word: String) throws {
    let test = try TestRepository()
    try test.git("config", "core.repositoryFormatVersion", "1")
    // git itself may refuse such a repository, so this is its last command.
    try test.git("config", "extensions." + key, value)
    let error = try gitError { try test.open() }
    #expect(error.kind == .unsupportedRepository)
    #expect(error.message.contains(word))
    #expect(!error.remedy.isEmpty)
  }

  @Test func aRealRepositoryWithSHA256IsRefused() throws {
    let test = try TestRepository("--object-format=sha256")
    let error = try gitError { try test.open() }
    #expect(error.kind == .unsupportedRepository)
    #expect(error.message.contains("sha256"))
  }

  @Test func anUnknownExtensionIsRefused() throws {
    let test = try TestRepository()
    try test.git("config", "core.repositoryFormatVersion", "1")
    try test.git("config", "extensions.futureThing", "true")
    let error = try gitError { try test.open() }
    #expect(error.kind == .unsupportedRepository)
    #expect(error.message.contains("futurething"))
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
  func anotherOwnersRepositoryIsRefusedUntilDeclaredSafe() throws {
    let test = try TestRepository()
    for directory in [test.path, test.path + "/.git"] { #expect(chown(directory, 12_345, 12_345) == 0) }
    // libgit2 has one answer when nothing is declared, and another when something else is.
    for declared in [nil, "/elsewhere"] {
      if let declared {
        try TestRepository.run(["config", "--global", "safe.directory", declared], in: test.folder)
      }
      let error = try gitError { try test.open() }
      #expect(error.kind == .foreignOwner)
      #expect(error.message == "cannot open the repository '\(test.path)': it belongs to another user")
      #expect(error.remedy.contains("safe.directory '\(test.path)'"))
    }
    try TestRepository.run(["config", "--global", "--add", "safe.directory", test.path], in: test.folder)
    #expect(try test.open().workTree == test.path)
    try TestRepository.run(["config", "--global", "--remove-section", "safe"], in: test.folder)
  }

  @Test func aMissingIdentityIsAnError() throws {
    let test = try TestRepository()
    try test.git("config", "--unset", "user.email")
    let error = try gitError { try test.open().identity() }
    #expect(error.kind == .identityUnusable)
    #expect(error.message == "cannot tell who commits: user.email is not set")
    #expect(error.remedy.contains("git config user.name"))
  }

  @Test func variablesDoNotChooseAnotherRepository() throws {
    let (test, other) = (try TestRepository(), try TestRepository())
    setenv("GIT_DIR", other.path + "/.git", 1)
    defer { unsetenv("GIT_DIR") }
    #expect(try test.open().gitDirectory == test.path + "/.git")
  }
}
