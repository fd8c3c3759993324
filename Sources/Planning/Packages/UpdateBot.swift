import Formats
import SourceText

/// `.github/dependabot.yml`: how single packages are kept up to date.
enum UpdateBot {
  static let paths: [RepositoryPath] = [".github/dependabot.yml", ".github/dependabot.yaml"]

  /// What of the file means nothing without a package: items of lists that name it.
  ///
  /// - Parameters:
  ///   - package: its name.
  ///   - ecosystem: as the file calls it.
  ///   - folder: of the manifest, with `/` behind it; empty at the top.
  ///   - document: the file.
  /// - Returns: ids of units.
  static func mentions(
    of package: String, _ ecosystem: String, in folder: String, _ document: LoadedDocument
  ) -> [Int] {
    let units = document.content.units
    let updates = units.filter { unit in
      unit.kind == .item && unit.parent.map { units[$0].name == "updates" } ?? false
        && units.contains { $0.parent == unit.id && $0.name == "package-ecosystem" && $0.value == ecosystem }
        && isFor(folder, unit, units)
    }.map(\.id)
    return units.filter { unit in
      guard unit.value == package,
        sequence(first: unit.id, next: { units[$0].parent }).contains(where: updates.contains)
      else { return false }
      return unit.kind == .item || unit.name == "dependency-name"
    }.map { $0.kind == .item ? $0.id : $0.parent ?? $0.id }
  }

  private static func isFor(_ folder: String, _ update: Formats.Unit, _ units: [Formats.Unit]) -> Bool {
    let own = "/" + folder.dropLast()
    return units.contains { unit in
      let list = unit.kind == .item ? unit.parent.map { units[$0] } : unit
      return list?.parent == update.id && ["directory", "directories"].contains(list?.name ?? "")
        && unit.value.map { $0 == own || $0 == own + "/" || $0 == String(own.dropFirst()) } ?? false
    }
  }
}
