import Findings
import SourceText
import SyntaxTrees

/// Loads Go packages when something asks for them, and finds the files that may name a
/// thing: by a search over raw bytes first, so that only packages with a hit are parsed.
final class GoIndex {
  let snapshot: any Snapshot
  private let sources: [SnapshotEntry]
  private let entriesOf: [String: [SnapshotEntry]]
  /// The folders of modules, with `/` behind them, and their paths; longest folders first.
  private let modules: [(folder: String, path: String)]
  private var packages: [String: [GoPackage]] = [:]
  private var files: [RepositoryPath: GoFile] = [:] { didSet { sorted = nil } }
  private var sorted: [GoFile]?
  private var packageNames: [String: String?] = [:]
  private var mentions: [String: [RepositoryPath]] = [:]
  private var parser: SyntaxParser?
  private(set) var findings: [Finding] = []
  /// Files that must not be edited, with the reason.
  private let obstacles: [RepositoryPath: String]

  init(_ snapshot: any Snapshot, obstacles: [RepositoryPath: String]) {
    self.snapshot = snapshot
    self.obstacles = obstacles
    sources = snapshot.entries.filter { $0.mode.isFile && Self.isSource($0.path) }
    entriesOf = Dictionary(grouping: sources) { $0.path.parent?.text ?? "" }
    modules = snapshot.entries.filter { $0.path.name.text == "go.mod" && $0.mode.isFile }.compactMap {
      entry in
      guard let bytes = try? snapshot.contents(at: entry.path),
        let line = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
          .first(where: { $0.hasPrefix("module ") })
      else { return nil }
      let path = line.dropFirst("module ".count).prefix { $0 != " " && $0 != "/" || $0 == "/" }
      let name = path.split(separator: " ").first.map(String.init) ?? String(path)
      return (entry.path.parent.map { $0.text + "/" } ?? "", name.trimmingCharacters(of: "\""))
    }.sorted { ($0.0.utf8.count, $0.0) > ($1.0.utf8.count, $1.0) }
  }

  /// Whether the go command would look at a file.
  static func isSource(_ path: RepositoryPath) -> Bool {
    guard path.text.hasSuffix(".go") else { return false }
    return !path.text.split(separator: "/").contains { part in
      part == "vendor" || part == "testdata" || part.hasPrefix("_") || part.hasPrefix(".")
    }
  }

  /// The files loaded so far, in order of their paths.
  var loaded: [GoFile] {
    let all = sorted ?? files.values.sorted { $0.path < $1.path }
    sorted = all
    return all
  }

  // MARK: Packages

  /// The file at `path`, with its package loaded; nil when it is no Go file or cannot be
  /// read, which is reported.
  func file(at path: RepositoryPath) -> GoFile? {
    guard Self.isSource(path), snapshot.entry(at: path)?.mode.isFile ?? false else { return nil }
    _ = packages(in: path.parent?.text ?? "")
    return files[path]
  }

  /// The package of a folder, and the one of its external tests.
  func packages(in folder: String) -> [GoPackage] {
    if let known = packages[folder] { return known }
    packages[folder] = []
    let loaded = (entriesOf[folder] ?? []).compactMap { load($0.path) }
    let path = importPath(of: folder)
    packages[folder] = Dictionary(grouping: loaded, by: \.packageName).sorted { $0.key < $1.key }.map {
      GoPackage(
        folder: folder, name: $0.key, importPath: $0.key.hasSuffix("_test") ? nil : path, files: $0.value)
    }
    return packages[folder] ?? []
  }

  /// The package that an import names, if it is one of the repository's.
  func package(importedAs path: String) -> GoPackage? {
    guard let folder = folder(of: path) else { return nil }
    return packages(in: folder).first { !$0.name.hasSuffix("_test") && $0.files.contains { !$0.isTestFile } }
  }

  /// Whether nobody outside of the repository can import a package: it is a program, lies
  /// below `internal`, or its module holds a program and so is an application.
  func isApplication(_ package: GoPackage) -> Bool {
    if package.name == "main" || package.folder.split(separator: "/").contains("internal") { return true }
    guard let module = module(of: package.folder) else { return true }
    if let known = applications[module] { return known }
    let answer = files(mentioning: ["func main()"]).contains { file in
      file.hasMain && self.module(of: file.package.folder) == module
    }
    applications[module] = answer
    return answer
  }

  /// Whether a file only serves tests: it holds tests, or its package is imported by such files
  /// and by no others.
  func isForTests(_ file: GoFile) -> Bool {
    if file.isTest { return true }
    guard file.packageName != "main", let path = file.package.importPath else { return false }
    if let known = servants[path] { return known }
    servants[path] = false
    var answer = false
    // Few files are read: most packages have an importer that is none of tests near the front.
    for importer in paths(mentioning: ["\"\(path)\""]) {
      if importer.text.hasSuffix("_test.go") {
        answer = true
      } else if let other = self.file(at: importer), other.package !== file.package,
        other.imports.contains(where: { $0.path == path })
      {
        guard isForTests(other) else { return false }
        answer = true
      }
    }
    servants[path] = answer
    return answer
  }

