import Foundation
import Formats
import SourceText

/// Files to read, edit and compare.
enum JSONSources {
  private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures")

  static func fixture(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: fixtures.appendingPathComponent(path)))
  }

  /// Every JSON file below Fixtures, by path.
  static func files() throws -> [(name: String, bytes: [UInt8])] {
    let names = FileManager.default.enumerator(atPath: fixtures.path)?.compactMap { $0 as? String } ?? []
    return try names.filter { Format(of: RepositoryPath($0)) == .json }.sorted().map { ($0, try fixture($0)) }
  }

  /// What the cases begin and end with, but for those that cannot be read.
  static func cases() throws -> [(name: String, bytes: [UInt8])] {
    try FormatCase.all().filter { Format(of: $0.path) == .json && $0.failure == nil }.flatMap { example in
      [(example.name, example.before)] + (example.after.map { [(example.name + " (after)", $0)] } ?? [])
    }
  }
}

/// What a document says, whatever it looks like.
struct Said: Hashable {
  let kind: Formats.Unit.Kind
  let name: String?
  let value: String?
  let depth: Int

  static func all(_ document: some StructuredDocument, without gone: Set<Int> = []) -> [Said] {
    var depths: [Int] = []
    for unit in document.units { depths.append(unit.parent.map { depths[$0] + 1 } ?? 0) }
    return document.units.filter { !gone.contains($0.id) }.map {
      Said(kind: $0.kind, name: $0.name, value: $0.value, depth: depths[$0.id])
    }
  }
}
