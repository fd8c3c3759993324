internal import Foundation
public import SourceText

/// A temporary folder with the files of a snapshot; it goes with this value's end.
public final class Checkout {
  /// Absolute.
  public let path: String

  /// - Parameters:
  ///   - folder: where to make it; absolute.
  ///   - snapshot: the files. What cannot be read is an error: a gate on half a tree
  ///     proves nothing.
  ///   - workTree: the user's work tree, whose installed packages (`node_modules`
  ///     beside a package.json) are linked in; nil if there is none.
  /// - Throws: `UnreadableContents`, or `StackingError.checkoutFailed`.
  public init(in folder: String, of snapshot: any Snapshot, workTree: String?) throws {
    path = folder + "/sunset-gate-" + UUID().uuidString.lowercased()
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      for entry in snapshot.entries where entry.mode != .submodule {
        try write(snapshot.contents(at: entry.path), entry.mode, at: entry.path)
      }
      if let workTree { try linkPackages(of: snapshot, from: workTree) }
    } catch {
      try? FileManager.default.removeItem(atPath: path)
      throw error is UnreadableContents
        ? error : StackingError.checkoutFailed(path: path, detail: error.localizedDescription)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Brings the folder to the next step's tree.
  func apply(_ changes: [RepositoryPath: FileChange]) throws {
    do {
      for (path, change) in changes.sorted(by: { $0.key < $1.key }) {
        switch change {
        case .delete: try FileManager.default.removeItem(atPath: full(path))
        case .write(let bytes, let mode): try write(bytes, mode, at: path)
        }
      }
    } catch {
      throw StackingError.checkoutFailed(path: path, detail: error.localizedDescription)
    }
  }

  private func full(_ path: RepositoryPath) -> String { self.path + "/" + path.text }

  private func write(_ bytes: [UInt8], _ mode: FileMode, at path: RepositoryPath) throws {
    let target = full(path)
    if let parent = path.parent {
      try FileManager.default.createDirectory(atPath: full(parent), withIntermediateDirectories: true)
    }
    if mode == .symlink {
      try? FileManager.default.removeItem(atPath: target)
      try FileManager.default.createSymbolicLink(
        atPath: target, withDestinationPath: String(decoding: bytes, as: UTF8.self))
      return
    }
    try Data(bytes).write(to: URL(fileURLWithPath: target))
    if mode == .executable {
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: target)
    }
  }

  private func linkPackages(of snapshot: any Snapshot, from workTree: String) throws {
    for entry in snapshot.entries where entry.path.name == "package.json" {
      let folder = entry.path.parent.map { "/" + $0.text } ?? ""
      let installed = workTree + folder + "/node_modules"
      let target = path + folder + "/node_modules"
      guard FileManager.default.fileExists(atPath: installed), !FileManager.default.fileExists(atPath: target)
      else { continue }
      try FileManager.default.createSymbolicLink(atPath: target, withDestinationPath: installed)
    }
  }
}
