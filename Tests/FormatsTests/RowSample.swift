import Foundation
import Formats
import SourceText
import Testing

/// A file that one of the formats under `RowFormatTests` reads.
struct RowSample: CustomTestStringConvertible {
  let name: String
  let format: Format
  let bytes: [UInt8]

  var testDescription: String { name }

  func document() throws(FormatProblem) -> any StructuredDocument { try format.document(parsing: bytes) }

  /// The files of the cases and of the fixtures, and those under the directory that
  /// `FORMAT_SAMPLES` names.
  static func all() throws -> [RowSample] {
    let cases = try FormatCase.all().filter { $0.failure == nil }.compactMap { example in
      sample(name: example.name, path: example.path.text, example.before)
    }
    let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/ChatProduct")
    let more = ProcessInfo.processInfo.environment["FORMAT_SAMPLES"].map(URL.init(fileURLWithPath:))
    return try cases + files(below: fixtures) + (more.map(files) ?? [])
  }

  static func files(below root: URL) throws -> [RowSample] {
    let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return try names.sorted().compactMap { name in
      guard let format = Format(of: RepositoryPath(name)), RowFormatTests.formats.contains(format) else {
        return nil
      }
      return sample(name: name, path: name, Array(try Data(contentsOf: root.appendingPathComponent(name))))
    }
  }

  private static func sample(name: String, path: String, _ bytes: [UInt8]) -> RowSample? {
    guard let format = Format(of: RepositoryPath(path)), RowFormatTests.formats.contains(format) else {
      return nil
    }
    return RowSample(name: name, format: format, bytes: bytes)
  }

  func applying(_ changes: [TextChange]) -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    for change in changes {
      guard change.range.lowerBound >= position else {
        Issue.record("\(name): changes overlap at \(change)")
        continue
      }
      result += bytes[position..<change.range.lowerBound]
      result += change.replacement
      position = change.range.upperBound
    }
    return result + bytes[position...]
  }

  /// Kinds, names, values and depths. Lines of comment are compared one by one: two
  /// comments become one unit where what parted them went. What an instruction says is
  /// compared by its parts, where it has any. The `:` of a shell's emptied branch is no
  /// line of its own.
  static func summary(_ units: [Formats.Unit]) -> [String] {
    var depths: [Int: Int] = [:]
    let parents = Set(units.compactMap(\.parent))
    return units.filter { $0.kind != .line || $0.value != ":" }.flatMap { unit in
      let depth = unit.parent.flatMap { depths[$0] }.map { $0 + 1 } ?? 0
      depths[unit.id] = depth
      let values =
        unit.kind == .comment && unit.name == nil
        ? (unit.value ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        : [unit.kind == .instruction && parents.contains(unit.id) ? "(parts)" : unit.value ?? "(none)"]
      return values.map { "\(depth) \(unit.kind) \(unit.name ?? "(none)") \($0)" }
    }
  }

  /// All units of a file of usual size, and as many, evenly spread, of a larger one.
  static func some(_ units: [Formats.Unit]) -> [Formats.Unit] {
    stride(from: 0, to: units.count, by: units.count / 200 + 1).map { units[$0] }
  }

  /// How many blank lines stand one below the other at most.
  static func longestGap(_ bytes: [UInt8]) -> Int {
    var longest = 0
    var current = 0
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
      current = line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }

  static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
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
