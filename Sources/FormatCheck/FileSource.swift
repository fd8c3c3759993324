import Foundation
import GitStore
import SourceText

/// The files that are checked.
enum FileSource {
  /// What a commit tracks.
  case commit(CommitSnapshot, ObjectID)
  /// What a folder holds, with the paths of its files.
  case folder(URL, [RepositoryPath])

  /// - Parameter folder: the top of a checkout, a bare repository, or any other folder.
  /// - Throws: `GitError`, or an error of the file system.
  init(_ folder: String) throws {
    let url = URL(fileURLWithPath: folder).resolvingSymlinksInPath()
    if let repository = try Self.repository(at: url) {
      let head = try repository.resolve("HEAD")
      self = .commit(try repository.snapshot(of: head), head)
    } else {
      self = .folder(url, try Self.files(below: url))
    }
  }

  /// A folder inside of a checkout is only a folder.
  private static func repository(at url: URL) throws -> Repository? {
    let repository: Repository
    do {
      repository = try Repository.open(url.path)
    } catch {
      if error.kind == .notARepository { return nil }
      throw error
    }
    let top = repository.workTree ?? repository.gitDirectory
    return URL(fileURLWithPath: top).resolvingSymlinksInPath().path == url.path ? repository : nil
  }

  private static func files(below url: URL) throws -> [RepositoryPath] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: url.path)
    return names.filter { name in
      let attributes = try? FileManager.default.attributesOfItem(atPath: url.appending(path: name).path)
      return attributes?[.type] as? FileAttributeType == .typeRegular
    }.map { RepositoryPath($0) }.sorted()
  }

  /// What is read, for people.
  var description: String {
    switch self {
    case .commit(let snapshot, let id): "commit \(id.short), \(snapshot.entries.count) entries"
    case .folder(_, let paths): "folder, \(paths.count) files"
    }
  }

  /// In order; links and submodules are not among them.
  var paths: [RepositoryPath] {
    switch self {
    case .commit(let snapshot, _): snapshot.entries.filter(\.mode.isFile).map(\.path)
    case .folder(_, let paths): paths
    }
  }

  /// Calls `body` with the bytes of each file, on several threads; nil where they cannot be read.
  func map<Output: Sendable>(
    _ paths: [RepositoryPath], _ body: @escaping @Sendable (RepositoryPath, [UInt8]?) -> Output
  ) -> [Output] {
    switch self {
    case .commit(let snapshot, _):
      return snapshot.concurrentMap(paths.compactMap(snapshot.entry(at:))) { entry, contents in
        body(entry.path, try? contents.map { Array($0) }.get())
      }
    case .folder(let url, _):
      return paths.map { path in
        body(path, (try? Data(contentsOf: url.appending(path: path.text))).map { Array($0) })
      }
    }
  }
}
