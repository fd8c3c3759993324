import Foundation
import SourceText
import TestSupport

/// The pinned Go compiler, run once over many small sets of files by Tests/Compilers/go.
enum GoCompiler {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// For each set of files its diagnostics, without lines: what the compiler and vet find,
  /// what gofmt would change, what no code reads, and what its program prints if it runs.
  static func diagnostics(of sets: [[RepositoryPath: [UInt8]]], running: Bool = false) throws -> [[String]] {
    let texts = sets.map { set in
      Dictionary(
        set.map { ($0.key.text, String(decoding: $0.value, as: UTF8.self)) }, uniquingKeysWith: { $1 })
    }
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("go-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    // Through a file: a pipe could fill up while the other end is still reading.
    let input = scratch.appendingPathComponent("sets.json")
    try JSONEncoder().encode(texts).write(to: input)
    let sources = InstalledGo.repository.appending(path: "Tests/Compilers/go")
    let files = try FileManager.default.contentsOfDirectory(atPath: sources.path)
      .filter { $0.hasSuffix(".go") }.sorted()
    let binary = try InstalledGo.root().appending(path: "bin")
    let process = Process()
    let output = Pipe()
    process.executableURL = binary.appendingPathComponent("go")
    process.arguments = ["run"] + files + (running ? ["-run"] : [])
    process.currentDirectoryURL = sources
    process.environment = [
      "PATH": "\(binary.path):/usr/bin:/bin", "HOME": scratch.path,
      "GOPATH": scratch.appendingPathComponent("gopath").path,
      "GOCACHE": InstalledGo.cache.path, "GOENV": "off", "GOTOOLCHAIN": "local",
      "GOPROXY": "off", "GOSUMDB": "off", "GOTELEMETRY": "off", "CGO_ENABLED": "0",
    ]
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: "go run ended with \(process.terminationStatus); run Scripts/setup-tests")
    }
    return try JSONDecoder().decode([[String]].self, from: data)
  }
}
