extension Repository {
  /// What was kept under a name.
  ///
  /// - Parameter name: letters, digits, `-`, `_` and `.`; not beginning with a dot.
  /// - Returns: the bytes; nil if nothing was kept.
  /// - Throws: `GitError` when the record cannot be read, or the name is not such.
  public func readState(_ name: String) throws(GitError) -> [UInt8]? {
    try FileSystem.read(try statePath(name))
  }

  /// The names under which something is kept, sorted.
  ///
  /// - Throws: `GitError` when the folder cannot be read.
  public func stateNames() throws(GitError) -> [String] {
    try FileSystem.list(ownFolder).filter { Self.isStateName($0) }
  }

  /// Keeps a record in the git directory, in place of what had the name before:
  /// wholly or not at all, and on the disk when this returns.
  ///
  /// - Parameters:
  ///   - bytes: what to keep.
  ///   - name: letters, digits, `-`, `_` and `.`; not beginning with a dot.
  ///   - lock: of this repository.
  /// - Throws: `GitError` of kind `diskFull` or `accessDenied`; the old record then stands.
  public func writeState(_ bytes: [UInt8], as name: String, holding lock: ExclusiveLock) throws(GitError) {
    try requireHeld(lock, "keep the record")
    try FileSystem.writeAtomically(bytes, to: try statePath(name))
  }

  /// Forgets a record; that there is none is fine.
  ///
  /// - Parameters:
  ///   - name: as when it was kept.
  ///   - lock: of this repository.
  /// - Throws: `GitError` when the file cannot be removed.
  public func removeState(_ name: String, holding lock: ExclusiveLock) throws(GitError) {
    try requireHeld(lock, "remove the record")
    try FileSystem.remove(try statePath(name))
  }

  private func statePath(_ name: String) throws(GitError) -> String {
    guard Self.isStateName(name) else {
      throw GitError(
        .failed, "name a record", name, "that cannot be the name of a record",
        remedy: "use letters, digits, '-', '_' and '.'")
    }
    return ownFolder + "/" + name
  }

  private static func isStateName(_ name: String) -> Bool {
    let reserved =
      name == "lock" || name == UpdateJournal.fileName || name.hasSuffix(FileSystem.temporarySuffix)
    return !name.isEmpty && !name.hasPrefix(".") && !reserved && name.utf8.count < 200
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
          true
        default: false
        }
      }
  }
}
