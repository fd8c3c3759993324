import Foundation
import SourceText
import Testing

@testable import Verifying

/// A remnant planted into one real file of each format that the chat product has.
@Suite("Formats of the chat product") struct FixtureFormatTests {
  /// The first file of each extension, or of each name without one.
  private static let samples: [String: URL] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/ChatProduct")
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isRegularFileKey])
    var samples: [String: URL] = [:]
    for case let file as URL in files ?? .init() {
      guard (try? file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true else { continue }
      let format = file.pathExtension.isEmpty ? file.lastPathComponent : file.pathExtension
      if samples[format].map({ file.path < $0.path }) ?? true { samples[format] = file }
    }
    return samples
  }()

  @Test("There are as many as the product has")
  func formats() {
    let expected: Set = [
      "go", "ts", "tsx", "md", "yaml", "yml", "conf", "json", "sh", "html", "Dockerfile", "tpl", "mod", "sum",
      ".editorconfig", "CODEOWNERS",
    ]
    #expect(expected.subtracting(Self.samples.keys) == [])
  }

  @Test(
    "It is found at its line and column, and nothing else of the file is lost",
    arguments: samples.keys.sorted())
  func planted(format: String) throws {
    let file = try #require(Self.samples[format])
    let path = RepositoryPath(file.lastPathComponent)
    let original = [UInt8](try Data(contentsOf: file))
    let before = try Trial.verify([Planted(path, bytes: original)]).report.remnants
    var random = Steps(seed: original.count)
    for _ in 0..<8 {
      let offset = Int.random(in: 0...original.count, using: &random)
      let bytes = original[..<offset] + "\n web_socket \n".utf8 + original[offset...]
      let line = original[..<offset].count { $0 == 0x0A } + 2
      let after = try Trial.verify([Planted(path, bytes: Array(bytes))]).report.remnants
      let planted = after.filter { $0.place.line == line }
      #expect(planted.map { "\($0.place.column ?? 0) \($0.pattern)" } == ["2 websocket"])
      // Of what stood there, only a name that the line end cut in two may be missing.
      #expect(after.count - 1 >= before.count - 1)
    }
  }
}
