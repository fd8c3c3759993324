import Formats
import SourceText

/// The variables of a script: what it uses it has to define.
///
/// A scope is one script, called by its path. What a script hands on to others (`export`)
/// is for guards to look for.
struct ShellNameReader: NameReader {
  func scopes(of path: RepositoryPath, in documents: DocumentIndex) -> [String] {
    Format(of: path) == .shell ? [path.text] : []
  }

  func files(of scope: String, in documents: DocumentIndex) -> [RepositoryPath] { [RepositoryPath(scope)] }

  func sites(of scope: String, in members: [LoadedDocument], _ documents: DocumentIndex) -> [NameSite] {
    guard let member = members.first else { return [] }
    let units = member.content.units
    let names = Set(units.filter { $0.kind == .line }.compactMap(\.name))
    var sites: [NameSite] = []
    for unit in units {
      let node = CascadeNode.unit(member.path, unit.id)
      if unit.kind == .line, let name = unit.name {
        sites.append(NameSite(.provides, SharedName(.shellVariable, name, in: scope), at: node))
      }
      // Of a block, its parts stand for themselves.
      let hasParts = units.contains { $0.parent == unit.id }
      guard unit.kind == .line || unit.kind == .block else { continue }
      let text =
        hasParts
        ? member.source[unit.range].prefix { $0 != 0x0A } : member.source[unit.range]
      for name in used(in: text) where names.contains(name) && name != unit.name {
        sites.append(NameSite(.needs, SharedName(.shellVariable, name, in: scope), at: node))
      }
    }
    return sites
  }

  /// What stands behind `$` and `${`.
  private func used(in text: ArraySlice<UInt8>) -> Set<String> {
    var names: Set<String> = []
    for offset in text.indices where text[offset] == UInt8(ascii: "$") {
      var rest = text[(offset + 1)...]
      if rest.first == UInt8(ascii: "{") { rest = rest.dropFirst() }
      while let sign = rest.first, sign == UInt8(ascii: "!") || sign == UInt8(ascii: "#") {
        rest = rest.dropFirst()
      }
      let name = rest.prefix { byte in
        byte == 0x5F || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
      }
      names.insert(String(decoding: name, as: UTF8.self))
    }
    return names
  }
}
