import Formats
import SourceText

/// What links and mentions in documents can no longer lead to at one moment of a cascade.
struct LostTargets {
  /// What becomes of a place that a link leads to.
  enum Fate {
    case stays
    case gone(CauseID)
    /// The anchor has another name now, and so may its heading.
    case renamed(String, Title?, CauseID)
  }

  /// A heading that has other words now.
  struct Title {
    let old: String
    let new: String
  }

  /// Files that go.
  let files: [RepositoryPath: CauseID]
  /// Folders of which no file is left.
  let folders: [RepositoryPath: CauseID]
  /// By document, what becomes of the anchors that do not stay as they are.
  let anchors: [RepositoryPath: [String: Fate]]
  /// The paths that stay, by their last components, folders included.
  private let staying: [String: [String]]

  init(_ documents: DocumentIndex, _ configuration: ConfigurationCascade, _ cascade: Cascade) {
    var files: [RepositoryPath: CauseID] = [:]
    for case (.file(let path), let cause) in cascade.removed { files[path] = cause }
    self.files = files
    var staying: Set<RepositoryPath> = []
    var folders: [RepositoryPath: CauseID] = [:]
    for entry in documents.snapshot.entries {
      let cause = files[entry.path]
      if cause == nil { staying.insert(entry.path) }
      for folder in sequence(first: entry.path.parent, next: { $0?.parent }) {
        guard let folder else { break }
        if let cause { folders[folder] = folders[folder] ?? cause } else { staying.insert(folder) }
      }
    }
    self.folders = folders.filter { !staying.contains($0.key) }
    self.staying = Dictionary(grouping: staying.map(\.text)) { RepositoryPath($0).name.text }
    let gone = GoneNodes(documents, configuration, cascade)
    var anchors: [RepositoryPath: [String: Fate]] = [:]
    for path in Set(configuration.removed.keys).union(configuration.renamed.keys)
    where Format(of: path) == .markdown && files[path] == nil {
      guard let document = documents.document(at: path) else { continue }
      anchors[path] = Self.fates(in: document, configuration, gone)
    }
    self.anchors = anchors.filter { !$0.value.isEmpty }
  }

  /// Whether everything can still be reached.
  var isEmpty: Bool { files.isEmpty && anchors.isEmpty }

  /// What becomes of what a link leads to.
  func fate(of target: MarkdownTarget) -> Fate {
    if let cause = files[target.path] ?? folders[target.path] { return .gone(cause) }
    guard let fragment = target.fragment else { return .stays }
    // A folder is shown with its README.
    let documents =
      [target.path]
      + ["README.md", "readme.md"].map {
        RepositoryPath(target.path.text.isEmpty ? $0 : target.path.text + "/" + $0)
      }
    for document in documents {
      guard let fates = anchors[document] else { continue }
      return fates[fragment] ?? fates[fragment.lowercased()] ?? .stays
    }
    return .stays
  }

  /// Bytes of which one stands in every file that may point to something lost.
  var needles: [[UInt8]] {
    var names: Set<String> = []
    for path in files.keys { names.insert(path.name.text) }
    for path in folders.keys { names.insert(path.name.text) }
    for path in anchors.keys {
      names.insert(path.name.text)
      if path.name.text.lowercased() == "readme.md", let folder = path.parent {
        names.insert(folder.name.text)
      }
    }
    let all = names.flatMap { [$0, Self.encoded($0)] }
    return Set(all).sorted().map { Array($0.utf8) }
  }

  private static func encoded(_ name: String) -> String {
    name.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        String(decoding: [byte], as: UTF8.self)
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}

/// Names of files in a text.
extension LostTargets {
  /// Whether a word is the path or the name of something that goes, and of nothing that stays.
  ///
  /// - Parameters:
  ///   - word: without quotes and the like around it.
  ///   - document: the file that it stands in.
  /// - Returns: why that went; nil when it did not, or when the word may mean something else.
  func loss(of word: String, in document: RepositoryPath) -> CauseID? {
    var path = Substring(word)
    while path.hasPrefix("./") { path = path.dropFirst(2) }
    path = path.drop { $0 == "/" }
    while let last = path.last, "/.,:;".contains(last) { path = path.dropLast() }
    guard path.contains("/") || path.contains(".") || word.hasSuffix("/"), path.utf8.count > 4 else {
      return nil
    }
    if let target = MarkdownTarget(String(path), from: document) {
      if let cause = files[target.path] ?? folders[target.path] { return cause }
    }
    let name = RepositoryPath(String(path)).name.text
    func isMeant(_ candidate: String) -> Bool { candidate == path || candidate.hasSuffix("/" + path) }
    if staying[name, default: []].contains(where: isMeant) { return nil }
    let lost = files.merging(folders) { first, _ in first }
    return lost.filter { isMeant($0.key.text) }.min { $0.key < $1.key }?.value
  }

  /// What becomes of the anchors of a document.
  private static func fates(
    in document: LoadedDocument, _ configuration: ConfigurationCascade, _ gone: GoneNodes
  ) -> [String: Fate] {
    guard let markdown = document.content as? MarkdownFile, let text = configuration.text(of: document),
      let rest = try? MarkdownDocument(parsing: text)
    else { return [:] }
    let deletion = configuration.deletion(from: document)
    let renamed = configuration.renamed[document.path, default: [:]]
    let before = markdown.text.anchors()
    let after = rest.anchors()
    let named = Set(after.filter { !$0.isOfHeading }.map(\.slug))
    let first =
      deletion.units.min().flatMap { gone.removal(of: .unit(document.path, $0))?.cause }
      ?? renamed.min { $0.key < $1.key }?.value
    var fates: [String: Fate] = [:]
    var left = after.filter(\.isOfHeading)[...]
    for anchor in before {
      if !anchor.isOfHeading {
        guard !named.contains(anchor.slug), let first else { continue }
        if !after.contains(where: { $0.slug == anchor.slug }) { fates[anchor.slug] = .gone(first) }
      } else if let unit = anchor.unit, deletion.units.contains(unit) {
        guard !named.contains(anchor.slug) else { continue }
        if let cause = gone.removal(of: .unit(document.path, unit))?.cause {
          fates[anchor.slug] = .gone(cause)
        }
      } else if let new = left.popFirst(), new.slug != anchor.slug,
        let first = anchor.unit.flatMap({ renamed[$0] }) ?? first
      {
        let names = (
          old: anchor.unit.flatMap { markdown.units[$0].name }, new: new.unit.flatMap { rest.units[$0].name }
        )
        let title = names.old.flatMap { old in names.new.map { Title(old: old, new: $0) } }
        fates[anchor.slug] = .renamed(new.slug, title, first)
      }
    }
    return fates
  }
}
