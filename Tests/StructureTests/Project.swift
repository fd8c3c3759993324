import Foundation

/// The project's own files, read where they lie.
enum Project {
  /// The folder of `Package.swift`.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The contents of a file, whatever its bytes.
  static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  /// The Swift files of a module, or of all if none is named.
  static func sources(of module: String? = nil) throws -> [SourceFile] {
    try allSources.get().filter { module == nil || $0.module == module }
  }

  /// Read once.
  private static let allSources = Result {
    try files(below: "Sources").filter { $0.hasSuffix(".swift") }.map(SourceFile.init)
  }

  /// The paths of the files below a folder, in order.
  static func files(below folder: String) throws -> [String] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    return paths.map { prefix + $0 }.filter { !isDirectory($0) }.sorted()
  }

  private static func isDirectory(_ path: String) -> Bool {
    var result: ObjCBool = false
    return FileManager.default.fileExists(atPath: root.appending(path: path).path, isDirectory: &result)
      && result.boolValue
  }
}
