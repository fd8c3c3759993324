import Foundation
import TestSupport
import Testing

/// The real gofmt, one process for many files.
enum Gofmt {
  /// What gofmt makes of each text; nil where it cannot read it.
  static func formatted(_ texts: [[UInt8]]) throws -> [[UInt8]?] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "gofmt-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = texts.indices.map { folder.appending(path: "\($0).go") }
    for (file, text) in zip(files, texts) { try Data(text).write(to: file) }
    let process = Process()
    let errors = Pipe()
    process.executableURL = try InstalledGo.root().appending(path: "bin/gofmt")
    process.arguments = ["-w", folder.path]
    process.standardError = errors
    try process.run()
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    // It formats the other files even when there is one that it cannot read.
    let unread = Set(
      said.split(separator: "\n").compactMap { $0.split(separator: ":").first.map(String.init) })
    #expect(process.terminationStatus == (unread.isEmpty ? 0 : 2))
    return try files.map { unread.contains($0.path) ? nil : [UInt8](try Data(contentsOf: $0)) }
  }
}
