import Findings
import SourceText
import SyntaxTrees

/// Loads modules when something asks for them, and finds those that may name a
/// file: by a search over raw bytes first, so that only files with a hit are
/// parsed.
final class ModuleIndex {
  let snapshot: any Snapshot
  let resolver: ModuleResolver
  private let sources: [SnapshotEntry]
  private var modules: [RepositoryPath: TypeScriptModule] = [:] { didSet { sorted = nil } }
  private var sorted: [TypeScriptModule]?
  private var parsers: [Grammar: SyntaxParser] = [:]
  private var mentions: [String: [RepositoryPath]] = [:]
  private var links: [RepositoryPath: [(TypeScriptModule, ModuleLink)]] = [:]
  private(set) var findings: [Finding] = []
  /// Files that must not be edited, with the reason.
  private let obstacles: [RepositoryPath: String]

  init(_ snapshot: any Snapshot, obstacles: [RepositoryPath: String]) {
    self.snapshot = snapshot
    self.obstacles = obstacles
    resolver = ModuleResolver(snapshot)
    sources = snapshot.entries.filter { entry in
      entry.mode.isFile && (Grammar(for: entry.path)?.isECMAScript ?? false)
        && !entry.path.text.split(separator: "/").contains("node_modules")
    }
  }

  /// The modules loaded so far, in order of their paths.
  var loaded: [TypeScriptModule] {
    let all = sorted ?? modules.values.sorted { $0.path < $1.path }
    sorted = all
    return all
  }

  /// The sources that are tests by their paths.
  private(set) lazy var tests = sources.filter { TypeScriptModule.isTest($0.path) }

  /// The module at `path`; nil when it is none or cannot be read, which is reported.
  func module(at path: RepositoryPath) -> TypeScriptModule? {
    if let known = modules[path] { return known }
    guard let grammar = Grammar(for: path), grammar.isECMAScript,
      snapshot.entry(at: path)?.mode.isFile ?? false
    else { return nil }
    do {
      let source = try snapshot.contents(at: path)
      let parser = try parsers[grammar] ?? SyntaxParser(grammar)
      parsers[grammar] = parser
      let tree = try parser.parse(source)
      let fault = tree.firstError.map { "it does not parse (line \(LineIndex(source).line(at: $0)))" }
      let module = TypeScriptModule(path: path, tree: tree, obstacle: fault ?? obstacles[path])
      modules[path] = module
      return module
    } catch let error as UnreadableContents {
      report("unreadable", path, "its contents cannot be read (\(error.reason))")
    } catch {
      report("unparsed", path, "it could not be parsed (\(error))")
    }
    return nil
  }

  private func report(_ code: String, _ path: RepositoryPath, _ message: String) {
    let finding = Finding(
      code: code, severity: .error, message: message, place: Place(path: path),
      remedy: "make the file readable and plan again; until then nothing that it refers to is repaired in it")
    if !findings.contains(finding) { findings.append(finding) }
  }

  /// The modules that hold one of `words` as text, in order of their paths.
  func modules(mentioning words: [String]) -> [TypeScriptModule] {
    let unknown = Set(words).filter { mentions[$0] == nil }.sorted()
    if !unknown.isEmpty {
      let needles = unknown.map { Array($0.utf8) }
      let hits = snapshot.concurrentMap(sources) { _, contents -> [Bool]? in
        guard case .success(let bytes) = contents else { return nil }
        return needles.map { ByteSearch.contains(bytes, $0) }
      }
      for word in unknown { mentions[word] = [] }
      for (entry, found) in zip(sources, hits) {
        guard let found else {
          report("unreadable", entry.path, "its contents cannot be read")
          continue
        }
        for (word, isThere) in zip(unknown, found) where isThere { mentions[word]?.append(entry.path) }
      }
    }
    let paths = Set(words.flatMap { mentions[$0] ?? [] })
    return paths.sorted().compactMap { module(at: $0) }
  }

  /// Every link to the file `target` in a module that is still there.
  func links(to target: RepositoryPath, except deleted: Set<RepositoryPath>) -> [(
    TypeScriptModule, ModuleLink
  )] {
    let known = links[target] ?? allLinks(to: target)
    links[target] = known
    return known.filter { !deleted.contains($0.0.path) }
  }

  /// What links to `target` in the tree as it is. A cascade asks for it again and again.
  private func allLinks(to target: RepositoryPath) -> [(TypeScriptModule, ModuleLink)] {
    modules(mentioning: Self.words(naming: target)).flatMap { module in
      module.links.filter { resolver.resolve($0.specifier, from: module.path) == target }.map { (module, $0) }
    }
  }

  /// What a specifier of `target` must hold as text: its name without extensions,
  /// or for an index file the folder's name or a relative path to it.
  private static func words(naming target: RepositoryPath) -> [String] {
    let name = target.name.text
    let stem = String(name.prefix { $0 != "." })
    guard stem == "index" || stem.isEmpty else { return [stem] }
    let folder = target.parent.map { [$0.name.text] } ?? []
    return folder + [
      "'.'", "\".\"", "'./'", "\"./\"", "'..'", "\"..\"", "../'", "../\"", "/index", "/..'", "/..\"",
    ]
  }
}
