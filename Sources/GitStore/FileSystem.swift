#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The few calls on files that libgit2 has no part in.
enum FileSystem {
  /// How the names of files end that are not yet complete.
  static let temporarySuffix = ".new"

  /// The bytes of a file; nil if there is none.
  static func read(_ path: String) throws(GitError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .system(errno, "read the file", path)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = System.read(descriptor, &buffer)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw .system(errno, "read the file", path)
      }
      bytes += buffer[..<count]
    }
  }

  /// Whether something is at `path`; a dangling link counts as nothing.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The names in a folder, sorted, without `.` and `..`; empty if there is no such folder.
  static func list(_ folder: String) throws(GitError) -> [String] {
    guard let directory = opendir(folder) else {
      if errno == ENOENT || errno == ENOTDIR { return [] }
      throw .system(errno, "list the folder", folder)
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Makes a folder unless it exists; the folder above must.
  static func makeFolder(_ path: String) throws(GitError) {
    guard mkdir(path, 0o777) != 0, errno != EEXIST else { return }
    throw .system(errno, "make the folder", path)
  }

  /// Removes a file; that there is none is fine.
  static func remove(_ path: String) throws(GitError) {
    guard unlink(path) != 0, errno != ENOENT, errno != ENOTDIR else { return }
    throw .system(errno, "remove the file", path)
  }

  /// Removes a folder if it is empty; otherwise leaves it.
  static func removeIfEmpty(_ folder: String) { _ = rmdir(folder) }

  /// The number of the file at `path` on its disk; nil if there is none. Two
  /// files that exist at the same time on one disk have different numbers.
  static func inode(_ path: String) -> UInt64? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    return UInt64(status.st_ino)
  }

  /// Puts `bytes` in place of whatever `path` held: all or nothing, and on the
  /// disk when this returns.
  static func writeAtomically(_ bytes: [UInt8], to path: String) throws(GitError) {
    let temporary = path + temporarySuffix
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .system(errno, "write the file", path) }
    do throws(GitError) {
      try write(bytes, to: descriptor, path)
      guard rename(temporary, path) == 0 else { throw GitError.system(errno, "write the file", path) }
    } catch {
      _ = unlink(temporary)
      throw error
    }
    try flushFolder(of: path)
  }

  /// Writes, flushes and closes.
  private static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(GitError) {
    var failure: Int32?
    var rest = bytes[...]
    while failure == nil, !rest.isEmpty {
      let count = System.write(descriptor, rest)
      if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { failure = errno }
    }
    if failure == nil, fsync(descriptor) != 0 { failure = errno }
    // Some file systems only tell of a full disk when the file is closed.
    if close(descriptor) != 0, failure == nil { failure = errno }
    if let failure { throw .system(failure, "write the file", path) }
  }

  /// Makes a rename in a folder last.
  private static func flushFolder(of path: String) throws(GitError) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(errno, "flush the folder", folder) }
    defer { close(descriptor) }
    // Not every file system can flush a folder; those keep the order by themselves.
    if fsync(descriptor) != 0, errno != EINVAL { throw .system(errno, "flush the folder", folder) }
  }
}

/// The system's `read` and `write`, whose names `FileSystem` has taken.
private enum System {
  static func read(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int {
    buffer.withUnsafeMutableBytes { bytes in
      #if canImport(Glibc)
        Glibc.read(descriptor, bytes.baseAddress, bytes.count)
      #else
        Darwin.read(descriptor, bytes.baseAddress, bytes.count)
      #endif
    }
  }

  static func write(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBytes { bytes in
      #if canImport(Glibc)
        Glibc.write(descriptor, bytes.baseAddress, bytes.count)
      #else
        Darwin.write(descriptor, bytes.baseAddress, bytes.count)
      #endif
    }
  }
}
