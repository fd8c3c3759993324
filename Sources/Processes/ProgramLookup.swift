#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Finds the file that a command runs, the way `execvp` does.
enum ProgramLookup {
  /// - Parameters:
  ///   - program: a name, or a path when it holds `/`.
  ///   - directory: what a relative path starts from.
  ///   - path: folders separated by `:`; an empty one is `directory`.
  /// - Returns: the path of a file that may be executed.
  /// - Throws: when there is none.
  static func find(_ program: String, in directory: String, path: String?) throws(CommandError) -> String {
    if program.contains("/") {
      let file = absolute(program, in: directory)
      guard isFile(file) else { throw .programNotFound(program, searched: [directory]) }
      guard access(file, X_OK) == 0 else { throw .notExecutable(file) }
      return file
    }
    let folders = (path ?? "").split(separator: ":", omittingEmptySubsequences: path?.isEmpty ?? true)
      .map { absolute(String($0), in: directory) }
    let files = folders.map { $0 + "/" + program }.filter(isFile)
    if let file = files.first(where: { access($0, X_OK) == 0 }) { return file }
    if let file = files.first { throw .notExecutable(file) }
    throw .programNotFound(program, searched: folders)
  }

  /// Whether a folder is there.
  static func isDirectory(_ path: String) -> Bool { mode(of: path) == S_IFDIR }

  private static func isFile(_ path: String) -> Bool { mode(of: path) == S_IFREG }

  private static func absolute(_ path: String, in directory: String) -> String {
    if path.hasPrefix("/") { return path }
    let relative = path.hasPrefix("./") ? path.dropFirst(2) : path[...]
    return relative.isEmpty ? directory : directory + "/" + relative
  }

  private static func mode(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }
}
