import Foundation
import Formats
import SourceText
import Testing

/// The cases under Fixtures/Cases/formats: what is deleted from a file, and the file
/// afterwards, byte for byte.
///
///     # What the case shows, in a sentence.
///     delete: services / websocket-lb
///     change: services / backend / environment / CHAT_MODE = polling
///     -- docker-compose.yml --
///     …
///     -- docker-compose.yml (after) --
///     …
///
/// Paths are those of `path(of:)`, parted by ` / `; `delete:` may stand more than once.
/// Without `(after)` the file stays as it is; `fails: TEXT` says that it cannot be read,
/// and why. `\r` at the end of a header line gives the file CRLF line ends, `bom` a
/// byte-order mark, `open` no last line end: `-- a.yml, crlf, bom, open --`.
struct FormatCase: CustomTestStringConvertible {
  let name: String
  var deleted: [String] = []
  var changed: [(path: String, value: String)] = []
  var failure: String?
  var path = RepositoryPath("")
  var before: [UInt8] = []
  var after: [UInt8]?

  var testDescription: String { name }

  static func all() throws -> [FormatCase] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/Cases/formats")
    let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return try names.filter { $0.hasSuffix(".case") }.sorted().map { name in
      try FormatCase(name, String(contentsOf: root.appendingPathComponent(name), encoding: .utf8))
    }
  }

  init(_ name: String, _ text: String) throws {
    self.name = String(name.dropLast(".case".count))
    let header = /(?m)^-- ([^\s,]+)((?:, (?:crlf|bom|open))*)( \(after\))? --\n/
    let matches = text.matches(of: header)
    for line in text[..<(matches.first?.range.lowerBound ?? text.endIndex)].split(separator: "\n") {
      if line.hasPrefix("delete: ") {
        deleted.append(String(line.dropFirst(8)))
      } else if line.hasPrefix("change: "), let sign = line.range(of: " = ") {
        changed.append((String(line[..<sign.lowerBound].dropFirst(8)), String(line[sign.upperBound...])))
      } else if line.hasPrefix("fails: ") {
        failure = String(line.dropFirst(7))
      } else {
        try #require(line.hasPrefix("#"), "\(name): unknown line '\(line)'")
      }
    }
    for (number, match) in matches.enumerated() {
      let end = number + 1 < matches.count ? matches[number + 1].range.lowerBound : text.endIndex
      var content = String(text[match.range.upperBound..<end])
      let form = match.output.2
      if form.contains("open"), content.hasSuffix("\n") { content.removeLast() }
      if form.contains("crlf") { content = content.replacingOccurrences(of: "\n", with: "\r\n") }
      let bytes = (form.contains("bom") ? [0xEF, 0xBB, 0xBF] : []) + Array(content.utf8)
      if match.output.3 == nil {
        path = RepositoryPath(String(match.output.1))
        before = bytes
      } else {
        after = bytes
      }
    }
  }
}

@Suite struct FormatCaseTests {
  @Test(arguments: try FormatCase.all())
  func comesOut(example: FormatCase) throws {
    let format = try #require(Format(of: example.path), "\(example.path) is of no known format")
    let document: any StructuredDocument
    do {
      document = try format.document(parsing: example.before)
    } catch {
      let expected = try #require(example.failure, "it cannot be read: \(error.message)")
      #expect(error.message.contains(expected))
      return
    }
    try #require(example.failure == nil, "it can be read")
    #expect(document.serialised() == example.before)
    let byPath = Dictionary(grouping: document.units) { document.path(of: $0.id).joined(separator: " / ") }
    func unit(_ path: String) throws -> Formats.Unit {
      let found = byPath[path] ?? []
      try #require(found.count == 1, "'\(path)' names \(found.count) units of \(byPath.keys.sorted())")
      return found[0]
    }
    let ids = try Set(example.deleted.map { try unit($0).id })
    var changes = document.deleting(ids).changes
    for (path, value) in example.changed {
      changes.append(try #require(document.changing(try unit(path).id, to: value)))
    }
    let cause = CauseID(0)
    let edits = try EditSet(changes.map { Edit($0.range, replacement: $0.replacement, cause: cause) })
    let result = String(decoding: edits.applied(to: example.before), as: UTF8.self)
    #expect(result == String(decoding: example.after ?? example.before, as: UTF8.self))
  }
}
