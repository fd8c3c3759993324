import Formats
import SourceText

/// The anchors of YAML files and their aliases. A scope is one file.
struct AnchorNameReader: NameReader {
  func scopes(of path: RepositoryPath, in documents: DocumentIndex) -> [String] {
    guard Format(of: path) == .yaml, let bytes = try? documents.snapshot.contents(at: path),
      bytes.contains(UInt8(ascii: "&"))
    else { return [] }
    return [path.text]
  }

  func files(of scope: String, in documents: DocumentIndex) -> [RepositoryPath] { [RepositoryPath(scope)] }

  func sites(of scope: String, in members: [LoadedDocument], _ documents: DocumentIndex) -> [NameSite] {
    members.flatMap { member -> [NameSite] in
      guard let yaml = member.content as? YAMLDocument else { return [] }
      return yaml.anchors.enumerated().flatMap { index, anchor -> [NameSite] in
        guard let unit = anchor.unit else { return [] }
        // An anchor may be given anew further down.
        let name = SharedName(.anchor, anchor.name, in: "\(scope)#\(index)")
        let definition = NameSite(
          Self.isFragment(unit, yaml) ? .defines : .provides, name, at: .unit(member.path, unit))
        return [definition]
          + anchor.uses.map { use in
            NameSite(Self.isMerge(use, yaml) ? .follows : .needs, name, at: .unit(member.path, use))
          }
      }
    }
  }

  /// Whether a part is there for its anchor alone: Compose reads no `x-…`, and a CI server
  /// no job that begins with a dot.
  private static func isFragment(_ id: Int, _ yaml: YAMLDocument) -> Bool {
    let unit = yaml.units[id]
    guard unit.kind == .entry, unit.parent.map({ yaml.units[$0].kind == .document }) ?? true,
      let name = unit.name
    else { return false }
    return name.hasPrefix("x-") || name.hasPrefix(".")
  }

  /// Whether an alias only adds entries to others.
  private static func isMerge(_ id: Int, _ yaml: YAMLDocument) -> Bool {
    sequence(first: id, next: { yaml.units[$0].parent }).prefix(2).contains { around in
      yaml.units[around].kind == .entry && yaml.units[around].name == "<<"
    }
  }
}
