import Foundation
import GitStore
import SourceText
import TestSupport
import Testing

@Suite(.blocking) struct SnapshotTests {
  @Test func entriesAreThoseOfGitInOrderOfTheirBytes() throws {
    let test = try TestRepository()
    for name in ["b", "a/z", "a.txt", "a-b", "ä ö", "deep/er/file", "with \"quotes\"", "new\nline", "tab\t"] {
      try test.write("contents of \(name)", to: name)
    }
    try test.write("#!/bin/sh\n", to: "run")
    try test.git("add", "--all")
    try test.git("update-index", "--chmod=+x", "run")
    try FileManager.default.createSymbolicLink(atPath: test.path + "/link", withDestinationPath: "a/z")
    try test.git("add", "link")
    try test.git("update-index", "--add", "--cacheinfo", "160000,\(String(repeating: "1", count: 40)),module")
    try test.git("commit", "--quiet", "--message", "All kinds")

    let snapshot = try test.open().snapshot(of: try test.id("HEAD"))
    let listed = try test.git("ls-tree", "-r", "-z", "HEAD").split(separator: 0).map { Array($0) }
    let ours = snapshot.entries.map { entry in
      let mode = String(entry.mode.rawValue, radix: 8)
      let type = entry.mode == .submodule ? "commit" : "blob"
      return Array("\(mode) \(type) \(entry.id?.hex ?? "")\t".utf8) + entry.path.bytes
    }
    #expect(ours == listed)
    #expect(snapshot.entries == snapshot.entries.sorted { $0.path < $1.path })
    #expect(snapshot.unreadableFolders.isEmpty)
    #expect(try snapshot.contents(at: "new\nline") == Array("contents of new\nline".utf8))
    #expect(try snapshot.contents(at: "link") == Array("a/z".utf8))
    #expect(snapshot.entry(at: "run")?.mode == .executable)
    #expect(snapshot.entry(at: "a") == nil)
    #expect(throws: UnreadableContents(path: "module", reason: .submodule)) {
      try snapshot.contents(at: "module")
    }
    #expect(throws: UnreadableContents(path: "none", reason: .noSuchPath)) {
      try snapshot.contents(at: "none")
    }
  }

  @Test func resultsOfManyThreadsComeInOrder() throws {
    let test = try TestRepository()
    for number in 0..<500 { try test.write("file \(number)", to: "files/\(number)") }
    try test.write([], to: "empty")
    try test.commit()
    let snapshot = try test.open().snapshot(of: try test.id("HEAD"))
    let read = snapshot.concurrentMap(snapshot.entries) { entry, contents in
      (entry.path, (try? contents.get()).map { Array($0) })
    }
    #expect(read.map(\.0) == snapshot.entries.map(\.path))
    for (path, bytes) in read {
      #expect(bytes == (path == "empty" ? [] : Array("file \(path.name)".utf8)))
    }
    #expect(snapshot.concurrentMap([]) { _, _ in 0 }.isEmpty)
  }

  @Test func missingAndDamagedBlobsAreReportedEach() throws {
    let test = try TestRepository()
    for name in ["damaged", "missing", "sound"] { try test.write("contents of \(name)\n", to: name) }
    try test.commit()
    try test.removeObject("HEAD:missing")
    let file = try test.objectFile("HEAD:damaged")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
    try Data("no object".utf8).write(to: URL(fileURLWithPath: file))

    let snapshot = try test.open().snapshot(of: try test.id("HEAD"))
    let reasons = snapshot.concurrentMap(snapshot.entries) { _, contents -> UnreadableContents.Reason? in
      if case .failure(let error) = contents { error.reason } else { nil }
    }
    guard case .damaged(let words) = reasons[0] else {
      Issue.record("not damaged: \(String(describing: reasons[0]))")
      return
    }
    #expect(!words.isEmpty)
    #expect(reasons[1...] == [.missing, nil])
    #expect(throws: UnreadableContents(path: "missing", reason: .missing)) {
      try snapshot.contents(at: "missing")
    }
  }

  @Test func aTreeInABlobsPlaceIsDamage() throws {
    let test = try TestRepository()
    let empty = try #require(ObjectID(hex: "4b825dc642cb6eb9a060e54bf8d69288fbee4904"))
    try test.git("hash-object", "-w", "-t", "tree", "--stdin", input: [])
    let tree = try test.makeTree([("100644", "pretender", empty)])
    let snapshot = try test.open().snapshot(of: tree)
    #expect(throws: UnreadableContents(path: "pretender", reason: .damaged("it is a tree"))) {
      try snapshot.contents(at: "pretender")
    }
  }

  @Test func aMissingFolderIsReportedWithItsPath() throws {
    let test = try TestRepository()
    try test.write("a", to: "outer/gone/file")
    try test.write("b", to: "outer/kept")
    try test.commit()
    try test.removeObject("HEAD:outer/gone")
    let snapshot = try test.open().snapshot(of: try test.id("HEAD"))
    #expect(snapshot.entries.map(\.path) == ["outer/kept"])
    #expect(snapshot.unreadableFolders == [UnreadableContents(path: "outer/gone", reason: .missing)])
  }

  @Test func aMissingTopmostTreeIsAnError() throws {
    let test = try TestRepository()
    try test.write("a", to: "file")
    let commit = try test.commit()
    try test.removeObject("HEAD^{tree}")
    #expect(try gitError { try test.open().snapshot(of: commit) }.kind == .objectMissing)
  }

  @Test func namesThatLeadElsewhereAreReportedNotListed() throws {
    let test = try TestRepository()
    try test.write("a", to: "file")
    try test.commit()
    let blob = try test.id("HEAD:file")
    let tree = try test.makeTree([("100644", "..", blob), ("100644", "a/b", blob), ("100644", "fine", blob)])
    let snapshot = try test.open().snapshot(of: tree)
    #expect(snapshot.entries.map(\.path) == ["fine"])
    #expect(snapshot.unreadableFolders.map(\.path) == ["..", "a/b"])
  }

  @Test func modesOfOldGitAreUnderstood() throws {
    let test = try TestRepository()
    try test.write("a", to: "file")
    try test.commit()
    let blob = try test.id("HEAD:file")
    let tree = try test.makeTree([("100664", "group-writable", blob), ("100775", "run", blob)])
    #expect(try test.open().snapshot(of: tree).entries.map(\.mode) == [.regular, .executable])
  }
}

extension TestRepository {
  /// Writes a tree as it is, sound or not; the entries must be in order.
  func makeTree(_ entries: [(mode: String, name: String, id: ObjectID)]) throws -> ObjectID {
    var bytes: [UInt8] = []
    for entry in entries { bytes += Array("\(entry.mode) \(entry.name)\0".utf8) + entry.id.bytes }
    let printed = try git("hash-object", "-w", "-t", "tree", "--stdin", "--literally", input: bytes)
    return try #require(ObjectID(hex: String(decoding: printed.prefix(40), as: UTF8.self)))
  }

  /// The file of a loose object.
  func objectFile(_ revision: String) throws -> String {
    let hex = try id(revision).hex
    return gitDirectory + "/objects/" + hex.prefix(2) + "/" + hex.dropFirst(2)
  }

  func removeObject(_ revision: String) throws {
    try FileManager.default.removeItem(atPath: try objectFile(revision))
  }
}
