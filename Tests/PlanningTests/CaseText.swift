import Findings
import Foundation
import SourceText

/// A case file of Fixtures/Cases/configuration or go, read into its parts.
struct CaseText {
  let name: String
  /// The rules of the only step, as a list of YAML.
  private(set) var rules = ""
  private(set) var before: [RepositoryPath: [UInt8]] = [:]
  private(set) var after: [RepositoryPath: [UInt8]] = [:]
  private var values: [(key: String, value: String)] = []

  struct Malformed: Error, CustomStringConvertible {
    let description: String
  }

  private static let keys = [
    "fact", "asks", "answer", "reports", "records", "explains", "crlf", "bom", "history",
    "allows", "words", "unused", "compiles",
  ]

  init(name: String, _ text: String) throws {
    self.name = name
    let heading = /(?m)^-- (\S+?)(?: \((after|gone)\))? --\n/
    let matches = text.matches(of: heading)
    var hasTitle = false
    for line in text[..<(matches.first?.range.lowerBound ?? text.endIndex)].split(separator: "\n") {
      if line.hasPrefix("# ") {
        hasTitle = true
      } else if let key = Self.keys.first(where: { line.hasPrefix($0 + ": ") }) {
        values.append((key, String(line.dropFirst(key.count + 2))))
      } else {
        throw Malformed(description: "\(name): what is '\(line)'?")
      }
    }
    guard hasTitle else { throw Malformed(description: "\(name): needs a title") }
    var gone: Set<RepositoryPath> = []
    for (number, match) in matches.enumerated() {
      let end = number + 1 < matches.count ? matches[number + 1].range.lowerBound : text.endIndex
      let content = String(text[match.range.upperBound..<end])
      let path = RepositoryPath(String(match.output.1))
      switch match.output.2 {
      case nil where path == "rules": rules = content
      case nil: before[path] = bytes(of: content, path)
      case "after": after[path] = bytes(of: content, path)
      default: gone.insert(path)
      }
    }
    for path in Set(after.keys).union(gone) where before[path] == nil {
      throw Malformed(description: "\(name): '\(path)' comes out but does not go in")
    }
    for path in after.keys where before[path] == after[path] {
      throw Malformed(description: "\(name): '\(path)' comes out as it went in; leave '(after)' away")
    }
    guard !rules.isEmpty else { throw Malformed(description: "\(name): needs '-- rules --'") }
    after = before.merging(after) { $1 }.filter { !gone.contains($0.key) }
  }

  /// A file as it is kept, with the line ends and marks that the case asks for.
  private func bytes(of content: String, _ path: RepositoryPath) -> [UInt8] {
    var text = content
    if text.hasSuffix("\n\\\n") { text.removeLast(3) }
    if self["crlf"].contains(path.text) { text = text.replacing("\n", with: "\r\n") }
    if self["bom"].contains(path.text) { text = "\u{FEFF}" + text }
    return Array(text.utf8)
  }

  /// What follows a key, in order.
  subscript(key: String) -> [String] { values.filter { $0.key == key }.map(\.value) }

  /// What follows a key, parted at ` = `.
  func pairs(_ key: String) throws -> [(String, String)] {
    try self[key].map { value in
      guard let sign = value.range(of: " = ") else {
        throw Malformed(description: "\(name): \(key): A = B")
      }
      return (String(value[..<sign.lowerBound]), String(value[sign.upperBound...]))
    }
  }

  /// Every case below a folder of Fixtures/Cases, in order of paths.
  static func all(in folder: String) throws -> [CaseText] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/Cases/\(folder)")
    let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    let cases = paths.filter { $0.hasSuffix(".case") }.sorted()
    guard !cases.isEmpty else { throw Malformed(description: "no case below \(folder)") }
    return try cases.map { path in
      let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
      return try CaseText(name: String(path.dropLast(".case".count)), text)
    }
  }
}

extension Decision {
  /// What is asked: the word or words between the rule and the hash of its id.
  var kind: String {
    let name = id.split(separator: "/").last ?? ""
    return String(name[..<(name.lastIndex(of: "-") ?? name.endIndex)])
  }
}
