internal import Yams

/// Compares what our reader found with what the YAML library composes. A file that the
/// two read differently is never edited.
struct YAMLSecondOpinion {
  /// Where the library found the nodes with anchors. It puts the node itself where an
  /// alias stands; going into it again could take exponential time.
  private var anchors: [String: Place] = [:]

  private struct Place: Equatable {
    let line: Int
    let column: Int

    init?(_ mark: Mark?) {
      guard let mark else { return nil }
      (line, column) = (mark.line, mark.column)
    }
  }

  /// - Parameters:
  ///   - text: the stream without byte-order mark.
  ///   - trees: what our reader found.
  ///   - start: how many bytes stand before `text` in the file.
  /// - Throws: the library's own complaint, or the first difference.
  static func check(_ text: String, _ trees: [YAMLTree], from start: Int) throws(FormatProblem) {
    do {
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      // Nodes hold their anchors weakly: the parser must outlive the comparison.
      try withExtendedLifetime(parser) {
        for tree in trees {
          guard let root = try parser.nextRoot() else {
            throw FormatProblem("two readers find different documents", at: tree.start)
          }
          var opinion = YAMLSecondOpinion()
          try opinion.compare(tree.root, root)
        }
        guard try parser.nextRoot() == nil else {
          throw FormatProblem("two readers find different documents")
        }
      }
    } catch let problem as FormatProblem {
      throw problem
    } catch let error as YamlError {
      let problem = describe(error, text)
      throw FormatProblem(problem.message, at: problem.offset.map { $0 + start })
    } catch {
      throw FormatProblem("\(error)")
    }
  }

  private mutating func compare(_ ours: YAMLNode, _ theirs: Node) throws(FormatProblem) {
    switch (ours.content, theirs) {
    case (.scalar(let scalar), .scalar(let other)) where scalar.value == other.string: break
    case (.mapping(let entries, _), .mapping(let mapping)) where entries.count == mapping.count:
      for (entry, pair) in zip(entries, mapping) {
        try compare(entry.key, pair.key)
        try compare(entry.value, pair.value)
      }
    case (.sequence(let items, _), .sequence(let sequence)) where items.count == sequence.count:
      for (item, node) in zip(items, sequence) { try compare(item.node, node) }
    case (.alias(let name), let node) where anchors[name] != nil && anchors[name] == Place(node.mark): break
    default:
      throw FormatProblem("two readers find different values here", at: ours.range.lowerBound)
    }
    // An alias bears the anchor of what it stands for, not one of its own.
    if let anchor = ours.anchor { anchors[anchor] = Place(theirs.mark) }
  }

  private static func describe(_ error: YamlError, _ text: String) -> FormatProblem {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let setting = context.map { $0.text + " " } ?? ""
      return FormatProblem(setting + problem, at: offset(of: mark, in: text))
    case .reader(let problem, let offset, _, _): return FormatProblem(problem, at: offset)
    case .duplicatedKeysInMapping(let keys, let context):
      return FormatProblem(
        "the key '\(keys.first ?? "")' stands more than once in one mapping",
        at: offset(of: context.mark, in: text))
    default: return FormatProblem("\(error)")
    }
  }

  /// The byte offset of a mark, whose line and column count characters from 1.
  private static func offset(of mark: Mark, in text: String) -> Int? {
    var line = 1
    var index = text.utf8.startIndex
    while line < mark.line {
      guard let end = text.utf8[index...].firstIndex(of: 0x0A) else { return nil }
      index = text.utf8.index(after: end)
      line += 1
    }
    let end = text.unicodeScalars.index(index, offsetBy: mark.column - 1, limitedBy: text.endIndex)
    return end.map { text.utf8.distance(from: text.utf8.startIndex, to: $0) }
  }
}
