import Foundation
import SourceText

/// The real TypeScript compiler, run once over many small sets of files by
/// Tests/Compilers/check-typescript.js.
enum TypeScriptCompiler {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// For each set of files its diagnostics, without places.
  static func diagnostics(of sets: [[RepositoryPath: [UInt8]]]) throws -> [[String]] {
    guard FileManager.default.fileExists(atPath: "/usr/share/nodejs/typescript/package.json") else {
      throw Failure(description: "there is no TypeScript compiler to check with; run Scripts/setup-tests")
    }
    let texts = sets.map { set in
      Dictionary(
        set.map { ($0.key.text, String(decoding: $0.value, as: UTF8.self)) }, uniquingKeysWith: { $1 })
    }
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Compilers/check-typescript.js")
    // Through a file: a pipe could fill up while the other end is still reading.
    let input = FileManager.default.temporaryDirectory.appendingPathComponent(
      "sets-\(UUID().uuidString).json")
    try JSONEncoder().encode(texts).write(to: input)
    defer { try? FileManager.default.removeItem(at: input) }
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["node", script.path]
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: "node ended with \(process.terminationStatus); run Scripts/setup-tests")
    }
    return try JSONDecoder().decode([[String]].self, from: data)
  }
}
