import Patterns
import SourceText
import SyntaxTrees

/// Code that goes: a whole file, or parts of one that stays.
struct RemovedCode {
  let path: RepositoryPath
  /// The whole file as it was.
  let source: [UInt8]
  /// What goes: 0-based byte offsets, ends exclusive, disjoint and ordered.
  let ranges: [Range<Int>]

  private static let environment = try? Pattern(
    #"(?i:env)\w*(?:\.(?:get|\w*[Ee]nv\w*))?\s*[.(\[]\s*["'`]?([A-Z][A-Z0-9_]{2,})(?![A-Za-z0-9_(])"#)
  private static let destructured = try? Pattern(
    #"\{[^{}]*\}\s*(?::\s*[^=;]{1,200})?=\s*(?:process\.env|import\.meta\.env|Deno\.env)(?![.\w\[])"#)
  private static let quoted = try? Pattern(#""[^"\n]*"|'[^'\n]*'|`[^`]*`"#)
  private static let setting = try? Pattern("(?<![A-Za-z0-9_])[A-Z][A-Z0-9_]{2,}(?![A-Za-z0-9_])")

  /// The settings that it reads from the environment, by the ways of common languages
  /// and by helpers with `env` in their name; sorted.
  func settings() -> [String] {
    let code = withoutComments()
    var names: Set<String> = []
    for range in ranges {
      let bytes = Array(code[range])
      for match in (try? Self.environment?.matches(in: bytes)) ?? [] {
        // The name is the last word of the match.
        if let name = Self.words(in: bytes[match]).last { names.insert(name) }
      }
      for match in (try? Self.destructured?.matches(in: bytes)) ?? [] {
        let braces = bytes[match].prefix { $0 != UInt8(ascii: "}") }
        names.formUnion(Self.words(in: braces))
      }
    }
    names.formUnion(settingsOfHelpers())
    return names.sorted()
  }

  /// The names of settings that Go code hands to a helper: a text in capitals with an
  /// underscore, as the first argument of a call.
  private func settingsOfHelpers() -> [String] {
    guard path.fileExtension == "go", let tree else { return [] }
    return tree.root.subtree.compactMap { node in
      guard node.kind == "arguments", let first = node.namedChildren.first, goes(first.range),
        first.kind == "interpreted_string_literal"
      else { return nil }
      let name = CodePattern.content(of: first)
      return name.contains("_") && name.first?.isUppercase ?? false
        && name.allSatisfy { $0.isUppercase || $0.isNumber || $0 == "_" } ? name : nil
    }
  }

  /// The contents of its string literals, those of templates in the pieces between what
  /// is inserted; in order. Where the language is unknown, what stands in quotes.
  func strings() -> [[UInt8]] {
    guard let tree else {
      return ranges.flatMap { range in
        let bytes = Array(source[range])
        return ((try? Self.quoted?.matches(in: bytes)) ?? []).map { Array(bytes[$0].dropFirst().dropLast()) }
      }
    }
    var found: [[UInt8]] = []
    for node in tree.root.subtree where Self.literals.contains(node.kind) && goes(node.range) {
      guard node.range.count >= 2 else { continue }
      var start = node.range.lowerBound + 1
      for part in node.children where part.kind == "template_substitution" {
        found.append(Array(source[start..<max(start, part.range.lowerBound)]))
        start = part.range.upperBound
      }
      found.append(Array(source[start..<max(start, node.range.upperBound - 1)]))
    }
    return found
  }

  private static let literals: Set<String> = [
    "string", "template_string", "interpreted_string_literal", "raw_string_literal",
  ]

  private var tree: SyntaxTree? {
    guard let grammar = Grammar(for: path), let parser = try? SyntaxParser(grammar) else { return nil }
    return try? parser.parse(source)
  }

  /// The file with blanks in the place of its comments.
  private func withoutComments() -> [UInt8] {
    guard let tree else { return source }
    var code = source
    for node in tree.root.subtree where node.kind == "comment" {
      for index in node.range { code[index] = UInt8(ascii: " ") }
    }
    return code
  }

  private func goes(_ range: Range<Int>) -> Bool {
    ranges.contains { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound }
  }

  private static func words(in bytes: ArraySlice<UInt8>) -> [String] {
    let bytes = Array(bytes)
    return ((try? setting?.matches(in: bytes)) ?? []).map { String(decoding: bytes[$0], as: UTF8.self) }
  }
}
