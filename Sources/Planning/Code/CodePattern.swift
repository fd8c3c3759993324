import SourceText
import SyntaxTrees

/// A piece of code with holes, by which code of the same shape is found.
///
/// `$X` stands for any one node and `$$$X` for any number of arguments, elements or
/// statements; the same name stands for the same text wherever it occurs. Within a string
/// literal `$X` stands for a part of its content, which need not be quoted in the same way.
/// White space and comments do not count. The idea of metavariables is that of
/// Coccinelle's semantic patches (https://coccinelle.gitlabpages.inria.fr/website/).
struct CodePattern {
  /// Why a text is no pattern of a language.
  struct Malformed: Error {
    let grammar: Grammar
  }

  private let root: SyntaxNode

  private static let one = "one_of_the_pattern_"
  private static let any = "any_of_the_pattern_"

  /// - Parameters:
  ///   - text: an expression, a statement or a declaration, with metavariables.
  ///   - grammar: the language.
  /// - Throws: `Malformed` if it does not parse.
  init(_ text: String, _ grammar: Grammar) throws(Malformed) {
    let source = Self.withPlaceholders(text)
    for (before, after, depth) in Self.surroundings(of: grammar) {
      guard let parser = try? SyntaxParser(grammar),
        let tree = try? parser.parse(Array((before + source + after).utf8)), tree.errorCount == 0
      else { continue }
      var node = tree.smallestNode(covering: before.utf8.count..<before.utf8.count + source.utf8.count)
      if node.range.count > source.utf8.count, depth > 0 {
        guard let only = node.namedChildren.first(where: { $0.range.lowerBound >= before.utf8.count }) else {
          continue
        }
        node = only
      }
      while ["expression_statement", "program", "source_file"].contains(node.kind),
        node.namedChildren.count == 1
      {
        node = node.namedChildren[0]
      }
      root = node
      return
    }
    throw Malformed(grammar: grammar)
  }

  /// The texts around a pattern that make a file of it: as a statement, as a declaration.
  private static func surroundings(of grammar: Grammar) -> [(String, String, Int)] {
    grammar.isECMAScript
      ? [("", "\n", 0), ("(", ")\n", 0)]
      : [("package p\nfunc _() {\n", "\n}\n", 1), ("package p\n", "\n", 0)]
  }

