import Foundation
import Patterns
import SourceText
import SyntaxTrees

/// The files of a tree, read and parsed when somebody asks. For one task.
final class SourceTree {
  let root: String
  /// From the root, in order; what git keeps for itself and installed packages are left out.
  let paths: [String]
  private var contents: [String: [UInt8]] = [:]
  private var trees: [String: SyntaxTree] = [:]

  init(root: String) throws {
    self.root = root
    guard let walker = FileManager.default.enumerator(atPath: root) else {
      throw CaseFailure.error("environment: the tree '\(root)' cannot be read")
    }
    var paths: [String] = []
    while let path = walker.nextObject() as? String {
      let name = path.split(separator: "/").last ?? ""
      switch walker.fileAttributes?[.type] as? FileAttributeType {
      case .typeDirectory: if name == ".git" || name == "node_modules" { walker.skipDescendants() }
      case .typeRegular: paths.append(path)
      default: break
      }
    }
    self.paths = paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  func exists(_ path: String) -> Bool { paths.contains(path) }

  func bytes(_ path: String) throws -> [UInt8] {
    if let known = contents[path] { return known }
    guard let data = FileManager.default.contents(atPath: root + "/" + path) else {
      throw CaseFailure.error("the file '\(path)' of the binding is not in the tree, or cannot be read")
    }
    contents[path] = Array(data)
    return Array(data)
  }

  func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

  /// Files that were read as far as they parse, with the line of the first error.
  private(set) var broken: [String: Int] = [:]

  /// The syntax of a file that the binding names.
  /// - Throws: where it is in no known language, or does not parse: then nothing is known.
  func syntax(_ path: String) throws -> SyntaxTree {
    let tree = try swept(path)
    if let line = broken[path] { throw CaseFailure.error("'\(path)' has a syntax error in line \(line)") }
    return tree
  }

  /// The syntax of one of many files: one that does not parse is noted in `broken` and read
  /// as far as it goes.
  func swept(_ path: String) throws -> SyntaxTree {
    if let known = trees[path] { return known }
    guard let grammar = Grammar(for: RepositoryPath(path)) else {
      throw CaseFailure.error("'\(path)' is in no language that can be read")
    }
    let tree: SyntaxTree
    do {
      tree = try SyntaxParser(grammar).parse(try bytes(path))
    } catch let error as SyntaxParserError {
      throw CaseFailure.error("'\(path)' cannot be parsed: \(error)")
    }
    if let offset = tree.firstError { broken[path] = line(at: offset, of: tree.source) }
    trees[path] = tree
    return tree
  }

  /// - Throws: where a glob is wrong or matches nothing.
  func files(_ globs: [String], _ what: String) throws -> [String] {
    guard !globs.isEmpty else { throw CaseFailure.skip("the binding has no \(what)") }
    var found: Set<String> = []
    for source in globs {
      let glob: Glob
      do {
        glob = try Glob(source)
      } catch {
        throw CaseFailure.error("the binding's \(what) has a wrong glob '\(source)': \(error)")
      }
      let matched = paths.filter { glob.matches(RepositoryPath($0)) }
      guard !matched.isEmpty else {
        throw CaseFailure.error("no file matches '\(source)' of the binding's \(what)")
      }
      found.formUnion(matched)
    }
    return paths.filter(found.contains)
  }

  /// Files of code below a folder.
  func code(below folder: String?) -> [String] {
    paths.filter { path in
      (folder.map { $0.isEmpty || path.hasPrefix($0 + "/") } ?? true)
        && Grammar(for: RepositoryPath(path)) != nil
    }
  }

  // MARK: Lines

  /// From 1.
  func line(at offset: Int, of source: [UInt8]) -> Int { source[..<offset].count { $0 == 0x0A } + 1 }

  func finding(_ message: String, at node: SyntaxNode, in path: String) -> TreeFinding {
    let source = node.tree.source
    let start = source[..<node.range.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let end = source[node.range.lowerBound...].firstIndex(of: 0x0A) ?? source.count
    let text = String(decoding: source[start..<end], as: UTF8.self)
    return TreeFinding(
      message: message, path: path, line: line(at: node.range.lowerBound, of: source),
      text: String(text.drop { $0 == " " || $0 == "\t" }))
  }
}

extension SyntaxNode {
  /// The text between the quotes of a string literal without escapes and substitutions;
  /// nil for anything else.
  var literal: String? {
    switch kind {
    case "interpreted_string_literal", "raw_string_literal", "string":
      return String(text.dropFirst().dropLast())
    case "template_string" where !namedChildren.contains { $0.kind == "template_substitution" }:
      return String(text.dropFirst().dropLast())
    default: return nil
    }
  }

  var isComment: Bool { kind == "comment" }

  /// A name that stands for something, rather than text or punctuation.
  var isName: Bool {
    switch kind {
    case "identifier", "type_identifier", "field_identifier", "package_identifier", "property_identifier",
      "shorthand_property_identifier", "shorthand_property_identifier_pattern", "private_property_identifier":
      true
    default: false
    }
  }
}
