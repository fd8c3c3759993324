internal import SourceText

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The record of an update of refs that is under way: written when all locks are
/// held and all old values are known, removed when all refs have moved.
struct UpdateJournal: Codable, Hashable {
  static let fileName = "journal.json"

  struct Entry: Codable, Hashable {
    let name: String
    /// 40 digits; nil for no ref.
    let old: String?
    /// 40 digits; nil for no ref.
    let new: String?
    /// `append`, `takeBack` or `keep`.
    let log: String
    /// What is appended to the log.
    let message: String?
    /// The number of the lock's file, to know it again after a crash.
    let lock: UInt64?
  }

  /// Of this format; another one is not read.
  let version: Int
  let entries: [Entry]

  init(_ updates: [ReferenceUpdate], in commonDirectory: String) {
    version = 1
    entries = updates.sorted(by: ReferenceUpdate.isInOrder).map { update in
      let (log, message): (String, String?) =
        switch update.log {
        case .append(let message): ("append", message)
        case .takeBack: ("takeBack", nil)
        case .keep: ("keep", nil)
        }
      return Entry(
        name: update.name, old: update.expecting.id?.hex, new: update.target?.hex, log: log, message: message,
        lock: FileSystem.inode(Self.lockPath(update.name, in: commonDirectory)))
    }
  }

  /// Reads what an interrupted update left; nil if there is nothing.
  static func read(in folder: String) throws(GitError) -> UpdateJournal? {
    let path = folder + "/" + fileName
    guard let bytes = try FileSystem.read(path) else { return nil }
    guard let journal = try? JSONDecoder().decode(UpdateJournal.self, from: Data(bytes)),
      journal.version == 1,
      journal.updates.count == journal.entries.count
    else {
      throw GitError(
        .updateUnfinished, "read the journal", path, "it is not one that this version writes",
        remedy: "compare the refs that it lists with git for-each-ref, put them right, then delete the file")
    }
    return journal
  }

  func write(in folder: String) throws(GitError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    let path = folder + "/" + Self.fileName
    guard let bytes = try? encoder.encode(self) else {
      throw GitError(.failed, "write the journal", path, "a name in it is not UTF-8")
    }
    try FileSystem.writeAtomically(Array(bytes), to: path)
  }

  static func remove(in folder: String) throws(GitError) { try FileSystem.remove(folder + "/" + fileName) }

  /// The updates that were meant.
  var updates: [ReferenceUpdate] { entries.compactMap { $0.update } }

  /// Removes the locks that the interrupted update held, known by their numbers;
  /// a lock that someone else has taken since stays.
  func removeOwnLocks(in commonDirectory: String) throws(GitError) {
    for entry in entries {
      let path = Self.lockPath(entry.name, in: commonDirectory)
      if let own = entry.lock, FileSystem.inode(path) == own { try FileSystem.remove(path) }
    }
  }

  static func lockPath(_ name: String, in commonDirectory: String) -> String {
    commonDirectory + "/" + name + ".lock"
  }
}

extension UpdateJournal.Entry {
  /// Nil when an id or the kind of log is malformed.
  fileprivate var update: ReferenceUpdate? {
    let (old, new) = (old.map { ObjectID(hex: $0) }, new.map { ObjectID(hex: $0) })
    if case .some(.none) = old { return nil }
    if case .some(.none) = new { return nil }
    let log: ReferenceUpdate.Log
    switch (self.log, message) {
    case ("append", let message?): log = .append(message)
    case ("takeBack", nil): log = .takeBack
    case ("keep", nil): log = .keep
    default: return nil
    }
    return ReferenceUpdate(name, to: new ?? nil, expecting: .init(old ?? nil), log: log)
  }
}