  private var servants: [String: Bool] = [:]
  private var applications: [String: Bool] = [:]
  private var textNames: [String: Bool] = [:]
  /// Where names may stand as text: Go code and templates.
  private lazy var texts = snapshot.entries.filter { entry in
    entry.mode.isFile
      && ["go", "tmpl", "gotmpl", "gohtml", "tpl", "html", "txt", "mustache"].contains(
        entry.path.fileExtension)
  }

  private func module(of folder: String) -> String? {
    modules.first { folder == String($0.folder.dropLast()) || (folder + "/").hasPrefix($0.folder) }?.folder
  }

  private func importPath(of folder: String) -> String? {
    guard let module = modules.first(where: { (folder.isEmpty ? "" : folder + "/").hasPrefix($0.folder) })
    else { return nil }
    let rest = (folder.isEmpty ? "" : folder + "/").dropFirst(module.folder.count).dropLast()
    return rest.isEmpty ? module.path : module.path + "/" + rest
  }

  private func folder(of path: String) -> String? {
    for module in modules where path == module.path || path.hasPrefix(module.path + "/") {
      let folder = String((module.folder + path.dropFirst(module.path.count).drop { $0 == "/" }))
      let name = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
      if entriesOf[name] != nil { return name }
    }
    return nil
  }

  /// The name in the package clause of an own package; nil for others.
  private func packageName(of path: String) -> String? {
    if let known = packageNames[path] { return known }
    var found: String?
    if let folder = folder(of: path),
      let entry = entriesOf[folder]?.first(where: { !$0.path.text.hasSuffix("_test.go") }),
      let bytes = try? snapshot.contents(at: entry.path)
    {
      found = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        .first { $0.hasPrefix("package ") }
        .map { String($0.dropFirst("package ".count).prefix { $0.isLetter || $0.isNumber || $0 == "_" }) }
    }
    packageNames[path] = found
    return found
  }

  private func load(_ path: RepositoryPath) -> GoFile? {
    if let known = files[path] { return known }
    do {
      let source = try snapshot.contents(at: path)
      let parser = try self.parser ?? SyntaxParser(.go)
      self.parser = parser
      let tree = try parser.parse(source)
      let fault = tree.firstError.map { "it does not parse (line \(LineIndex(source).line(at: $0)))" }
      let file = GoFile(
        path: path, tree: tree, obstacle: fault ?? obstacles[path], ownName: { packageName(of: $0) })
      files[path] = file
      return file
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

  // MARK: Searching

  /// Whether a name stands in quotes in Go code, or behind a dot in a template.
  func namesInText(_ name: String) -> Bool {
    if let known = textNames[name] { return known }
    guard !GoWords.isWord(name) || words.mayBeText(name) else { return false }
    let (quoted, dotted) = (Array("\"\(name)\"".utf8), Array(".\(name)".utf8))
    let braces = Array("{{".utf8)
    let answers = snapshot.concurrentMap(texts) { entry, contents -> Bool in
      guard case .success(let bytes) = contents else { return false }
      if entry.path.fileExtension == "go", ByteSearch.contains(bytes, quoted) { return true }
      return ByteSearch.contains(bytes, braces) && ByteSearch.contains(bytes, dotted)
        && Self.isInTemplate(dotted, bytes)
    }
    let answer = answers.contains(true)
    textNames[name] = answer
    return answer
  }

  /// Whether a text stands between double braces.
  private static func isInTemplate(_ needle: [UInt8], _ bytes: UnsafeRawBufferPointer) -> Bool {
    var start = 0
    while let open = ByteSearch.first(Array("{{".utf8), in: bytes, from: start) {
      let close = ByteSearch.first(Array("}}".utf8), in: bytes, from: open) ?? bytes.count
      if let found = ByteSearch.first(needle, in: bytes, from: open), found < close {
        let end = found + needle.count
        let next = end < bytes.count ? bytes[end] : 0
        let isLetter =
          (0x30...0x39).contains(next) || (0x41...0x5A).contains(next) || (0x61...0x7A).contains(next)
          || next == 0x5F
        if !isLetter { return true }
      }
      start = close + 1
      if start >= bytes.count { break }
    }
    return false
  }

  /// The files that hold a name as a word, in order of their paths.
  func files(naming name: String) -> [GoFile] {
    guard GoWords.isWord(name) else { return files(mentioning: [name]) }
    return words.sources(naming: name).map { sources[$0].path }.sorted().compactMap { file(at: $0) }
  }

  private lazy var words: GoWords = {
    let words = GoWords(snapshot, sources: sources, texts: texts)
    for position in words.unreadable {
      report("unreadable", sources[position].path, "its contents cannot be read")
    }
    return words
  }()

  /// The files that hold one of `words` as text, in order of their paths.
  func files(mentioning words: [String]) -> [GoFile] {
    paths(mentioning: words).compactMap { file(at: $0) }
  }

  /// The same without reading what they hold.
  private func paths(mentioning words: [String]) -> [RepositoryPath] {
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
    return Set(words.flatMap { mentions[$0] ?? [] }).sorted()
  }
}

extension String {
  /// Without this character at its ends.
  fileprivate func trimmingCharacters(of quote: Character) -> String {
    var text = self[...]
    while text.first == quote { text = text.dropFirst() }
    while text.last == quote { text = text.dropLast() }
    return String(text)
  }
}
