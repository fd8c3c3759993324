import Foundation
import GitStore
import SourceText
import TestSupport
import Testing

@Suite(.blocking) struct StateTests {
  @Test func recordsAreKeptAndForgottenWithoutATrace() throws {
    let test = try TestRepository()
    let before = try test.state(of: test.gitDirectory)
    let repository = try test.open()
    var lock = try repository.lock()
    #expect(try repository.readState("stack-a.json") == nil)
    try repository.writeState([1, 2, 3], as: "stack-a.json", holding: lock)
    try repository.writeState([4], as: "stack-b.json", holding: lock)
    try repository.writeState([5, 6], as: "stack-a.json", holding: lock)
    lock.release()
    #expect(try repository.readState("stack-a.json") == [5, 6])
    #expect(try repository.stateNames() == ["stack-a.json", "stack-b.json"])
    #expect(
      try test.state(of: test.gitDirectory + "/sunset").keys.sorted() == ["stack-a.json", "stack-b.json"])

    lock = try repository.lock()
    for name in try repository.stateNames() + ["never-there"] {
      try repository.removeState(name, holding: lock)
    }
    lock.release()
    #expect(try test.state(of: test.gitDirectory) == before)
  }

  @Test func linkedWorkTreesShareTheRecords() throws {
    let test = try TestRepository()
    try test.commit()
    try test.git("worktree", "add", "--quiet", "-b", "side", test.folder + "/linked")
    let (main, linked) = (try test.open(), try Repository.open(test.folder + "/linked"))
    let lock = try linked.lock()
    defer { lock.release() }
    try linked.writeState([7], as: "record", holding: lock)
    #expect(try main.readState("record") == [7])
    #expect(try gitError { try main.lock() }.kind == .busy)
  }

  @Test(arguments: ["", ".hidden", "a/b", "..", "lock", "journal.json", "x.new", "ä", "a b"])
  func otherNamesAreErrors(name: String) throws {
    let test = try TestRepository()
    let repository = try test.open()
    let lock = try repository.lock()
    defer { lock.release() }
    let error = try gitError { try repository.writeState([], as: name, holding: lock) }
    #expect(error.message.contains("cannot be the name of a record"))
    #expect(try gitError { try repository.readState(name) }.subject == name)
  }

  @Test(.enabled(if: geteuid() == 0, "only root can mount a small disk"))
  func aFullDiskKeepsTheOldRecord() throws {
    let test = try TestRepository()
    try test.commit()
    let disk = try SmallDisk(kilobytes: 1_024)
    try test.git("clone", "--quiet", "--bare", test.path, disk.path + "/bare")
    let repository = try Repository.open(disk.path + "/bare")
    let lock = try repository.lock()
    defer { lock.release() }
    try repository.writeState([1], as: "record", holding: lock)
    try disk.fill(leaving: 8)
    let before = try test.state(of: disk.path)
    let error = try gitError {
      try repository.writeState(Array(repeating: 2, count: 20_000), as: "record", holding: lock)
    }
    #expect(error.kind == .diskFull)
    #expect(error.message.contains("sunset/record"))
    #expect(try test.state(of: disk.path) == before)
  }

  @Test func theLockExcludesAndNamesItsHolder() throws {
    let test = try TestRepository()
    let before = try test.state(of: test.gitDirectory)
    let repository = try test.open()
    let lock = try repository.lock()
    let error = try gitError { try test.open().lock() }
    #expect(error.kind == .busy)
    #expect(error.detail == "process \(getpid()) is changing it with Sunset")
    lock.release()
    lock.release()
    #expect(try test.state(of: test.gitDirectory) == before)
    try test.open().lock().release()
  }

  @Test func theLockGoesWithItsLastReference() throws {
    let test = try TestRepository()
    let repository = try test.open()
    do { _ = try repository.lock() }
    try repository.lock().release()
  }

  @Test func whatADeadProcessLeftIsTakenOver() throws {
    let test = try TestRepository()
    try test.write("4711\n", to: ".git/sunset/lock")
    try test.write("half", to: ".git/sunset/journal.json.new")
    let repository = try test.open()
    try repository.lock().release()
    #expect(!FileManager.default.fileExists(atPath: test.gitDirectory + "/sunset"))
  }

  @Test func manyThreadsTakeTurns() throws {
    let test = try TestRepository()
    let repository = try test.open()
    let (counter, path) = (Counter(), test.folder + "/inside")
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      for _ in 0..<50 {
        guard let lock = try? repository.lock() else { continue }
        // Whoever is not alone finds the file of the other.
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY, 0o600)
        counter.add(alone: descriptor >= 0)
        close(descriptor)
        unlink(path)
        lock.release()
      }
    }
    #expect(counter.alone > 0)
    #expect(counter.together == 0)
  }

  @Test func aLockThatCannotBeMadeSaysWhy() throws {
    let test = try TestRepository()
    try test.write("a file", to: ".git/sunset")
    let error = try gitError { try test.open().lock() }
    #expect(error.message.contains("sunset/lock"))
    #expect(error.code == ENOTDIR)
  }
}

/// Counts from several threads.
private final class Counter: @unchecked Sendable {
  private let mutex = NSLock()
  private(set) var alone = 0
  private(set) var together = 0

  func add(alone isAlone: Bool) {
    mutex.withLock { if isAlone { alone += 1 } else { together += 1 } }
  }
}
