public import Foundation

/// The Go that Scripts/setup-tests installs.
public enum InstalledGo {
  /// It is not there.
  public struct Missing: Error, CustomStringConvertible {
    /// What to do.
    public let description = "there is no Go to check with; run Scripts/setup-tests"
  }

  /// The repository's root.
  public static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Where what Go builds is kept between runs.
  public static let cache = repository.appending(path: ".deps/go-cache")

  /// Its folder, with `bin/go` and `bin/gofmt`.
  /// - Throws: `Missing`.
  public static func root() throws -> URL {
    let library = repository.appending(path: ".deps/fixture-venv/lib")
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: library.path)) ?? []
    let folders = versions.map { library.appending(path: "\($0)/site-packages/go") }
    guard
      let found = folders.first(where: {
        FileManager.default.isExecutableFile(atPath: $0.appending(path: "bin/go").path)
      })
    else { throw Missing() }
    return found
  }
}
