internal import SourceText

/// Changes by path, arranged as folders.
struct ChangeTree {
  /// What happens to the file of this name; nil if only something below changes.
  private(set) var change: FileChange?
  /// What happens below, by name.
  private(set) var children: [[UInt8]: ChangeTree] = [:]

  init(_ changes: [RepositoryPath: FileChange]) throws(GitError) {
    for (path, change) in changes {
      let components = path.bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      if let bad = components.first(where: { !EntryName.canStandInPath(Array($0)) }) {
        throw .refused(path, "'\(String(decoding: bad, as: UTF8.self))' cannot be part of a path")
      }
      if case .write(_, .submodule) = change { throw .refused(path, "a submodule has no contents to write") }
      insert(change, at: components[...])
    }
  }

  private init() {}

  /// Whether something is written below.
  var writesBelow: Bool { children.values.contains { $0.isWrite || $0.writesBelow } }

  /// Whether a file is written here.
  var isWrite: Bool { if case .write = change { true } else { false } }

  private mutating func insert(_ change: FileChange, at components: ArraySlice<ArraySlice<UInt8>>) {
    guard let name = components.first else {
      self.change = change
      return
    }
    children[Array(name), default: ChangeTree()].insert(change, at: components.dropFirst())
  }
}

extension GitError {
  static func refused(_ path: RepositoryPath, _ why: String) -> GitError {
    GitError(.pathRefused, "change the path", path.description, why)
  }
}
