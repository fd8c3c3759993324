import Foundation
import Formats
import SourceText
import Testing

/// Markdown to read, edit and compare.
enum MarkdownSources {
  private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures")

  /// Every Markdown file below Fixtures, by path.
  static func files() throws -> [(name: String, bytes: [UInt8])] {
    let names = FileManager.default.enumerator(atPath: fixtures.path)?.compactMap { $0 as? String } ?? []
    return try names.filter { Format(of: RepositoryPath($0)) == .markdown }.sorted().map {
      ($0, Array(try Data(contentsOf: fixtures.appendingPathComponent($0))))
    }
  }

  /// What the cases begin and end with.
  static func cases() throws -> [(name: String, bytes: [UInt8])] {
    try FormatCase.all().filter { Format(of: $0.path) == .markdown }.flatMap { example in
      [(example.name, example.before)] + (example.after.map { [(example.name + " (after)", $0)] } ?? [])
    }
  }

  static func applied(_ changes: [TextChange], to bytes: [UInt8]) throws -> [UInt8] {
    try EditSet(changes.map { Edit($0.range, replacement: $0.replacement, cause: CauseID(0)) })
      .applied(to: bytes)
  }

  static func text(_ changes: [TextChange], in bytes: [UInt8]) throws -> String {
    String(decoding: try applied(changes, to: bytes), as: UTF8.self)
  }
}

/// What a unit says, for comparing a document with what is left of it.
struct MarkdownSaying: Hashable, CustomStringConvertible {
  let kind: Formats.Unit.Kind
  let name: String?
  let value: String?

  var description: String { "\(kind) \(name ?? "") \(value ?? "")" }

  /// - Parameters:
  ///   - document: whose units are asked.
  ///   - gone: units that are left out.
  /// - Returns: all but what may change: the texts of blocks that lose a part, the
  ///   paragraphs of items, of which the first is the item's own text, and the empty
  ///   comments that keep two blocks apart.
  static func all(_ document: MarkdownDocument, without gone: Set<Int> = []) -> [MarkdownSaying] {
    document.units.filter { unit in
      if gone.contains(unit.id) || (unit.kind == .comment && unit.value == "") { return false }
      return unit.kind != .paragraph || unit.parent.map { document.units[$0].kind != .listItem } ?? true
    }.map { unit in
      let isLeaf = unit.kind == .sentence || unit.kind == .code || unit.kind == .comment || unit.kind == .link
      let losesLink = unit.kind == .sentence && gone.contains { document.units[$0].parent == unit.id }
      return MarkdownSaying(kind: unit.kind, name: unit.name, value: isLeaf && !losesLink ? unit.value : nil)
    }
  }
}
