import Patterns
import SourceText

/// What the `.gitattributes` files of a snapshot say of `linguist-generated`, which
/// tells generated files apart where no mark in them does.
struct GeneratedAttributes: Sendable {
  private struct Line: Sendable {
    let paths: Glob
    /// Nil where the line takes back what an earlier one said.
    let isGenerated: Bool?
  }

  /// The later ones count for more: deeper folders come after those around them.
  private var lines: [Line] = []

  /// - Parameter snapshot: its attribute files are read; one that cannot be read says
  ///   nothing here, and is reported where it is searched.
  init(of snapshot: any Snapshot) {
    let files = snapshot.entries.filter { $0.mode.isFile && $0.path.name == ".gitattributes" }
    let depths = files.map { file in (file, file.path.bytes.count { $0 == UInt8(ascii: "/") }) }
    for (file, _) in depths.sorted(by: { ($0.1, $0.0.path) < ($1.1, $1.0.path) }) {
      guard let contents = try? snapshot.contents(at: file.path) else { continue }
      for line in contents.split(separator: 0x0A) {
        if let line = Self.line(String(decoding: line, as: UTF8.self), folder: file.path.parent) {
          lines.append(line)
        }
      }
    }
  }

  /// Whether the attributes say that a file is generated; nil where they say nothing.
  func isGenerated(_ path: RepositoryPath) -> Bool? {
    lines.last { $0.paths.matches(path) }?.isGenerated
  }

  private static func line(_ text: String, folder: RepositoryPath?) -> Line? {
    let words = text.split { $0.isWhitespace }
    guard let pattern = words.first, !pattern.hasPrefix("#"), !pattern.hasPrefix("\"") else { return nil }
    var value: Bool??
    for word in words.dropFirst() {
      switch word {
      case "linguist-generated", "linguist-generated=true": value = .some(true)
      case "-linguist-generated", "linguist-generated=false": value = .some(false)
      case "!linguist-generated": value = .some(nil)
      default: break
      }
    }
    guard let value, let paths = try? Glob(AttributePattern.glob(String(pattern), folder: folder)) else {
      return nil
    }
    return Line(paths: paths, isGenerated: value)
  }
}

/// Turns git's patterns of attribute files into globs.
private enum AttributePattern {
  /// - Parameters:
  ///   - pattern: as git has it: without `/` it means a name at any depth.
  ///   - folder: that of the attribute file; nil for the root.
  /// - Returns: the same for whole paths.
  static func glob(_ pattern: String, folder: RepositoryPath?) -> String {
    let isAnchored = pattern.contains("/")
    let parts = pattern.split(separator: "/").map { part in
      // Inside a name git takes `**` for `*`; braces are nothing special to it.
      part == "**" ? "**" : quoted(part.replacing(/\*\*+/, with: "*"), signs: "{}")
    }
    let beginning = folder.map { quoted($0.text, signs: "{}*?[]\\") + "/" } ?? ""
    return beginning + (isAnchored ? "" : "**/") + parts.joined(separator: "/")
  }

  private static func quoted(_ text: some StringProtocol, signs: String) -> String {
    text.reduce(into: "") { $0 += signs.contains($1) ? "\\\($1)" : String($1) }
  }
}
