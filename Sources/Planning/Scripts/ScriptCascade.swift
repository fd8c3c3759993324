import Findings
import Formats
import SourceText

/// The edges from files that go to what runs or lists them: lines of scripts, steps of
/// workflows, scripts of a package.json, patterns of ignore files.
///
/// Only files are read that hold the name of a file that goes.
final class ScriptCascade: CascadeEdges {
  private let documents: DocumentIndex
  private let configuration: ConfigurationCascade
  private var gone: [RepositoryPath: CauseID] = [:]
  private var settled = 0

  init(_ documents: DocumentIndex, _ configuration: ConfigurationCascade) {
    (self.documents, self.configuration) = (documents, configuration)
  }

  func follow(_ node: CascadeNode, because cause: CauseID, in cascade: Cascade) {
    if case .file(let path) = node { gone[path] = cause }
  }

  func settle(in cascade: Cascade) {
    guard gone.count > settled else { return }
    settled = gone.count
    let names = GoneNames(gone, in: documents.snapshot)
    for path in mentioning(names.names, cascade) {
      let change = ScriptChange(path: path, names: names, configuration: configuration, cascade: cascade)
      guard let document = documents.document(at: path) else {
        if Format(of: path) == nil { change.askAboutUnread(documents.snapshot) }
        continue
      }
      switch document.format {
      case .shell: change.edit(shell: document)
      case .yaml where Self.isWorkflow(path): WorkflowChange(document, change).run()
      case .pathlist: change.edit(list: document)
      case .powershell: change.askAboutUnread(documents.snapshot)
      case .json where NodeProjects.isManifest(path): change.edit(manifest: document)
      default: break
      }
    }
  }

  /// Files of commands and lists that stay and hold one of the names.
  private func mentioning(_ names: Set<String>, _ cascade: Cascade) -> [RepositoryPath] {
    let needles = names.sorted().map { Array($0.utf8) }
    let candidates = documents.snapshot.entries.filter { entry in
      entry.mode.isFile && !cascade.removedFiles.contains(entry.path) && !NodeProjects.isInstalled(entry.path)
        && Self.isRead(entry.path)
    }
    let hits = documents.snapshot.concurrentMap(candidates) { entry, contents -> Bool in
      guard case .success(let bytes) = contents else { return false }
      // An ignore file may name the folder.
      return Format(of: entry.path) == .pathlist || needles.contains { ByteSearch.contains(bytes, $0) }
    }
    return zip(candidates.map(\.path), hits).filter(\.1).map(\.0)
  }

  private static func isRead(_ path: RepositoryPath) -> Bool {
    switch Format(of: path) {
    case .shell, .powershell, .pathlist: true
    case .yaml: isWorkflow(path)
    case .json: NodeProjects.isManifest(path)
    case nil: CommandFiles.contain(path)
    default: false
    }
  }

  /// Whether a YAML file holds commands for a runner of workflows.
  static func isWorkflow(_ path: RepositoryPath) -> Bool {
    let folders = path.text.split(separator: "/").dropLast().map(String.init)
    return folders.starts(with: [".github", "workflows"]) || folders.starts(with: [".github", "actions"])
      || folders.contains(".circleci") || folders.contains(".gitlab")
      || [".gitlab-ci.yml", ".travis.yml", "azure-pipelines.yml", "bitbucket-pipelines.yml", "action.yml"]
        .contains(path.name.text)
  }
}
