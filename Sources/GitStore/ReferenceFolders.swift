/// The folders of some refs and their logs. git makes them when it needs them;
/// those that an update made and leaves empty go again.
struct ReferenceFolders {
  private let absentBefore: [String]

  init(_ names: [String], in commonDirectory: String) {
    absentBefore = Self.folders(names, in: commonDirectory).filter { !FileSystem.exists($0) }
  }

  func removeNewAndEmpty() {
    for folder in absentBefore { FileSystem.removeIfEmpty(folder) }
  }

  /// Takes away what is empty, whoever made it: nobody remembers after a crash,
  /// or when a ref that was made long ago is deleted.
  static func removeEmpty(_ names: [String], in commonDirectory: String) {
    for folder in folders(names, in: commonDirectory) { FileSystem.removeIfEmpty(folder) }
  }

  /// Every folder above the refs and their logs, deepest first; but `refs/heads`
  /// and its kin belong to every repository, and `logs` does not.
  private static func folders(_ names: [String], in commonDirectory: String) -> [String] {
    var folders: Set<String> = []
    for name in names {
      var components = name.split(separator: "/").dropLast()
      while !components.isEmpty {
        let folder = components.joined(separator: "/")
        if components.count > 2 { folders.insert("\(commonDirectory)/\(folder)") }
        folders.insert("\(commonDirectory)/logs/\(folder)")
        components = components.dropLast()
      }
    }
    return folders.sorted { ($1.utf8.count, $1) < ($0.utf8.count, $0) } + ["\(commonDirectory)/logs"]
  }
}
