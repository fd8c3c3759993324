import Foundation
import SourceText

/// One case of the corpus: a small repository, what is deleted, and what must come
/// out. The format is described in Fixtures/Cases/README.md.
struct CaseFile: CustomStringConvertible, Sendable {
  let name: String
  let title: String
  /// Globs of what the rule deletes.
  let deleted: [String]
  /// Rules in place of that, as a rule file has them.
  let rules: [String]
  /// Kinds of decisions that must be asked, in order.
  let asks: [String]
  /// Choices by kind of decision; every decision of the kind gets it.
  let answers: [String: String]
  /// Whether what comes out must compile as well as what went in.
  let compiles: Bool
  let before: [RepositoryPath: [UInt8]]
  let after: [RepositoryPath: [UInt8]]

  var description: String { name }

  struct Malformed: Error, CustomStringConvertible {
    let description: String
  }

  init(name: String, text: String) throws {
    self.name = name
    var header = Header()
    var sections: [Section] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if let section = Section(line) {
        sections.append(section)
      } else if !sections.isEmpty {
        sections[sections.count - 1].lines.append(line)
      } else if !line.isEmpty, !header.read(line) {
        throw Malformed(description: "\(name): what is '\(line)'?")
      }
    }
    let rules = sections.first { $0.path == "rules" }?.lines.map(String.init) ?? []
    sections.removeAll { $0.path == "rules" }
    let deleted = header.values["delete"] ?? []
    guard !header.title.isEmpty, deleted.isEmpty != rules.isEmpty else {
      throw Malformed(description: "\(name): needs a title, and delete lines or rules")
    }
    var answers: [String: String] = [:]
    for value in header.values["answer"] ?? [] {
      let parts = value.split(separator: "=").map { $0.trimmingCharacters(in: .whitespaces) }
      guard parts.count == 2 else { throw Malformed(description: "\(name): answer: KIND = CHOICE") }
      answers[parts[0]] = parts[1]
    }
    func files(_ role: Section.Role) -> [RepositoryPath: [UInt8]] {
      let found = sections.filter { $0.role == role }.map { (RepositoryPath($0.path), header.bytes(of: $0)) }
      return Dictionary(found, uniquingKeysWith: { first, _ in first })
    }
    let before = files(.before)
    let after = files(.after)
    let gone = Set(files(.gone).keys)
    for path in Set(after.keys).union(gone) where before[path] == nil {
      throw Malformed(description: "\(name): '\(path)' comes out but does not go in")
    }
    for path in after.keys where before[path] == after[path] {
      throw Malformed(description: "\(name): '\(path)' comes out as it went in; leave '(after)' away")
    }
    title = header.title.joined(separator: " ")
    self.deleted = deleted
    self.rules = rules
    asks = header.values["asks"] ?? []
    self.answers = answers
    compiles = header.values["compiles"]?.contains { $0.hasPrefix("no") } != true
    self.before = before
    self.after = before.merging(after) { $1 }.filter { !gone.contains($0.key) }
  }

  /// What stands above the first file.
  private struct Header {
    static let keys = ["delete", "asks", "answer", "compiles", "crlf", "bom", "latin1"]

    var title: [String] = []
    var values: [String: [String]] = [:]

    /// False if the line means nothing.
    mutating func read(_ line: Substring) -> Bool {
      if line.hasPrefix("#") {
        title.append(line.dropFirst().trimmingCharacters(in: .whitespaces))
        return true
      }
      guard let key = Self.keys.first(where: { line.hasPrefix($0 + ":") }) else { return false }
      values[key, default: []].append(line.dropFirst(key.count + 1).trimmingCharacters(in: .whitespaces))
      return true
    }

    /// A section's text in the form that the header declares for its file.
    func bytes(of section: Section) -> [UInt8] {
      func has(_ form: String) -> Bool { values[form]?.contains(section.path) ?? false }
      var lines = section.lines.map(String.init)
      let endsInLine = lines.last != "\\"
      if !endsInLine { lines.removeLast() }
      let end = has("crlf") ? "\r\n" : "\n"
      let text = lines.joined(separator: end) + (endsInLine && !lines.isEmpty ? end : "")
      let mark: [UInt8] = has("bom") ? [0xEF, 0xBB, 0xBF] : []
      return mark
        + (has("latin1") ? text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } : Array(text.utf8))
    }
  }

  /// One file, as it goes in or comes out.
  private struct Section {
    enum Role: String {
      case before = ""
      case after = " (after)"
      case gone = " (gone)"
    }

    let path: String
    let role: Role
    var lines: [Substring] = []

    /// Nil if the line is no heading.
    init?(_ line: Substring) {
      guard line.hasPrefix("-- "), line.hasSuffix(" --") else { return nil }
      let heading = line.dropFirst(3).dropLast(3)
      role = [Role.after, .gone].first { heading.hasSuffix($0.rawValue) } ?? .before
      path = String(heading.dropLast(role.rawValue.count))
    }
  }

  /// Every case below a folder of Fixtures/Cases, in order of names.
  static func all(in folder: String) throws -> [CaseFile] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/Cases/\(folder)")
    let files = try FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "case" }.sorted { $0.path < $1.path }
    guard !files.isEmpty else { throw Malformed(description: "no case below \(root.path)") }
    return try files.map {
      try CaseFile(
        name: $0.deletingPathExtension().lastPathComponent,
        text: String(decoding: Data(contentsOf: $0), as: UTF8.self))
    }
  }
}
