import Formats
import Patterns

/// What a section says, piece by piece: each paragraph, item, row and sample of code, and in
/// code for a shell each command.
struct SectionParts {
  private let parts: [Formats.Unit]
  private let document: LoadedDocument

  init(of section: Formats.Unit, in document: LoadedDocument) {
    self.document = document
    let units = document.content.units
    let hasCommands = Set(
      units.filter { $0.kind == .line || $0.kind == .block }.compactMap(\.parent).filter {
        ["sh", "bash", "shell", "zsh", "console"].contains(units[$0].name ?? "")
      })
    func isInSection(_ unit: Formats.Unit) -> Bool {
      sequence(first: unit.id) { units[$0].parent }.contains(section.id)
    }
    func isPart(_ unit: Formats.Unit) -> Bool {
      switch unit.kind {
      case .paragraph, .listItem, .tableRow: true
      case .code: !hasCommands.contains(unit.id)
      case .line, .block: unit.parent.map(hasCommands.contains) ?? false
      default: false
      }
    }
    parts = units.filter { unit in
      guard isPart(unit), isInSection(unit) else { return false }
      // An item speaks for what lies in it.
      return !sequence(first: unit.id) { units[$0].parent }.dropFirst().contains {
        units[$0].kind == .listItem
      }
    }
  }

  /// The parts in which an expression matches nowhere, in order of the file.
  /// - Throws: `MatchError` when a search was given up.
  func lacking(_ pattern: Pattern) throws(MatchError) -> [Formats.Unit] {
    var result: [Formats.Unit] = []
    for part in parts where try pattern.matches(in: Array(document.source[part.range])).isEmpty {
      result.append(part)
    }
    return result.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}