  private static func withPlaceholders(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      let isMany = rest[dollar...].hasPrefix("$$$")
      let after = rest[rest.index(dollar, offsetBy: isMany ? 3 : 1)...]
      let name = after.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      result += name.isEmpty ? "$" : (isMany ? any : one) + name + "_"
      rest = name.isEmpty ? rest[rest.index(after: dollar)...] : after.dropFirst(name.count)
    }
    return result + rest
  }

  // MARK: Matching

  /// What the metavariables stand for.
  typealias Bindings = [String: String]

  /// Fixed text that every match holds, the longest; empty if there is none.
  var needle: [UInt8] {
    let words = root.subtree.filter { $0.children.isEmpty && $0.isNamed }.map(\.text)
    return Array((words.filter { !$0.contains("_of_the_pattern_") }.max { $0.count < $1.count } ?? "").utf8)
  }

  /// Every place of a tree that has the shape, outer ones first.
  func matches(in tree: SyntaxTree) -> [(node: SyntaxNode, bindings: Bindings)] {
    tree.root.subtree.compactMap { node in
      guard node.isNamed || root.children.isEmpty, node.kind == root.kind || Self.hole(root) != nil else {
        return nil
      }
      var bindings: Bindings = [:]
      return match(root, node, &bindings) ? (node, bindings) : nil
    }
  }

  private static func hole(_ node: SyntaxNode) -> (name: String, isMany: Bool)? {
    let leaf =
      node.kind == "expression_statement" && node.namedChildren.count == 1 ? node.namedChildren[0] : node
    guard leaf.children.isEmpty, leaf.isNamed else { return nil }
    let text = leaf.text
    if text.hasPrefix(one) { return (String(text.dropFirst(one.count).dropLast()), false) }
    if text.hasPrefix(any) { return (String(text.dropFirst(any.count).dropLast()), true) }
    return nil
  }

  private func match(_ pattern: SyntaxNode, _ node: SyntaxNode, _ bindings: inout Bindings) -> Bool {
    if let hole = Self.hole(pattern) { return bind(hole.name, node.text, &bindings) }
    if Self.isString(pattern), Self.isString(node) {
      return matchText(Self.content(of: pattern), Self.content(of: node), &bindings)
    }
    guard pattern.kind == node.kind else { return false }
    let (wanted, given) = (Self.parts(of: pattern), Self.parts(of: node))
    if wanted.isEmpty, given.isEmpty { return pattern.text == node.text }
    return match(wanted[...], given[...], &bindings)
  }

  private func match(
    _ wanted: ArraySlice<SyntaxNode>, _ given: ArraySlice<SyntaxNode>, _ bindings: inout Bindings
  ) -> Bool {
    guard let first = wanted.first else { return given.isEmpty }
    if let hole = Self.hole(first), hole.isMany {
      for count in stride(from: given.count, through: 0, by: -1) {
        var trial = bindings
        let part = given.prefix(count)
        let text = part.map(\.text).joined(separator: ", ")
        if bind(hole.name, text, &trial), match(wanted.dropFirst(), given.dropFirst(count), &trial) {
          bindings = trial
          return true
        }
      }
      return false
    }
    guard let other = given.first, match(first, other, &bindings) else { return false }
    return match(wanted.dropFirst(), given.dropFirst(), &bindings)
  }

  private func bind(_ name: String, _ text: String, _ bindings: inout Bindings) -> Bool {
    if name == "_" { return true }
    if let known = bindings[name] { return known == text }
    bindings[name] = text
    return true
  }

  /// The parts that count: no separators, no comments.
  private static func parts(of node: SyntaxNode) -> [SyntaxNode] {
    let separators: Set<String> = [",", ";", "(", ")", "{", "}", "[", "]", "comment"]
    return node.children.filter { !separators.contains($0.kind) }
  }

  // MARK: Strings

  private static func isString(_ node: SyntaxNode) -> Bool {
    switch node.kind {
    case "interpreted_string_literal", "raw_string_literal", "string": true
    case "template_string": !node.namedChildren.contains { $0.kind == "template_substitution" }
    default: false
    }
  }

  /// The text between the quotes.
  static func content(of string: SyntaxNode) -> String { String(string.text.dropFirst().dropLast()) }

  /// Holds the fixed parts of `pattern` against `text`; each hole takes as little as it can,
  /// the last one what is left.
  private func matchText(_ pattern: String, _ text: String, _ bindings: inout Bindings) -> Bool {
    var pieces: [(hole: String?, text: String)] = []
    var rest = pattern[...]
    while let start = rest.firstRange(of: Self.one) {
      pieces.append((nil, String(rest[..<start.lowerBound])))
      let after = rest[start.upperBound...]
      // The name ends with the underscore that was added.
      let word = after.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      guard let end = word.lastIndex(of: "_") else { return false }
      pieces.append((String(word[..<end]), ""))
      rest = after[word.index(after: end)...]
    }
    pieces.append((nil, String(rest)))
    var left = text[...]
    var open: String?
    for (number, piece) in pieces.enumerated() {
      if let hole = piece.hole {
        open = hole
        continue
      }
      guard let hole = open else {
        guard left.hasPrefix(piece.text) else { return false }
        left = left.dropFirst(piece.text.count)
        continue
      }
      open = nil
      let isLast = number == pieces.count - 1
      let found =
        isLast
        ? (left.hasSuffix(piece.text) ? left.index(left.endIndex, offsetBy: -piece.text.count) : nil)
        : (piece.text.isEmpty ? left.startIndex : left.firstRange(of: piece.text)?.lowerBound)
      guard let found, bind(hole, String(left[..<found]), &bindings) else { return false }
      left = left[left.index(found, offsetBy: piece.text.count)...]
    }
    return left.isEmpty
  }
}
