import Findings
import Formats
import SourceText

/// Whether something still needs a package that a manifest asks for.
///
/// Here tests count, unlike elsewhere: a test that stays needs its packages as much as any
/// other code.
final class PackageUse {
  /// What was found out about one package.
  struct Verdict {
    /// What needs it.
    var uses: [Use] = []
    /// What may need it, as far as can be seen without a network.
    var doubts: [Use] = []
  }

  /// A place that needs a package, and why where it does not import it.
  struct Use {
    let place: Place
    var reason: String?
  }

  private let go: GoModules
  private let node: NodeProjects

  init(_ documents: DocumentIndex) {
    go = GoModules(documents)
    node = NodeProjects(documents)
  }

  /// - Parameters:
  ///   - unit: a part of a file that a rule selected.
  ///   - document: the file.
  ///   - selected: the names of everything that the rule selected in this file.
  ///   - cascade: what goes already keeps nothing.
  /// - Returns: nil when the part is no request for a package of a known kind.
  func verdict(
    on unit: Formats.Unit, of document: LoadedDocument, among selected: Set<String>, _ cascade: Cascade
  ) -> Verdict? {
    guard let name = unit.name else { return nil }
    if document.format == .gomod, unit.kind == .requirement {
      return go.verdict(on: name, unit.id, of: document, cascade)
    }
    guard NodeProjects.isManifest(document.path), NodeProjects.section(of: unit, in: document) != nil else {
      return nil
    }
    return node.verdict(on: name, of: document, among: selected, cascade)
  }
}
