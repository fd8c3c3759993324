import Foundation
import GitStore
import SourceText
import TestSupport
import Testing

/// Trees are compared with those that git makes of the same files.
@Suite(.blocking) struct TreeWritingTests {
  @Test func theTreeIsTheOneThatGitMakes() throws {
    let test = try TestRepository()
    for name in ["a/b/c", "a/b/d", "a/e", "a.b", "a-b", "only/child/here", "kept/file"] {
      try test.write("contents of \(name)\n", to: name)
    }
    let base = try test.commit()
    let session = try test.open().writingSession()
    let tree = try session.writeTree(
      base: base,
      changes: [
        "a/b/c": .write(Array("new\n".utf8), mode: .executable), "only/child/here": .delete,
        "x/y/z": .write(Array("added\n".utf8), mode: .regular),
        "link": .write(Array("a/e".utf8), mode: .symlink),
        "not/there": .delete, "a/b/d": .delete, "a/e": .delete,
      ])

    try test.write("new\n", to: "a/b/c")
    try test.write("added\n", to: "x/y/z")
    let manager = FileManager.default
    try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: test.path + "/a/b/c")
    for name in ["only", "a/b/d", "a/e"] { try manager.removeItem(atPath: test.path + "/" + name) }
    try manager.createSymbolicLink(atPath: test.path + "/link", withDestinationPath: "a/e")
    try test.git("add", "--all")
    #expect(tree.hex == (try test.gitLine("write-tree")))
  }

  @Test func withoutAChangeTheTreeIsTheSame() throws {
    let test = try TestRepository()
    try test.write("same\n", to: "folder/file")
    let base = try test.commit()
    let tree = try test.id("HEAD^{tree}")
    let session = try test.open().writingSession()
    #expect(try session.writeTree(base: base, changes: [:]) == tree)
    #expect(try session.writeTree(base: tree, changes: ["none": .delete, "folder/none/x": .delete]) == tree)
    let same: [RepositoryPath: FileChange] = ["folder/file": .write(Array("same\n".utf8), mode: .regular)]
    #expect(try session.writeTree(base: base, changes: same) == tree)
  }

  @Test func anEmptiedTreeIsGitsEmptyTree() throws {
    let test = try TestRepository()
    try test.write("x", to: "a/b/c")
    let base = try test.commit()
    let session = try test.open().writingSession()
    let empty = ObjectID(hex: "4b825dc642cb6eb9a060e54bf8d69288fbee4904")
    #expect(try session.writeTree(base: base, changes: ["a/b/c": .delete]) == empty)
    #expect(try session.writeTree(base: nil, changes: [:]) == empty)
  }

  @Test func treesBuildOnTreesOfTheSession() throws {
    let test = try TestRepository()
    let session = try test.open().writingSession()
    let first = try session.writeTree(base: nil, changes: ["a": .write([1], mode: .regular)])
    let second = try session.writeTree(base: first, changes: ["b": .write([2], mode: .regular)])
    let both = try session.writeTree(
      base: nil, changes: ["a": .write([1], mode: .regular), "b": .write([2], mode: .regular)])
    #expect(second == both)
    #expect(try session.differences(from: first, to: second).map(\.path) == ["b"])
  }

  @Test func aFileMayTakeAFoldersPlaceOnceThatIsEmpty() throws {
    let test = try TestRepository()
    try test.write("x", to: "place/file")
    try test.write("y", to: "other")
    let base = try test.commit()
    let session = try test.open().writingSession()
    let tree = try session.writeTree(
      base: base,
      changes: [
        "place": .write(Array("y".utf8), mode: .regular), "place/file": .delete,
        "other": .delete, "other/file": .write(Array("x".utf8), mode: .regular),
      ])
    try test.git("rm", "-r", "--quiet", "place", "other")
    try test.write("y", to: "place")
    try test.write("x", to: "other/file")
    try test.git("add", "--all")
    #expect(tree.hex == (try test.gitLine("write-tree")))
  }

  @Test func filesAndFoldersInEachOthersPlaceAreErrors() throws {
    let test = try TestRepository()
    try test.write("x", to: "file")
    try test.write("y", to: "folder/file")
    let base = try test.commit()
    let session = try test.open().writingSession()
    let text = FileChange.write([0x78], mode: .regular)
    let cases: [([RepositoryPath: FileChange], String, String)] = [
      (["file/below": text], "file", "a file is to be written below it"),
      (["folder": text], "folder", "it is a folder"),
      (["folder": .delete], "folder", "it is a folder"),
      (
        ["folder": text, "folder/other": text, "folder/file": .delete], "folder",
        "a file and a folder at once"
      ),
      (["new": text, "new/below": text], "new", "a file and a folder at once"),
      (["module": .write([], mode: .submodule)], "module", "a submodule has no contents"),
    ]
    for (changes, path, words) in cases {
      let error = try gitError { try session.writeTree(base: base, changes: changes) }
      #expect(error.kind == .pathRefused)
      #expect(error.subject == path)
      #expect(error.detail.contains(words), "\(error.detail)")
    }
  }

  @Test(arguments: [
    ".git/config", "a/.GIT/x", "..", "a/../b", "/a", "a//b", "a/", "", ".", "git~1", "GIT~1/x", ".git ",
    ".git...",
    ".git::$INDEX_ALLOCATION", ".g\u{200C}it", "a\\..\\b", "x\\.git", ".git\\hooks",
  ])
  func forbiddenNamesAreErrors(path: String) throws {
    let test = try TestRepository()
    let session = try test.open().writingSession()
    let change: [RepositoryPath: FileChange] = [RepositoryPath(path): .write([], mode: .regular)]
    #expect(try gitError { try session.writeTree(base: nil, changes: change) }.kind == .pathRefused)
  }

  @Test(arguments: [
    ".gitignore", "git", ".github/x", "a\\b", "new\nline", ".git-blame-ignore-revs", "CON", "x.git",
  ])
  func unusualNamesAreFine(path: String) throws {
    let test = try TestRepository()
    let session = try test.open().writingSession()
    let tree = try session.writeTree(base: nil, changes: [RepositoryPath(path): .write([1], mode: .regular)])
    #expect(try session.differences(from: nil, to: tree).map(\.path) == [RepositoryPath(path)])
  }

  @Test func aLinkNamedGitmodulesIsRefused() throws {
    let test = try TestRepository()
    let session = try test.open().writingSession()
    let change: [RepositoryPath: FileChange] = [".gitmodules": .write([0x78], mode: .symlink)]
    #expect(try gitError { try session.writeTree(base: nil, changes: change) }.kind == .pathRefused)
  }

  @Test func whatIsNotChangedNeedNotBeReadable() throws {
    let test = try TestRepository()
    for name in ["a/changed", "a/blob-missing", "b/whole-folder-missing"] { try test.write(name, to: name) }
    let base = try test.commit()
    let expected = try test.makeTree([
      ("40000", "a", test.makeTree([("100644", "blob-missing", test.id("HEAD:a/blob-missing"))])),
      ("40000", "b", test.id("HEAD:b")),
    ])
    try test.removeObject("HEAD:a/blob-missing")
    try test.removeObject("HEAD:b/whole-folder-missing")
    try test.removeObject("HEAD:b")
    let session = try test.open().writingSession()
    #expect(try session.writeTree(base: base, changes: ["a/changed": .delete]) == expected)
    let error = try gitError {
      try session.writeTree(base: base, changes: ["b/x": .write([], mode: .regular)])
    }
    #expect(error.kind == .objectMissing)
    #expect(error.subject == "b")
  }

  @Test func oldModesAndOrderSurvive() throws {
    let test = try TestRepository()
    try test.write("x", to: "file")
    try test.commit()
    let blob = try test.id("HEAD:file")
    let base = try test.makeTree([
      ("100664", "a.b", blob), ("100644", "goes", blob), ("40000", "sub", test.id("HEAD^{tree}")),
    ])
    let expected = try test.makeTree([("100664", "a.b", blob), ("40000", "sub", test.id("HEAD^{tree}"))])
    let session = try test.open().writingSession()
    #expect(try session.writeTree(base: base, changes: ["goes": .delete]) == expected)
  }
}
