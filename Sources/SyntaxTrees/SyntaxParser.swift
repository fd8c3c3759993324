internal import CTreeSitter

/// Why a text could not be turned into a tree at all. A text with syntax errors
/// is no such case: it gives a tree that counts them.
public enum SyntaxParserError: Error, Hashable, Sendable {
  /// The runtime does not accept the grammar's version.
  case incompatibleGrammar(Grammar)
  /// Longer than the runtime's offsets reach (4 GiB).
  case tooLong(byteCount: Int)
  /// The runtime gave up; out of memory as a rule.
  case failed(Grammar)
}

/// Reads texts of one language. Not for several threads at once; make one each.
public final class SyntaxParser {
  /// The language it reads.
  public let grammar: Grammar
  private let parser: OpaquePointer
  private let kindNames: [String]
  private let fieldNames: [String]

  /// - Parameter grammar: the language to read.
  /// - Throws: `SyntaxParserError.incompatibleGrammar`.
  public init(_ grammar: Grammar) throws(SyntaxParserError) {
    guard let language = grammar.language else { throw .incompatibleGrammar(grammar) }
    self.grammar = grammar
    kindNames = (0..<ts_language_symbol_count(language)).map {
      ts_language_symbol_name(language, TSSymbol($0)).map { String(cString: $0) } ?? ""
    }
    fieldNames =
      [""]
      + (0..<ts_language_field_count(language)).map {
        ts_language_field_name_for_id(language, TSFieldId($0 + 1)).map { String(cString: $0) } ?? ""
      }
    guard let parser = ts_parser_new() else { throw .failed(grammar) }
    guard ts_parser_set_language(parser, language) else {
      ts_parser_delete(parser)
      throw .incompatibleGrammar(grammar)
    }
    self.parser = parser
  }

  deinit { ts_parser_delete(parser) }

  /// Parses a whole text. A byte order mark is skipped by the grammars.
  /// - Parameter source: the text; need not be valid UTF-8.
  /// - Returns: the tree, with errors where the text has some.
  /// - Throws: `SyntaxParserError` when there is no tree at all.
  public func parse(_ source: [UInt8]) throws(SyntaxParserError) -> SyntaxTree {
    guard let length = UInt32(exactly: source.count) else { throw .tooLong(byteCount: source.count) }
    ts_parser_reset(parser)
    let parsed = source.withUnsafeBytes { bytes in
      ts_parser_parse_string(parser, nil, bytes.bindMemory(to: CChar.self).baseAddress, length)
    }
    guard let tree = parsed else { throw .failed(grammar) }
    defer { ts_tree_delete(tree) }
    return SyntaxTree(
      grammar: grammar, source: source, records: Self.flatten(tree), kindNames: kindNames,
      fieldNames: fieldNames)
  }

  /// Copies the tree in pre-order, without recursion: source may be nested deeply.
  private static func flatten(_ tree: OpaquePointer) -> [NodeRecord] {
    var cursor = ts_tree_cursor_new(ts_tree_root_node(tree))
    defer { ts_tree_cursor_delete(&cursor) }
    var records: [NodeRecord] = []
    var path: [Int32] = []
    while true {
      let node = ts_tree_cursor_current_node(&cursor)
      let symbol = ts_node_symbol(node)
      let isError = symbol == TSSymbol.max
      records.append(
        NodeRecord(
          kind: isError ? 0 : symbol, field: ts_tree_cursor_current_field_id(&cursor),
          isNamed: ts_node_is_named(node), isError: isError, isMissing: ts_node_is_missing(node),
          start: ts_node_start_byte(node), end: ts_node_end_byte(node), parent: path.last ?? -1,
          subtreeEnd: Int32(records.count + 1)))
      if ts_tree_cursor_goto_first_child(&cursor) {
        path.append(Int32(records.count - 1))
        continue
      }
      while !ts_tree_cursor_goto_next_sibling(&cursor) {
        guard ts_tree_cursor_goto_parent(&cursor), let parent = path.popLast() else { return records }
        records[Int(parent)].subtreeEnd = Int32(records.count)
      }
    }
  }
}
