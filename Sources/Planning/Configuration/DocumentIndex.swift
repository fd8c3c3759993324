import Findings
import Formats
import SourceText

/// Loads files of configuration and documents when something asks for them.
final class DocumentIndex {
  let snapshot: any Snapshot
  private var documents: [RepositoryPath: LoadedDocument] = [:]
  private var failed: Set<RepositoryPath> = []
  private(set) var findings: [Finding] = []
  /// Files that must not be edited, with the reason.
  private let obstacles: [RepositoryPath: String]
  /// What readers of names have found out about the repository.
  private var known: [String: Any] = [:]

  init(_ snapshot: any Snapshot, obstacles: [RepositoryPath: String]) {
    self.snapshot = snapshot
    self.obstacles = obstacles
  }

  /// The documents loaded so far, in order of their paths.
  var loaded: [LoadedDocument] { documents.values.sorted { $0.path < $1.path } }

  /// The paths of files that `condition` picks, in order.
  func paths(where condition: (RepositoryPath) -> Bool) -> [RepositoryPath] {
    snapshot.entries.filter { $0.mode.isFile && condition($0.path) }.map(\.path)
  }

  /// What `make` gives, which is asked once for each key.
  func remembered<Value>(_ key: String, _ make: () -> Value) -> Value {
    if let value = known[key] as? Value { return value }
    let value = make()
    known[key] = value
    return value
  }

  /// The document at `path`; nil when it is of no known format or cannot be read, which
  /// is reported: such a file is left alone.
  func document(at path: RepositoryPath) -> LoadedDocument? {
    if let known = documents[path] { return known }
    guard !failed.contains(path), let format = Format(of: path),
      snapshot.entry(at: path)?.mode.isFile ?? false
    else { return nil }
    do {
      let source = try snapshot.contents(at: path)
      let (read, content) = try Self.read(source, as: format)
      let document = LoadedDocument(
        path: path, format: read, source: source, content: content, obstacle: obstacles[path])
      documents[path] = document
      return document
    } catch let problem as FormatProblem {
      let line = problem.offset.flatMap { offset in
        (try? snapshot.contents(at: path)).map { LineIndex($0).line(at: offset) }
      }
      fail(path, "unparsed", line, "it cannot be read as \(format.rawValue): \(problem.message)")
    } catch let error as UnreadableContents {
      fail(path, "unreadable", nil, "its contents cannot be read (\(error.reason))")
    } catch {
      fail(path, "unreadable", nil, "it cannot be read (\(error))")
    }
    return nil
  }

  /// Reads a file as its name says; YAML with actions in it may be a template that lies
  /// outside of a chart.
  private static func read(
    _ source: [UInt8], as format: Format
  ) throws(FormatProblem) -> (Format, any StructuredDocument) {
    do throws(FormatProblem) {
      return (format, try format.document(parsing: source))
    } catch {
      let isTemplate = source.withUnsafeBytes { ByteSearch.contains($0, Array("{{".utf8)) }
      guard format == .yaml, isTemplate, let content = try? Format.helm.document(parsing: source) else {
        throw error
      }
      return (.helm, content)
    }
  }

  private func fail(_ path: RepositoryPath, _ code: String, _ line: Int?, _ message: String) {
    failed.insert(path)
    findings.append(
      Finding(
        code: code, severity: .warning, message: message + "; it is left as it is",
        place: Place(path: path, line: line),
        remedy: "look whether anything in it has to go, and change it by hand"))
  }
}

/// One file with its parts.
struct LoadedDocument {
  let path: RepositoryPath
  let format: Format
  let source: [UInt8]
  let content: any StructuredDocument
  /// Set when it must not be edited; says why.
  let obstacle: String?

  /// Deletes units with what belongs to them in this kind of file.
  ///
  /// - Parameters:
  ///   - ids: of units that go.
  ///   - links: of links whose texts stay; in Markdown only.
  /// - Returns: the changes, and every unit that goes by them.
  func deleting(_ ids: Set<Int>, unlinking links: Set<Int> = []) -> Deletion {
    if let markdown = content as? MarkdownFile { return markdown.deleting(ids, unlinking: links) }
    if let json = content as? JSONDocument, NodeLock.names.contains(path.name.text) {
      return PackageLock.deleting(ids, from: json)
    }
    return content.deletingWithSurroundings(ids)
  }

  /// Whether something around a unit goes.
  func isPart(_ id: Int, ofWhatGoesIn cascade: Cascade) -> Bool {
    cascade.removedFiles.contains(path)
      || sequence(first: id) { content.units[$0].parent }.dropFirst().contains {
        cascade.removed[.unit(path, $0)] != nil
      }
  }

  /// Where a unit begins, for reports.
  func place(of unit: Formats.Unit) -> Place { place(at: unit.range.lowerBound) }

  /// Where a byte stands, for reports.
  func place(at offset: Int) -> Place { Place(at: offset, in: source, of: path) }
}

extension Place {
  /// Where a byte of a file stands, with its line.
  init(at offset: Int, in source: [UInt8], of path: RepositoryPath) {
    let lines = LineIndex(source)
    let line = lines.line(at: offset)
    var text = source[lines.range(ofLine: line)]
    while text.last == 0x0A || text.last == 0x0D { text = text.dropLast() }
    self.init(
      path: path, line: line, column: lines.column(at: offset), text: String(decoding: text, as: UTF8.self))
  }
}
