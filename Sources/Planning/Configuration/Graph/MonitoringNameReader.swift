import Formats
import Patterns
import SourceText

/// The names of monitoring: metrics, alerts, scrape jobs, receivers, and within a dashboard
/// its variables, panels and queries.
///
/// All of a repository is one scope, since metrics are known everywhere.
struct MonitoringNameReader: NameReader {
  static let scope = "monitoring"

  func scopes(of path: RepositoryPath, in documents: DocumentIndex) -> [String] {
    if Format(of: path) == .markdown {
      // A rule may link to it.
      return Self.isNamed(anyOf: [path.name.text], with: nil, documents) ? [Self.scope] : []
    }
    let marks = MonitoringParts.marks + MonitoringParts.hostMarks
    guard !Self.files(documents, among: [path], holding: marks).isEmpty,
      let document = documents.document(at: path)
    else { return [] }
    let parts = MonitoringParts(of: document.content)
    if !parts.isEmpty { return [Self.scope] }
    return Self.isNamed(anyOf: parts.hosts.map(\.name), with: "targets", documents) ? [Self.scope] : []
  }

  func scopes(of name: SharedName) -> [String] {
    switch name.kind {
    case .metric, .alert, .job, .label: [Self.scope]
    default: []
    }
  }

  func files(of scope: String, in documents: DocumentIndex) -> [RepositoryPath] {
    let own = Self.files(documents, among: nil, holding: MonitoringParts.marks)
    let asked = own.compactMap(documents.document(at:)).flatMap { MonitoringParts(of: $0.content).hosts }
      .filter(\.isAsked).map(\.name)
    guard !asked.isEmpty else { return own }
    // What sets up a machine that is asked for its metrics.
    let others = Set(Self.files(documents, among: nil, holding: MonitoringParts.hostMarks)).subtracting(own)
    return (own + Self.files(documents, among: others.sorted(), holding: asked)).sorted()
  }

  /// The files that hold one of some words and may hold something of monitoring: all of
  /// them, or those among `paths`.
  static func files(
    _ documents: DocumentIndex, among paths: [RepositoryPath]?,
    holding words: [String] = MonitoringParts.marks
  ) -> [RepositoryPath] {
    let candidates = documents.snapshot.entries.filter { entry in
      guard entry.mode.isFile, paths?.contains(entry.path) ?? true else { return false }
      switch Format(of: entry.path) {
      case .json, .yaml, .helm: return true
      default: return false
      }
    }
    let isMarked = documents.snapshot.concurrentMap(candidates) { _, contents -> Bool in
      guard case .success(let bytes) = contents else { return false }
      return words.contains { Words.first($0, in: bytes) != nil }
    }
    return zip(candidates, isMarked).filter(\.1).map(\.0.path)
  }

  /// Whether a file of monitoring holds one of some names, and another word besides.
  private static func isNamed(anyOf names: [String], with word: String?, _ documents: DocumentIndex) -> Bool {
    let files = files(documents, among: nil, holding: names)
    guard !names.isEmpty, !files.isEmpty else { return false }
    return !Self.files(documents, among: files, holding: word.map { [$0] } ?? MonitoringParts.marks).isEmpty
  }

  // MARK: Names

  func sites(of scope: String, in members: [LoadedDocument], _ documents: DocumentIndex) -> [NameSite] {
    let files = Self.parts(of: members)
    return files.flatMap { file in
      file.ruleSites() + file.frameSites() + file.dashboardSites() + file.hostSites()
    } + ruleFileSites(files, documents)
      + cases(files, documents).flatMap { $0.test.sites($0.tested.flatMap(\.ruleReaders)) }
      + linkSites(files, documents)
  }

  private static func parts(of members: [LoadedDocument]) -> [MonitoringFile] {
    members.map { MonitoringFile(path: $0.path, parts: MonitoringParts(of: $0.content)) }
  }

  /// Configurations and tests with the files of rules that they name: an entry goes with
  /// the last of them.
  private func ruleFileSites(_ files: [MonitoringFile], _ documents: DocumentIndex) -> [NameSite] {
    let texts = files.flatMap { file in
      file.parts.texts.map { (name: RepositoryPath($0.name), node: file.node($0.unit)) }
    }
    return files.flatMap { file in
      file.parts.ruleFiles.flatMap { entry -> [NameSite] in
        let name = SharedName(.files, entry.path, in: file.path.text)
        let last = try? Glob(String(entry.path.split(separator: "/").last ?? ""))
        let nodes =
          Self.ruleFiles(entry.path, from: file.path, documents).map { CascadeNode.file($0) }
          + texts.filter { last?.matches($0.name) ?? false }.map(\.node)
        return nodes.map { NameSite(.provides, name, at: $0) }
          + [NameSite(.follows, name, at: .unit(file.path, entry.unit))]
      }
    }
  }

