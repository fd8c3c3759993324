import Formats
import SourceText

/// Markdown to read, edit and compare.
enum MarkdownSources {
  static func applied(_ changes: [TextChange], to bytes: [UInt8]) throws -> [UInt8] {
    try EditSet(changes.map { Edit($0.range, replacement: $0.replacement, cause: CauseID(0)) })
      .applied(to: bytes)
  }

  static func text(_ changes: [TextChange], in bytes: [UInt8]) throws -> String {
    String(decoding: try applied(changes, to: bytes), as: UTF8.self)
  }
}
