import Findings
import SourceText

/// Closes a removal over the names that parts of configuration and documents share.
///
/// Both ways: what defined a name that only removed places used goes; what means nothing
/// without a removed name goes; and a definition that something still needs stays, which
/// `violations` finds, so that the step is planned again without its removal.
///
/// A scope is read when something in it goes, never before.
final class ConfigurationGraph: CascadeEdges {
  private let documents: DocumentIndex
  private let configuration: ConfigurationCascade
  private let readers: [any NameReader]
  private var scopes: Set<Scope> = []
  private var seen: Set<RepositoryPath> = []
  private var names: [SharedName: Sites] = [:]
  /// The names that each node defines and could go for.
  private var defined: [CascadeNode: Set<SharedName>] = [:]
  /// The names that each node is one of the places for.
  private var provided: [CascadeNode: Set<SharedName>] = [:]
  private var judgements = Judgements()

  private struct Scope: Hashable {
    let reader: Int
    let name: String
  }

  /// Where a name stands.
  private struct Sites {
    var definitions: [CascadeNode] = []
    var needs: [CascadeNode] = []
    var readers: [CascadeNode] = []
    /// What follows, and what serves.
    var followers: [NameSite] = []

    var users: [CascadeNode] {
      needs + readers + followers.filter { $0.role == .follows }.map(\.node)
    }
  }

  init(
    _ documents: DocumentIndex, _ configuration: ConfigurationCascade,
    readers: [any NameReader] = NameReaders.all
  ) {
    self.documents = documents
    self.configuration = configuration
    self.readers = readers
  }

  func follow(_ node: CascadeNode, because cause: CauseID, in cascade: Cascade) {
    switch node {
    case .file(let path), .unit(let path, _): load(path)
    case .name(let name):
      for (index, reader) in readers.enumerated() {
        for scope in reader.scopes(of: name) { load(Scope(reader: index, name: scope)).forEach(load) }
      }
    case .export, .syntax: break
    }
  }

  func settle(in cascade: Cascade) {
    guard !names.isEmpty else { return }
    let gone = GoneNodes(documents, configuration, cascade)
    var questions: [(question: NameQuestion, site: NameSite, cause: CauseID)] = []
    for (name, sites) in names.sorted(by: { $0.key < $1.key }) where !sites.definitions.isEmpty {
      if let cause = cascade.removed[.name(name)] {
        for node in sites.definitions { remove(node, "it defines \(name.label)", cause, cascade) }
      }
      guard let cause = causeOfLoss(of: sites.definitions, gone) else { continue }
      for site in sites.followers where !gone.contains(site.node) {
        if let question = site.question {
          questions.append((question, site, cause))
        } else {
          remove(site.node, "what names \(name.label), which was removed", cause, cascade)
        }
      }
    }
    for (node, defined) in defined.sorted(by: { $0.key < $1.key }) where !gone.contains(node) {
      // Others than those that were read so far may use a file.
      if case .file(let path) = node, lastUse(of: defined, gone) != nil { load(path) }
      guard let (name, cause) = lastUse(of: defined, gone), isSpare(node, gone) else { continue }
      remove(node, "\(name.label), which nothing uses any more", cause, cascade)
    }
    judgements.settle(lostNames(gone, cascade), gone, documents, cascade)
    // What goes otherwise needs no question.
    for (question, site, cause) in questions where cascade.isFollowed {
      question.settle(site, cause, gone, documents, cascade)
    }
  }

  /// Cuts what some uses hold of names that went, where the rest goes on to mean something.
  /// To be called when nothing more goes.
  func cut(in cascade: Cascade) {
    let gone = GoneNodes(documents, configuration, cascade)
    judgements.cut(lostNames(gone, cascade), gone, documents, configuration, cascade)
  }

  /// Names that nothing bears any more, with the cause.
  func lostNames(in cascade: Cascade) -> [SharedName: CauseID] {
    lostNames(GoneNodes(documents, configuration, cascade), cascade)
  }

  private func lostNames(_ gone: GoneNodes, _ cascade: Cascade) -> [SharedName: CauseID] {
    var lost: [SharedName: CauseID] = [:]
    for case (.name(let name), let cause) in cascade.removed { lost[name] = cause }
    for (name, sites) in names where lost[name] == nil && !sites.definitions.isEmpty {
      lost[name] = causeOfLoss(of: sites.definitions, gone)
    }
    return lost
  }

