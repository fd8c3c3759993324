import Foundation
import SourceText

/// One case of the corpus: a small repository, what is deleted, and what must come
/// out. The format is described in Fixtures/Cases/README.md.
struct CaseFile: CustomStringConvertible, Sendable {
  let name: String
  let title: String
  /// Globs of what the rule deletes.
  let deleted: [String]
  /// Kinds of decisions that must be asked, in order.
  let asks: [String]
  /// Choices by kind of decision; every decision of the kind gets it.
  let answers: [String: String]
  let before: [RepositoryPath: String]
  let after: [RepositoryPath: String]

  var description: String { name }

  struct Malformed: Error, CustomStringConvertible {
    let description: String
  }

  init(name: String, text: String) throws {
    self.name = name
    var title: [String] = []
    var deleted: [String] = []
    var asks: [String] = []
    var answers: [String: String] = [:]
    var before: [RepositoryPath: String] = [:]
    var after: [RepositoryPath: String] = [:]
    var gone: Set<RepositoryPath> = []
    var section: (path: RepositoryPath, isAfter: Bool)?
    var content = ""
    func close() {
      guard let section else { return }
      if content.hasSuffix("\\\n") { content.removeLast(2) }
      if section.isAfter { after[section.path] = content } else { before[section.path] = content }
      content = ""
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("-- "), line.hasSuffix(" --") {
        close()
        let heading = line.dropFirst(3).dropLast(3)
        if heading.hasSuffix(" (after)") {
          section = (RepositoryPath(String(heading.dropLast(8))), true)
        } else if heading.hasSuffix(" (gone)") {
          gone.insert(RepositoryPath(String(heading.dropLast(7))))
          section = nil
        } else {
          section = (RepositoryPath(String(heading)), false)
        }
      } else if section != nil {
        content += line + "\n"
      } else if line.hasPrefix("#") {
        title.append(line.dropFirst().trimmingCharacters(in: .whitespaces))
      } else if let value = Self.value(of: "delete", in: line) {
        deleted.append(value)
      } else if let value = Self.value(of: "asks", in: line) {
        asks.append(value)
      } else if let value = Self.value(of: "answer", in: line) {
        let parts = value.split(separator: "=").map { $0.trimmingCharacters(in: .whitespaces) }
        guard parts.count == 2 else { throw Malformed(description: "\(name): answer: KIND = CHOICE") }
        answers[parts[0]] = parts[1]
      } else if !line.isEmpty {
        throw Malformed(description: "\(name): what is '\(line)'?")
      }
    }
    close()
    guard !title.isEmpty, !deleted.isEmpty else { throw Malformed(description: "\(name): needs a title and a delete line") }
    for path in Set(after.keys).union(gone) where before[path] == nil {
      throw Malformed(description: "\(name): '\(path)' comes out but does not go in")
    }
    self.title = title.joined(separator: " ")
    self.deleted = deleted
    self.asks = asks
    self.answers = answers
    self.before = before
    self.after = before.merging(after) { $1 }.filter { !gone.contains($0.key) }
  }

  private static func value(of key: String, in line: Substring) -> String? {
    guard line.hasPrefix(key + ":") else { return nil }
    return line.dropFirst(key.count + 1).trimmingCharacters(in: .whitespaces)
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
        name: $0.deletingPathExtension().lastPathComponent, text: String(decoding: Data(contentsOf: $0), as: UTF8.self))
    }
  }
}
