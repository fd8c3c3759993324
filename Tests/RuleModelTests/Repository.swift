import Foundation

/// The files of this repository that tests read.
enum Repository {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Where a file lies, by its path from the repository's root.
  static func url(_ path: String) -> URL { root.appending(path: path) }

  /// The contents of a file, by its path from the repository's root.
  static func bytes(_ path: String) throws -> [UInt8] { try Array(Data(contentsOf: url(path))) }

  /// Whether generated files are to be written instead of compared.
  static var isRecording: Bool { ProcessInfo.processInfo.environment["SUNSET_RECORD"] == "1" }
}