  /// Definitions that went although something that stays needs them, with that place.
  func violations(in cascade: Cascade) -> [(node: CascadeNode, finding: Finding)] {
    let gone = GoneNodes(documents, configuration, cascade)
    var found: [CascadeNode: Finding] = [:]
    // Names with few definitions first: what they keep may be enough for others.
    let all = names.filter { !$0.value.definitions.isEmpty }.sorted {
      ($0.value.definitions.count, $0.key) < ($1.value.definitions.count, $1.key)
    }
    for (name, sites) in all {
      let removals = sites.definitions.map { gone.removal(of: $0)?.node }
      guard removals.allSatisfy({ node in node.map { found[$0] == nil } ?? false }),
        let user = sites.needs.sorted().first(where: { !gone.contains($0) })
      else { continue }
      for case .some(let removed) in removals { found[removed] = kept(removed, name, neededBy: user) }
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// What lost a use and is used elsewhere: the place that keeps each definition.
  func keepers(in cascade: Cascade) -> [Finding] {
    let gone = GoneNodes(documents, configuration, cascade)
    var found: [Finding] = []
    for (name, sites) in names.sorted(by: { $0.key < $1.key }) {
      let users = sites.users
      guard users.contains(where: gone.contains), let user = users.first(where: { !gone.contains($0) }) else {
        continue
      }
      for definition in sites.definitions where !gone.contains(definition) {
        found.append(kept(definition, name, neededBy: user))
      }
    }
    return found
  }

  // MARK: Reading

  private func load(_ path: RepositoryPath) {
    var next = [path]
    while let path = next.popLast() {
      guard seen.insert(path).inserted else { continue }
      for (index, reader) in readers.enumerated() {
        for name in reader.scopes(of: path, in: documents) {
          next += load(Scope(reader: index, name: name))
        }
      }
    }
  }

  /// Reads a scope, once.
  /// - Returns: its files: what belongs to other scopes, too, is used by them as well.
  private func load(_ scope: Scope) -> [RepositoryPath] {
    guard scopes.insert(scope).inserted else { return [] }
    let reader = readers[scope.reader]
    let files = reader.files(of: scope.name, in: documents)
    let members = files.compactMap(documents.document(at:))
    let sites = reader.sites(of: scope.name, in: members, documents)
    sites.forEach(add)
    judgements.add(reader.judgedSites(of: scope.name, in: members, documents))
    addUnread(Set(files).subtracting(members.map(\.path)), sites)
    return files
  }

  private func add(_ site: NameSite) {
    switch site.role {
    case .defines:
      names[site.name, default: Sites()].definitions.append(site.node)
      defined[site.node, default: []].insert(site.name)
    case .provides:
      names[site.name, default: Sites()].definitions.append(site.node)
      provided[site.node, default: []].insert(site.name)
    case .needs: names[site.name, default: Sites()].needs.append(site.node)
    case .follows, .serves: names[site.name, default: Sites()].followers.append(site)
    case .reads: names[site.name, default: Sites()].readers.append(site.node)
    }
  }

  /// What a file that cannot be read needs is not known: every name that stands in it.
  private func addUnread(_ files: Set<RepositoryPath>, _ sites: [NameSite]) {
    for file in files.sorted() {
      guard let bytes = try? documents.snapshot.contents(at: file) else { continue }
      for name in Set(sites.map(\.name)) where !name.kind.isLocal && Words.contain(name.word, in: bytes) {
        names[name, default: Sites()].needs.append(.file(file))
      }
    }
  }

  // MARK: Deciding

  /// Why all definitions went; nil when one stays.
  private func causeOfLoss(of definitions: [CascadeNode], _ gone: GoneNodes) -> CauseID? {
    var cause: CauseID?
    for definition in definitions {
      guard let removal = gone.removal(of: definition) else { return nil }
      cause = cause ?? removal.cause
    }
    return cause
  }

  /// The name whose last use went, when none of the names is used any more.
  private func lastUse(of defined: Set<SharedName>, _ gone: GoneNodes) -> (SharedName, CauseID)? {
    var last: (SharedName, CauseID)?
    for name in defined.sorted() {
      guard let sites = names[name] else { return nil }
      for user in sites.users {
        guard let removal = gone.removal(of: user) else { return nil }
        if last == nil { last = (name, removal.cause) }
      }
    }
    return last
  }

  /// Whether the names that a node is only one of the places for can do without it.
  private func isSpare(_ node: CascadeNode, _ gone: GoneNodes) -> Bool {
    provided[node, default: []].allSatisfy { name in
      guard let sites = names[name] else { return true }
      return sites.definitions.contains { $0 != node && !gone.contains($0) }
        || sites.users.allSatisfy(gone.contains)
    }
  }

  private func remove(_ node: CascadeNode, _ summary: String, _ cause: CauseID, _ cascade: Cascade) {
    cascade.remove(node, because: cascade.cause(summary, because: cause, place: documents.place(of: node)))
  }

  private func kept(_ node: CascadeNode, _ name: SharedName, neededBy user: CascadeNode) -> Finding {
    let users = documents.place(of: user).map { "\($0.path)\($0.line.map { ":\($0)" } ?? "")" } ?? ""
    return Finding(
      code: "kept", severity: .warning,
      message: "'\(documents.label(of: node))' stays: \(name.label) is still needed at \(users)",
      place: documents.place(of: node))
  }
}
