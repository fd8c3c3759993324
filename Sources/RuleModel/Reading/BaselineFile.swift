internal import Findings
internal import SourceText
public import StrictYAML

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

extension RemnantBaseline {
  /// A repository at its beginning may have many remnants.
  private static let byteLimit = 1 << 26

  /// The baseline's file: JSON with sorted keys, two spaces of indentation and a last new
  /// line. The same remnants give the same bytes; one that goes takes whole lines along,
  /// so that two people who take out different ones seldom get in each other's way.
  public var bytes: [UInt8] {
    let files = Dictionary(grouping: counts.keys, by: \.path).sorted { $0.key < $1.key }
    return JSONValue.object([
      .init("files", .array(files.map { json(of: $0.key, $0.value) })),
      .init("migration", .string(migration)), .init("version", .integer(1)),
    ]).bytes
  }

  private func json(of path: RepositoryPath, _ entries: [Entry]) -> JSONValue {
    let groups = Dictionary(grouping: entries) {
      Entry(path: path, pattern: $0.pattern, name: $0.name, location: $0.location, lineHash: "")
    }
    let remnants = groups.sorted { $0.key < $1.key }.map { key, entries in
      let lines = entries.sorted().map { JSONValue.Member($0.lineHash, .integer(counts[$0] ?? 0)) }
      return JSONValue.object(
        (key.location == .contents ? [] : [.init("in", .string(key.location.rawValue))])
          + [.init("lines", .object(lines))] + (key.name.map { [.init("name", .string($0))] } ?? [])
          + [.init("pattern", .string(key.pattern))])
    }
    let exact: [JSONValue.Member] =
      path.isUTF8 ? [] : [.init("pathBase64", .string(Data(path.bytes).base64EncodedString()))]
    return .object([.init("path", .string(path.text))] + exact + [.init("remnants", .array(remnants))])
  }

  /// Reads a baseline's file. JSON is YAML too, so the strict reader serves here as well
  /// and shows each mistake with its place.
  /// - Parameters:
  ///   - bytes: the file's contents; need not be in the form that `bytes` writes.
  ///   - file: its name for messages.
  ///   - migration: the migration that it must belong to.
  /// - Returns: the baseline, when nothing at all is wrong.
  /// - Throws: every mistake that could be found, each with its place.
  public static func parse(
    bytes: [UInt8], file: String, migration: String
  ) throws(RuleFileErrors) -> RemnantBaseline {
    try shape(for: migration).parse(bytes, file: file, byteLimit: byteLimit)
  }

  private static func shape(for expected: String) -> Shape<RemnantBaseline> {
    .mapping("baseline", "The remnants that are known.") { fields in
      let files = fields.required("files", .list(of: fileShape), "By path.")
      let migration = fields.required("migration", .slug, "The id of the migration that found them.")
      _ = fields.required("version", .integer(1...1), "The version of the format.")
      guard let files, let migration else { return nil }
      if migration != expected {
        fields.report(
          "this baseline is for '\(migration)', the migration is '\(expected)'", at: ["migration"])
      }
      let counts = files.flatMap(\.self).reduce(into: [:]) { $0[$1.entry, default: 0] += $1.count }
      return RemnantBaseline(migration: migration, counts: counts)
    }
  }

  private struct Counted: Sendable {
    let entry: Entry
    let count: Int
  }

  private struct Group: Sendable {
    let pattern: String
    let name: String?
    let location: Remnant.Location
    let lines: [(key: String, value: Int)]
  }

  private static let fileShape = Shape<[Counted]>.mapping("file", "The remnants of a file.") { fields in
    let text = fields.required("path", .string, "With U+FFFD for bytes that are not UTF-8.")
    let exact = fields.optional("pathBase64", .base64, "The path's bytes, where they are not UTF-8.")
    let groups = fields.required("remnants", .list(of: groupShape, atLeast: 1), "By pattern.")
    guard let text, let groups else { return nil }
    let path = exact.map(RepositoryPath.init(bytes:)) ?? RepositoryPath(text)
    return groups.flatMap { group in
      group.lines.map { line in
        let entry = Entry(
          path: path, pattern: group.pattern, name: group.name, location: group.location, lineHash: line.key)
        return Counted(entry: entry, count: line.value)
      }
    }
  }

  private static let groupShape = Shape<Group>.mapping("remnant", "What was found of one pattern.") {
    fields in
    let location = fields.optional(
      "in", .word(Remnant.Location.self, "location"), default: .contents, "Where in the entry it stands.")
    let lines = fields.required(
      "lines", .pairs(.identifier, .integer(1...Int.max), atLeast: 1), "How many stand in lines of each hash."
    )
    let name = fields.optional("name", .string, "The recorded name that was found.")
    let pattern = fields.required("pattern", .identifier, "The pattern's id or the fact.")
    guard let lines, let pattern else { return nil }
    return Group(pattern: pattern, name: name, location: location, lines: lines)
  }
}

extension Shape where Value == [UInt8] {
  /// Bytes in base 64.
  fileprivate static let base64 = Shape<String>.text.checked { text throws(Complaint) in
    guard let data = Data(base64Encoded: text) else { throw Complaint("this is not base 64") }
    return [UInt8](data)
  }
}
