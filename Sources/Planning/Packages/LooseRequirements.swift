import Findings
import Formats
import RuleModel
import SourceText

/// Modules that a plan took the last import of.
///
/// Whether another module of the graph still needs one cannot be told without the modules'
/// sources, so they are reported and stay: `go mod tidy` knows.
struct LooseRequirements {
  private let before: any Snapshot
  private let after: any Snapshot
  private let answers: Answers

  /// - Parameters:
  ///   - before: the tree that the plan is for.
  ///   - after: the tree that its last step leaves.
  ///   - answers: the repository's own.
  init(before: any Snapshot, after: any Snapshot, _ answers: Answers) {
    self.before = before
    self.after = after
    self.answers = answers
  }

  /// - Parameter changed: the paths that its steps edit or delete.
  /// - Returns: a warning for each requirement that stays without an import, in order of files.
  func findings(changed: some Collection<RepositoryPath>) -> [Finding] {
    var lost: Set<String> = []
    for path in changed where path.fileExtension == "go" {
      lost.formUnion(imports(at: path, in: before).subtracting(imports(at: path, in: after)))
    }
    guard !lost.isEmpty else { return [] }
    let documents = DocumentIndex(after, obstacles: [:])
    let modules = GoModules(documents)
    let nothing = Cascade(answers: answers)
    return documents.paths { $0.name == "go.mod" }.flatMap { path -> [Finding] in
      guard let document = documents.document(at: path) else { return [] }
      return document.content.units.compactMap { unit in
        guard unit.kind == .requirement, let name = unit.name,
          lost.contains(where: { GoModules.holds(name, $0) })
        else { return nil }
        guard modules.verdict(on: name, unit.id, of: document, nothing).uses.isEmpty else { return nil }
        return Finding(
          code: "requirement", severity: .warning, message: "nothing imports '\(name)' any more",
          place: document.place(of: unit),
          remedy: "run 'go mod tidy': it drops the module, or marks it where another one needs it")
      }
    }
  }

  private func imports(at path: RepositoryPath, in tree: any Snapshot) -> Set<String> {
    guard tree.entry(at: path) != nil, let bytes = try? tree.contents(at: path) else { return [] }
    return Set((GoImports.read(bytes) ?? []).map(\.path))
  }
}
