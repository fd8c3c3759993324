import Foundation
import SourceText
import TestSupport
import Testing

@testable import GitStore

/// An update of four refs (one made, one moved, one deleted, one made in a folder
/// of its own) is broken off at every point, and ended both ways.
@Suite(.blocking) struct RecoveryTests {
  /// How many of the refs had moved, and whether the log of the next one already tells of it.
  struct Breakpoint: CustomTestStringConvertible {
    let moved: Int
    let logIsAhead: Bool
    var testDescription: String { "\(moved) moved\(logIsAhead ? ", log ahead" : "")" }

    static let all =
      (0...4).map { Breakpoint(moved: $0, logIsAhead: false) }
      + (0...3).map { Breakpoint(moved: $0, logIsAhead: true) }
  }

  @Test(arguments: Breakpoint.all)
  func anInterruptedUpdateCanBeFinished(at point: Breakpoint) throws {
    let scene = try Scene()
    try scene.test.update(scene.pairs)
    let finished = try scene.test.state(of: scene.test.gitDirectory)

    let again = try Scene()
    try again.interrupt(at: point)
    #expect(try again.test.open().unfinishedUpdate()?.moved == Array(again.names.prefix(point.moved)))
    try again.recover(.finish)
    #expect(try again.test.state(of: again.test.gitDirectory) == finished)
  }

  @Test(arguments: Breakpoint.all.filter { $0.moved < 4 })
  func anInterruptedUpdateCanBeTakenBack(at point: Breakpoint) throws {
    let scene = try Scene()
    let before = try scene.test.state(of: scene.test.gitDirectory)
    try scene.interrupt(at: point)
    #expect(try scene.test.open().unfinishedUpdate()?.state == (point.moved == 0 ? .untouched : .partial))
    try scene.recover(.takeBack)
    #expect(try scene.test.state(of: scene.test.gitDirectory) == before)
  }

  @Test func aCompleteUpdateIsNotTakenBack() throws {
    let scene = try Scene()
    try scene.interrupt(at: .init(moved: 4, logIsAhead: false))
    #expect(try scene.test.open().unfinishedUpdate()?.state == .complete)
    let error = try scene.test.unchanged { try scene.recover(.takeBack) }
    #expect(error.kind == .updateUnfinished)
    #expect(error.remedy.contains("finish"))
  }

  @Test func whatOthersMovedMeanwhileIsLeftToThem() throws {
    let scene = try Scene()
    try scene.interrupt(at: .init(moved: 2, logIsAhead: false))
    try FileManager.default.removeItem(atPath: scene.test.gitDirectory + "/" + scene.names[3] + ".lock")
    try scene.test.git("update-ref", scene.names[3], scene.first.hex)
    #expect(try scene.test.open().unfinishedUpdate()?.state == .disturbed([scene.names[3]]))
    for way in [Recovery.finish, .takeBack] {
      let error = try gitError { try scene.recover(way) }
      #expect(error.kind == .updateUnfinished)
      #expect(error.subject == scene.names[3])
    }
    let refs = try scene.test.gitLine("show-ref")
    try scene.recover(.leave)
    #expect(try scene.test.gitLine("show-ref") == refs)
    #expect(try scene.test.open().unfinishedUpdate() == nil)
    #expect(!FileManager.default.fileExists(atPath: scene.test.gitDirectory + "/sunset"))
  }

  @Test func aLockThatSomeoneElseHasTakenIsRespected() throws {
    let scene = try Scene()
    try scene.interrupt(at: .init(moved: 1, logIsAhead: false))
    let lock = scene.test.gitDirectory + "/" + scene.names[3] + ".lock"
    // Moved rather than removed, so that the new file cannot get its number.
    try FileManager.default.moveItem(atPath: lock, toPath: scene.test.folder + "/old-lock")
    try Data().write(to: URL(fileURLWithPath: lock))
    #expect(try gitError { try scene.recover(.finish) }.kind == .referenceLocked)
    #expect(FileManager.default.fileExists(atPath: lock))
    #expect(try scene.test.open().unfinishedUpdate()?.state == .partial)
    try FileManager.default.removeItem(atPath: lock)
    try scene.recover(.finish)
    #expect(try scene.test.open().unfinishedUpdate() == nil)
  }

  @Test func nothingElseMovesBeforeTheRecovery() throws {
    let scene = try Scene()
    try scene.interrupt(at: .init(moved: 1, logIsAhead: false))
    let error = try scene.test.unchanged { try scene.test.update(["refs/heads/other": (nil, scene.first)]) }
    #expect(error.kind == .updateUnfinished)
    #expect(error.message.contains("1 of 4 refs"))
  }

