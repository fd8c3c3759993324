/// A tree of files that is drawn with lines: `├── main.go`, `└── web/`.
///
/// It is found in any text: in code of a document, in a comment. All offsets are those of
/// the whole text, 0-based, ends exclusive.
public struct DrawnTree: Sendable {
  /// A line of the tree that names something.
  public struct Entry: Sendable, Hashable {
    /// What it is called, with the `/` of a folder, and without what is said about it.
    public let name: String
    /// The entry that it hangs on, by its place in `entries`; nil for those of the root.
    public let parent: Int?
    /// Its line without the line end.
    public let range: Range<Int>

    /// The line in the text.
    let line: Int
    /// Where its branch stands, in characters.
    let column: Int
    /// The branch without its dashes: `├`, `└`, `|`.
    let sign: Range<Int>
  }

  /// In the order of the text.
  public let entries: [Entry]
  /// The line above all entries; nil when there is none.
  public let root: String?

  let source: [UInt8]
  let lines: [MarkdownLine]
  /// For each entry the line behind its own tree.
  let ends: [Int]

  /// Reads the tree in a part of a text; nil when nothing is drawn there.
  ///
  /// - Parameters:
  ///   - source: the whole text.
  ///   - range: the part, such as a block of code; nil for all.
  public init?(in source: [UInt8], range: Range<Int>? = nil) {
    let range = (range ?? source.indices).clamped(to: source.indices)
    let lines = MarkdownLine.lines(of: Array(source[..<range.upperBound]), from: 0)
    var entries: [Entry] = []
    var open: [Int] = []
    var root: String?
    var previous: Int?
    for (number, line) in lines.enumerated() where line.end > range.lowerBound {
      guard let branch = DrawnBranch(in: source[line.start..<line.contentEnd]) else { continue }
      if entries.isEmpty, number > 0 { root = Self.name(of: source, lines[number - 1]) }
      while let last = open.last, entries[last].column >= branch.column { open.removeLast() }
      // Another drawing begins where nothing joins it to the one above.
      if open.isEmpty, let previous, number > previous + 1, entries[0].column != branch.column { break }
      previous = number
      entries.append(
        Entry(
          name: branch.name, parent: open.last, range: line.start..<line.contentEnd, line: number,
          column: branch.column, sign: branch.sign))
      open.append(entries.count - 1)
    }
    guard !entries.isEmpty else { return nil }
    self.source = source
    self.lines = lines
    self.entries = entries
    self.root = root
    ends = Self.ends(of: entries, lines: lines, source: source)
  }

  /// The names from the outermost folder to an entry, without the `/` of folders.
  ///
  /// - Parameter entry: its place in `entries`.
  /// - Returns: with the root's name first, if it has one that is a folder's.
  public func path(of entry: Int) -> [String] {
    var names: [String] = []
    var next: Int? = entry
    while let current = next {
      names.append(Self.folder(entries[current].name))
      next = entries[current].parent
    }
    if let root, root.hasSuffix("/"), root != "./" {
      names += Self.folder(root).split(separator: "/").reversed().map(String.init)
    }
    return names.reversed()
  }

  private static func folder(_ name: String) -> String {
    name.count > 1 && name.hasSuffix("/") ? String(name.dropLast()) : name
  }

  private static func name(of source: [UInt8], _ line: MarkdownLine) -> String? {
    let text = source[line.start..<line.contentEnd].drop {
      MarkdownByte.isBlank($0) || "│|>".utf8.contains($0)
    }
    let name = DrawnBranch.name(in: text)
    return name.isEmpty ? nil : name
  }

  /// Where the tree of each entry ends: before the next entry that is no part of it, or
  /// behind the text that goes on below the last one.
  private static func ends(of entries: [Entry], lines: [MarkdownLine], source: [UInt8]) -> [Int] {
    var ends = Array(repeating: 0, count: entries.count)
    var end = entries[entries.count - 1].line + 1
    let column = entries[entries.count - 1].column
    while end < lines.count,
      let first = DrawnBranch.textColumn(in: source[lines[end].start..<lines[end].contentEnd]),
      first > column
    {
      end += 1
    }
    var open: [Int] = []
    for (place, entry) in entries.enumerated() {
      while let last = open.last, entries[last].column >= entry.column {
        ends[last] = entry.line
        open.removeLast()
      }
      open.append(place)
    }
    for place in open { ends[place] = end }
    return ends
  }
}
