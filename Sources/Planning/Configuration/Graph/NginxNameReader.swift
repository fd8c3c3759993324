import Formats
import Patterns
import SourceText

/// The names of nginx: upstreams, variables, zones, formats, named locations, includes.
///
/// A scope is a configuration that nothing includes, with everything that it includes; it
/// is called by the path of that file. A part that several configurations include belongs
/// to the scope of each.
struct NginxNameReader: NameReader {
  func scopes(of path: RepositoryPath, in documents: DocumentIndex) -> [String] {
    guard Format(of: path) == .nginx else { return [] }
    let includes = includes(documents)
    return Self.roots(of: path, includes).map(\.text)
  }

  func files(of scope: String, in documents: DocumentIndex) -> [RepositoryPath] {
    let includes = includes(documents)
    var files: [RepositoryPath] = []
    var next = [RepositoryPath(scope)]
    while let file = next.popLast() {
      if files.contains(file) { continue }
      files.append(file)
      next += includes[file, default: []]
    }
    return files.sorted()
  }

  func sites(of scope: String, in members: [LoadedDocument], _ documents: DocumentIndex) -> [NameSite] {
    let files = documents.paths { Format(of: $0) == .nginx }
    return members.flatMap { member -> [NameSite] in
      guard let nginx = member.content as? NginxDocument else { return [] }
      let file = SharedName(.file, member.path.text, in: "")
      var sites = [NameSite(.defines, file, at: .file(member.path))]
      for name in nginx.definitions() {
        guard let kind = name.kind.shared else { continue }
        // A group of an expression names what the directive is about in any case.
        let isDedicated = Self.dedicated.contains(nginx.units[name.unit].name ?? "") || kind == .namedLocation
        sites.append(
          NameSite(
            isDedicated ? .defines : .provides, SharedName(kind, name.name, in: scope),
            at: .unit(member.path, name.unit)))
      }
      for name in nginx.uses() {
        let node = CascadeNode.unit(member.path, name.unit)
        if name.kind == .file {
          // A pattern goes on to match what is left.
          let role: NameSite.Role = name.name.contains("*") ? .needs : .follows
          sites += Self.included(by: name.name, among: files).map {
            NameSite(role, SharedName(.file, $0.text, in: ""), at: node)
          }
        } else if let kind = name.kind.shared {
          sites.append(NameSite(.needs, SharedName(kind, name.name, in: scope), at: node))
        }
      }
      return sites
    }
  }

  /// Directives that do nothing but define a name.
  private static let dedicated: Set<String> = [
    "upstream", "map", "geo", "split_clients", "keyval", "set", "auth_request_set", "js_set", "js_var",
    "perl_set", "limit_req_zone", "limit_conn_zone", "log_format", "proxy_cache_path", "fastcgi_cache_path",
    "scgi_cache_path", "uwsgi_cache_path",
  ]

  /// Which files each file includes.
  private func includes(_ documents: DocumentIndex) -> [RepositoryPath: [RepositoryPath]] {
    let files = documents.paths { Format(of: $0) == .nginx }
    var includes: [RepositoryPath: [RepositoryPath]] = [:]
    for file in files {
      guard let nginx = documents.document(at: file)?.content as? NginxDocument else { continue }
      includes[file] = nginx.uses().filter { $0.kind == .file }.flatMap {
        Self.included(by: $0.name, among: files)
      }
    }
    return includes
  }

  private static func roots(
    of path: RepositoryPath, _ includes: [RepositoryPath: [RepositoryPath]]
  ) -> [RepositoryPath] {
    var roots: Set<RepositoryPath> = []
    var seen: Set<RepositoryPath> = []
    var next = [path]
    while let file = next.popLast() {
      guard seen.insert(file).inserted else { continue }
      let users = includes.filter { $0.value.contains(file) && $0.key != file }.map(\.key)
      if users.isEmpty { roots.insert(file) }
      next += users
    }
    return roots.sorted()
  }

  /// The files of the repository that an `include` names: since its path is often one of
  /// the machine that nginx runs on, those whose paths have the longest common end with it.
  static func included(by target: String, among files: [RepositoryPath]) -> [RepositoryPath] {
    let parts = target.split(separator: "/").map(String.init)
    guard let last = parts.last, let glob = try? Glob(last) else { return [] }
    let candidates = files.filter { glob.matches($0.name) }
    let common = candidates.map { path in
      let folders = path.text.split(separator: "/").dropLast().reversed()
      return zip(parts.dropLast().reversed(), folders).prefix { $0 == $1 }.count
    }
    guard let longest = common.max() else { return [] }
    return zip(candidates, common).filter { $0.1 == longest }.map(\.0)
  }
}

extension NginxDocument.Name.Kind {
  /// The kind of shared name that it is; nil for files, whose names are paths.
  fileprivate var shared: SharedName.Kind? {
    switch self {
    case .upstream: .upstream
    case .variable: .variable
    case .requestZone: .requestZone
    case .connectionZone: .connectionZone
    case .cacheZone: .cacheZone
    case .logFormat: .logFormat
    case .namedLocation: .namedLocation
    case .file: nil
    }
  }
}