  @Test func withoutAJournalRecoveryDoesNothing() throws {
    let scene = try Scene()
    let before = try scene.test.state(of: scene.test.gitDirectory)
    try scene.recover(.finish)
    try scene.recover(.takeBack)
    #expect(try scene.test.state(of: scene.test.gitDirectory) == before)
  }

  @Test(arguments: ["", "{}", "not JSON", #"{"version": 2, "entries": []}"#])
  func aForeignJournalIsAnErrorNotIgnored(text: String) throws {
    let scene = try Scene()
    try scene.test.write(text, to: ".git/sunset/journal.json")
    let error = try gitError { try scene.test.open().unfinishedUpdate() }
    #expect(error.kind == .updateUnfinished)
    #expect(error.subject == scene.test.gitDirectory + "/sunset/journal.json")
  }

  @Test(.enabled(if: geteuid() == 0, "only root can mount a small disk"), arguments: 0..<12)
  func aDiskThatFillsUpMeanwhileLeavesEveryRefWhereItWas(pages: Int) throws {
    let scene = try Scene()
    let disk = try SmallDisk(kilobytes: 2_048)
    let path = disk.path + "/bare"
    try scene.test.git("clone", "--quiet", "--bare", scene.test.path, path)
    try TestRepository.run(["config", "core.logAllRefUpdates", "true"], in: path)
    try disk.fill(leaving: pages * 4)
    let before = try scene.test.state(of: path)
    let names = (0..<5).map { "refs/heads/sunset/\($0)" }
    let updates = Dictionary(
      uniqueKeysWithValues: names.map { ($0, (ObjectID?.none, ObjectID?.some(scene.first))) })
    do {
      try scene.test.update(updates, in: Repository.open(path))
      // Lock, journal, and two pages for each ref: with less it cannot have worked.
      #expect(pages >= 11)
    } catch let error as GitError {
      #expect(error.kind == .diskFull, "\(error)")
      #expect(try scene.test.state(of: path) == before)
    }
  }
}

/// A repository in which four refs are to move.
private struct Scene {
  let test: TestRepository
  let first: ObjectID
  let second: ObjectID

  init() throws {
    test = try TestRepository()
    first = try test.commit("First")
    second = try test.commit("Second")
    try test.update(["refs/heads/sunset/b": (nil, first), "refs/heads/sunset/c": (nil, first)])
  }

  let names = ["a", "b", "c", "d/deep"].map { "refs/heads/sunset/" + $0 }

  var pairs: [String: (ObjectID?, ObjectID?)] {
    [names[0]: (nil, first), names[1]: (first, second), names[2]: (first, nil), names[3]: (nil, second)]
  }

  var updates: [ReferenceUpdate] {
    names.compactMap { name in
      pairs[name].map { old, new in
        ReferenceUpdate(name, to: new, expecting: old.map { .id($0) } ?? .absent, log: .append("sunset"))
      }
    }
  }

  /// Leaves the repository as a crash would: all locks taken, the journal
  /// written, some refs moved and unlocked.
  func interrupt(at point: RecoveryTests.Breakpoint) throws {
    let git = test.gitDirectory
    for name in names { try test.write("", to: ".git/\(name).lock") }
    try FileManager.default.createDirectory(atPath: git + "/sunset", withIntermediateDirectories: true)
    try UpdateJournal(updates, in: git).write(in: git + "/sunset")
    for update in updates.prefix(point.moved) {
      try FileManager.default.removeItem(atPath: "\(git)/\(update.name).lock")
      if let target = update.target {
        try test.git("update-ref", "--create-reflog", "-m", "sunset", update.name, target.hex)
      } else {
        // Its log goes when all refs have moved.
        try FileManager.default.removeItem(atPath: git + "/" + update.name)
      }
    }
    if point.logIsAhead, let next = updates.dropFirst(point.moved).first, let target = next.target {
      let log = "\(git)/logs/\(next.name)"
      let old = (next.expecting.id ?? .zero).hex
      let line = "\(old) \(target) Ada Example <ada@example.org> 1700000000 +0100\tsunset\n"
      let before = FileManager.default.contents(atPath: log) ?? Data()
      try test.write(Array(before) + Array(line.utf8), to: ".git/logs/\(next.name)")
    }
  }

  func recover(_ way: Recovery) throws {
    let repository = try test.open()
    let lock = try repository.lock()
    defer { lock.release() }
    try repository.recover(way, committer: .test, holding: lock)
  }
}
