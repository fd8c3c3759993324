import SourceText

/// Reads the names of one kind of configuration or document.
///
/// A scope is a set of files that share their names: the files of a proxy, a chart, the
/// documents of a repository. Its files are read only once something in it goes.
protocol NameReader: Sendable {
  /// The scopes in which something may change when this file, or a part of it, goes; none
  /// for a file that the reader has nothing to do with.
  func scopes(of path: RepositoryPath, in documents: DocumentIndex) -> [String]

  /// The files of a scope.
  func files(of scope: String, in documents: DocumentIndex) -> [RepositoryPath]

  /// What a scope's files define and use. Of the files, `members` could be read; the
  /// others count as users of every name that they hold as a word.
  func sites(of scope: String, in members: [LoadedDocument], _ documents: DocumentIndex) -> [NameSite]

  /// The scopes in which something may change when a name goes that nothing defines here.
  func scopes(of name: SharedName) -> [String]

  /// What a scope's files hold that may outlive some of the names it uses, and not others.
  func judgedSites(
    of scope: String, in members: [LoadedDocument], _ documents: DocumentIndex
  ) -> [JudgedSite]
}

extension NameReader {
  func scopes(of name: SharedName) -> [String] { [] }

  func judgedSites(
    of scope: String, in members: [LoadedDocument], _ documents: DocumentIndex
  ) -> [JudgedSite] { [] }
}

/// Every reader there is.
enum NameReaders {
  static let all: [any NameReader] = [
    NginxNameReader(), MonitoringNameReader(), GoModuleNameReader(), NodePackageNameReader(),
    WorkflowNameReader(), ShellNameReader(),
    AnchorNameReader(), HelmNameReader(), ComposeNameReader(), KubernetesNameReader(), IngressTimeouts(),
    DockerfileNameReader(), HelmCommandReader(),
  ]
}
