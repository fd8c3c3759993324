import FormatLaws
import Formats
import Foundation
import SourceText
import Testing

/// A file that one of the formats reads.
struct FormatSample: CustomTestStringConvertible {
  let name: String
  let format: Format
  let bytes: [UInt8]

  var testDescription: String { name }

  func document() throws(FormatProblem) -> any StructuredDocument { try format.document(parsing: bytes) }

  /// What the cases begin and end with, but for those that cannot be read.
  static func cases() throws -> [FormatSample] {
    try FormatCase.all().filter { $0.failure == nil }.flatMap { example in
      guard let format = Format(of: example.path) else { return [FormatSample]() }
      let after = example.after.map {
        FormatSample(name: "\(example.name) (after)", format: format, bytes: $0)
      }
      return [FormatSample(name: example.name, format: format, bytes: example.before)]
        + (after.map { [$0] } ?? [])
    }
  }

  /// The files below Fixtures, by path.
  static func files() throws -> [FormatSample] {
    let names = FileManager.default.enumerator(atPath: fixtures.path)?.compactMap { $0 as? String } ?? []
    return try names.sorted().compactMap { name in
      try Format(of: RepositoryPath(name)).map {
        FormatSample(name: name, format: $0, bytes: try fixture(name))
      }
    }
  }

  static func all() throws -> [FormatSample] { try cases() + files() }

  /// A file below Fixtures.
  static func fixture(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: fixtures.appendingPathComponent(path)))
  }

  private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures")

  /// What is wrong with the deletion of a unit; nil for nothing. In YAML its aliases go, too.
  func fault(without id: Int, of document: any StructuredDocument) -> String? {
    let edit = DocumentEdit(deleting: DocumentEdit.withAliases([id], of: document))
    do {
      _ = try edit.result(on: document, of: bytes, format)
      return nil
    } catch {
      let text = String(decoding: bytes, as: UTF8.self)
      return "\(name) without \(document.path(of: id)): \(error.message)\n\(text)"
    }
  }
}

extension SeededNumbers {
  /// The bytes with some of them left out, doubled, or replaced by signs that mean much.
  mutating func broken(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    let signs = Array("{}()\"'`;#\\$<>\n\r =\u{FEFF}".utf8) + [0xFF, 0x00]
    for _ in 0..<Int.random(in: 1...4, using: &self) where !result.isEmpty {
      let place = Int.random(in: result.indices, using: &self)
      switch Int.random(in: 0..<4, using: &self) {
      case 0: result.removeSubrange(place..<min(result.count, place + Int.random(in: 1...9, using: &self)))
      case 1: result.insert(signs[Int.random(in: signs.indices, using: &self)], at: place)
      case 2: result[place] = signs[Int.random(in: signs.indices, using: &self)]
      default: result.insert(contentsOf: result[..<place].suffix(20), at: place)
      }
    }
    return result
  }
}
