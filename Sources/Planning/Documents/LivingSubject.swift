import Formats
import SourceText

/// What an item or a row begins with, as far as it is still there: then the item tells
/// something of what stays, whatever else it says.
struct LivingSubject {
  let uses: SourceUse
  let document: LoadedDocument
  let markdown: MarkdownFile

  /// - Parameter unit: an item or a row.
  /// - Returns: why it has a reader still; nil when it begins with no name or link, or with
  ///   what is gone.
  func reason(for unit: Formats.Unit) -> String? {
    guard unit.id + 1 < markdown.text.units.count else { return nil }
    let first = markdown.text.units[unit.id + 1]
    guard first.kind == .sentence, first.parent == unit.id else { return nil }
    let marks = document.source[first.range].prefix { " *_~".utf8.contains($0) }
    let start = first.range.lowerBound + marks.count
    if let link = markdown.text.links().first(where: { markdown.units[$0.unit].range.lowerBound == start }),
      let target = link.target(from: document.path), isThere(target.path)
    {
      return "'\(link.destination)', to which it leads, stays"
    }
    guard start < first.range.upperBound, document.source[start] == UInt8(ascii: "`") else { return nil }
    for name in FileMentions.leadingNames(of: unit, in: document, markdown) where !name.contains(" ") {
      if isThere(RepositoryPath(name)) { return "'\(name)' stays" }
      if let place = uses.namers(of: name).first {
        return "'\(name)' is still named at \(place.path):\(place.line ?? 1)"
      }
    }
    return nil
  }

  /// Whether some file or folder bears these names, one in the other.
  func isThere(_ names: [String]) -> Bool {
    let path = names.filter { $0 != "." && !$0.isEmpty }.joined(separator: "/")
    guard !path.isEmpty else { return false }
    let inner = "/" + path
    return uses.tree.entries.contains { entry in
      guard !uses.leavingOut.contains(entry.path) else { return false }
      let text = entry.path.text
      return text == path || text.hasSuffix(inner) || text.hasPrefix(path + "/")
        || text.contains(inner + "/")
    }
  }

  private func isThere(_ path: RepositoryPath) -> Bool {
    guard !path.text.isEmpty, !uses.leavingOut.contains(path) else { return false }
    let folder = Array((path.text.hasSuffix("/") ? path.text : path.text + "/").utf8)
    return uses.tree.entries.contains { $0.path == path || $0.path.bytes.starts(with: folder) }
  }
}