  /// Links to documents of the repository and to its dashboards go with these.
  private func linkSites(_ files: [MonitoringFile], _ documents: DocumentIndex) -> [NameSite] {
    let pages = documents.paths { Format(of: $0) == .markdown }
    let dashboards = files.flatMap { file in
      file.parts.dashboards.compactMap { board in board.uid.map { (uid: $0, node: file.node(board.unit)) } }
    }
    let boards = dashboards.map { NameSite(.provides, SharedName(.dashboard, $0.uid, in: ""), at: $0.node) }
    return boards
      + files.flatMap { file in
        file.parts.links.flatMap { link -> [NameSite] in
          let node = CascadeNode.unit(file.path, link.unit)
          let page = pages.filter { Self.names(link.text, $0) }.map { page in
            [
              NameSite(.provides, SharedName(.file, page.text, in: ""), at: .file(page)),
              NameSite(.follows, SharedName(.file, page.text, in: ""), at: node),
            ]
          }
          let boards = dashboards.filter { Self.leads(link.text, to: $0.uid) }.map {
            NameSite(.follows, SharedName(.dashboard, $0.uid, in: ""), at: node)
          }
          return page.joined() + boards
        }
      }
  }

  /// Whether a text is the address of a dashboard.
  private static func leads(_ text: String, to uid: String) -> Bool {
    guard let found = text.firstRange(of: "/d/" + uid) else { return false }
    return text[found.upperBound...].first.map { "/?#&".contains($0) } ?? true
  }

  /// Whether a text is the path of a document, or ends in it as an address does.
  private static func names(_ text: String, _ page: RepositoryPath) -> Bool {
    let path = text.prefix { $0 != "#" && $0 != "?" }
    return path == page.text || path.hasSuffix("/" + page.text)
  }

  /// The cases of all tests, with the rules that they test.
  private func cases(
    _ files: [MonitoringFile], _ documents: DocumentIndex
  ) -> [(test: MonitoringTestCase, tested: [MonitoringFile])] {
    files.flatMap { file -> [(MonitoringTestCase, [MonitoringFile])] in
      guard !file.parts.expectations.isEmpty else { return [] }
      let paths = file.parts.ruleFiles.filter(\.isTest).flatMap {
        Self.ruleFiles($0.path, from: file.path, documents)
      }
      let tested = files.filter { paths.contains($0.path) }
      let rules = tested.flatMap(\.readRules)
      return Set(file.parts.expectations.map(\.test)).sorted().map {
        (MonitoringTestCase(file, $0, rules: rules), tested)
      }
    }
  }

  /// The files that an entry of `rule_files` names: from the folder of the file that says
  /// so, or else those whose paths end alike.
  static func ruleFiles(
    _ path: String, from file: RepositoryPath, _ documents: DocumentIndex
  ) -> [RepositoryPath] {
    let all = documents.paths { Format(of: $0) == .yaml || Format(of: $0) == .json }
    var folders = file.parent.map { $0.text.split(separator: "/").map(String.init) } ?? []
    for part in path.split(separator: "/").map(String.init) where part != "." {
      if part == ".." { _ = folders.popLast() } else { folders.append(part) }
    }
    let near = (try? Glob(folders.joined(separator: "/"))).map { glob in all.filter(glob.matches) } ?? []
    return near.isEmpty ? NginxNameReader.included(by: path, among: all) : near
  }

  // MARK: Uses that may outlive a name

  func judgedSites(
    of scope: String, in members: [LoadedDocument], _ documents: DocumentIndex
  ) -> [JudgedSite] {
    let files = Self.parts(of: members)
    let cases = cases(files, documents)
    return cases.flatMap { $0.test.judgedSites() }
      + files.flatMap { file in
        // A condition that leaves series out is needed as long as a test puts them in.
        let fed = cases.filter { entry in
          entry.test.file.path == file.path || entry.tested.contains { $0.path == file.path }
        }.flatMap(\.test.fedLabels)
        return file.judgedQueries(fed: fed) + file.judgedConditions() + file.judgedOverrides()
      }
  }
}
