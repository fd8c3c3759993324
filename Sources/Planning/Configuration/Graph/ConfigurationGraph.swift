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
  /// Nodes that define something and have a meaning besides.
  private var lasting: Set<CascadeNode> = []

  private struct Scope: Hashable {
    let reader: Int
    let name: String
  }

  /// Where a name stands.
  private struct Sites {
    var definitions: [CascadeNode] = []
    var needs: [CascadeNode] = []
    var followers: [CascadeNode] = []
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
    case .export, .syntax: break
    }
  }

  func settle(in cascade: Cascade) {
    guard !names.isEmpty else { return }
    let gone = GoneNodes(documents, configuration, cascade)
    for (name, sites) in names.sorted(by: { $0.key < $1.key }) where !sites.definitions.isEmpty {
      guard let cause = causeOfLoss(of: sites.definitions, gone) else { continue }
      for node in sites.followers where !gone.contains(node) {
        remove(node, "what names \(name.label), which was removed", cause, cascade)
      }
    }
    for (node, defined) in defined.sorted(by: { $0.key < $1.key })
    where !gone.contains(node) && !lasting.contains(node) {
      guard let (name, cause) = lastUse(of: defined, gone) else { continue }
      remove(node, "\(name.label), which nothing uses any more", cause, cascade)
    }
  }

  /// Definitions that went although something that stays needs them, with that place.
  func violations(in cascade: Cascade) -> [(node: CascadeNode, finding: Finding)] {
    let gone = GoneNodes(documents, configuration, cascade)
    var found: [(CascadeNode, Finding)] = []
    for (name, sites) in names.sorted(by: { $0.key < $1.key }) where !sites.definitions.isEmpty {
      guard sites.definitions.allSatisfy(gone.contains) else { continue }
      guard let user = sites.needs.first(where: { !gone.contains($0) }) else { continue }
      for definition in sites.definitions {
        guard let removed = gone.removal(of: definition)?.node else { continue }
        found.append((removed, kept(removed, name, neededBy: user)))
      }
    }
    return found
  }

  /// What lost a use and is used elsewhere: the place that keeps each definition.
  func keepers(in cascade: Cascade) -> [Finding] {
    let gone = GoneNodes(documents, configuration, cascade)
    var found: [Finding] = []
    for (name, sites) in names.sorted(by: { $0.key < $1.key }) {
      let users = sites.needs + sites.followers
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
          guard scopes.insert(Scope(reader: index, name: name)).inserted else { continue }
          let files = reader.files(of: name, in: documents)
          let members = files.compactMap(documents.document(at:))
          let sites = reader.sites(of: name, in: members, documents)
          sites.forEach(add)
          addUnread(Set(files).subtracting(members.map(\.path)), sites)
          // What belongs to other scopes, too, is used by them as well.
          next += files
        }
      }
    }
  }

  private func add(_ site: NameSite) {
    switch site.role {
    case .defines:
      names[site.name, default: Sites()].definitions.append(site.node)
      defined[site.node, default: []].insert(site.name)
    case .provides:
      names[site.name, default: Sites()].definitions.append(site.node)
      lasting.insert(site.node)
    case .needs: names[site.name, default: Sites()].needs.append(site.node)
    case .follows: names[site.name, default: Sites()].followers.append(site.node)
    }
  }

  /// What a file that cannot be read needs is not known: every name that stands in it.
  private func addUnread(_ files: Set<RepositoryPath>, _ sites: [NameSite]) {
    for file in files.sorted() {
      guard let bytes = try? documents.snapshot.contents(at: file) else { continue }
      for name in Set(sites.map(\.name)) where Words.contain(name.text, in: bytes) {
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
      for user in sites.needs + sites.followers {
        guard let removal = gone.removal(of: user) else { return nil }
        if last == nil { last = (name, removal.cause) }
      }
    }
    return last
  }

  private func remove(_ node: CascadeNode, _ summary: String, _ cause: CauseID, _ cascade: Cascade) {
    cascade.remove(node, because: cascade.cause(summary, because: cause, place: place(of: node)))
  }

  private func place(of node: CascadeNode) -> Place? {
    switch node {
    case .unit(let path, let id):
      documents.document(at: path).map { $0.place(of: $0.content.units[id]) } ?? Place(path: path)
    case .file(let path), .export(let path, _), .syntax(let path, _): Place(path: path)
    }
  }

  private func kept(_ node: CascadeNode, _ name: SharedName, neededBy user: CascadeNode) -> Finding {
    let users = place(of: user).map { "\($0.path)\($0.line.map { ":\($0)" } ?? "")" } ?? ""
    return Finding(
      code: "kept", severity: .warning,
      message: "'\(label(of: node))' stays: \(name.label) is still needed at \(users)", place: place(of: node)
    )
  }

  private func label(of node: CascadeNode) -> String {
    switch node {
    case .unit(let path, let id):
      documents.document(at: path).map { $0.content.path(of: id).joined(separator: " / ") } ?? path.text
    case .file(let path), .export(let path, _), .syntax(let path, _): path.text
    }
  }
}

extension SharedName {
  /// What it is called in reports.
  var label: String { kind.label + " '\(text)'" }
}

extension SharedName.Kind {
  var label: String {
    switch self {
    case .upstream: "the upstream"
    case .variable: "the variable"
    case .requestZone, .connectionZone, .cacheZone: "the zone"
    case .logFormat: "the log format"
    case .namedLocation: "the location"
    case .file: "the file"
    }
  }
}
