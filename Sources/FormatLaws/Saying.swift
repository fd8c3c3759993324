public import Formats

/// What a unit says, wherever it stands and however it is written: the terms in which a
/// document is compared with what is left of it.
public struct Saying: Hashable, Sendable, CustomStringConvertible {
  /// How many units are around it; always 0 in formats in which that is not its own.
  public let depth: Int
  /// What it is.
  public let kind: Formats.Unit.Kind
  /// Its name.
  public let name: String?
  /// Its value; nil also where an edit of a part may change it.
  public let value: String?
  /// Whether its value is not compared.
  public let isVague: Bool

  /// For messages.
  public var description: String {
    "\(depth) \(kind)" + (name.map { " '\($0)'" } ?? "") + (value.map { " = '\($0)'" } ?? "")
  }

  /// What a document says.
  ///
  /// - Parameters:
  ///   - units: all of the document.
  ///   - format: of the document.
  ///   - gone: units that are left out, with all of their parts.
  ///   - vague: units whose values are not compared.
  ///   - values: values that units have instead of their own.
  ///   - shown: units whose names are their values.
  /// - Returns: in the order of the units.
  public static func all(
    _ units: [Formats.Unit], of format: Format, without gone: Set<Int> = [], vague: Set<Int> = [],
    values: [Int: String] = [:], shown: Set<Int> = []
  ) -> [Saying] {
    var depths: [Int] = []
    depths.reserveCapacity(units.count)
    for unit in units {
      // Documents are units only where there are several.
      let around = unit.parent.map { depths[$0] + (units[$0].kind == .document ? 0 : 1) } ?? 0
      depths.append(around)
    }
    let hasParts = Set(units.lazy.filter { !gone.contains($0.id) }.compactMap(\.parent))
    return units.filter { !gone.contains($0.id) }.flatMap { unit -> [Saying] in
      var value = values[unit.id] ?? unit.value
      // What may stand below a key without a value depends on what follows.
      if format == .helm, value == "" { value = nil }
      // An address that is shown as it is has it as its name.
      let name = shown.contains(unit.id) ? value : unit.name
      func saying(_ value: String?) -> Saying {
        Saying(
          depth: hasOwnDepth(format) ? depths[unit.id] : 0, kind: unit.kind, name: name, value: value,
          isVague: vague.contains(unit.id))
      }
      switch format {
      case .json: return [saying(value)]
      case .yaml, .helm: return unit.kind == .document ? [] : [saying(value)]
      case .markdown: return isOwn(unit, units) ? [saying(isLeaf(unit) ? value : nil)] : []
      case .nginx, .dotenv, .dockerfile, .gomod, .gosum, .govendor, .pathlist, .shell, .powershell:
        return rows(unit, value, hasParts: hasParts.contains(unit.id)).map(saying)
      }
    }
  }

  /// In templates the depth of what has no shape depends on its neighbours, and so does
  /// that of a paragraph in a list.
  private static func hasOwnDepth(_ format: Format) -> Bool { format != .helm && format != .markdown }

  /// The paragraphs of an item may change, of which the first is the item's own text, and
  /// so may the empty comments that keep two blocks apart.
  private static func isOwn(_ unit: Formats.Unit, _ units: [Formats.Unit]) -> Bool {
    if unit.kind == .comment, unit.value == "" { return false }
    return unit.kind != .paragraph || unit.parent.map { units[$0].kind != .listItem } ?? true
  }

  private static func isLeaf(_ unit: Formats.Unit) -> Bool {
    switch unit.kind {
    case .sentence, .code, .comment, .link: true
    default: false
    }
  }

  /// Lines of comment are compared one by one: two comments become one unit where what
  /// parted them went. What an instruction says is compared by its parts, where it has
  /// any. The `:` of a shell's emptied branch is no line of its own.
  private static func rows(_ unit: Formats.Unit, _ value: String?, hasParts: Bool) -> [String?] {
    if unit.kind == .line, value == ":" { return [] }
    if unit.kind == .instruction, hasParts { return [nil] }
    guard unit.kind == .comment, unit.name == nil else { return [value] }
    return (value ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The first place where a document does not say what it should.
  ///
  /// - Parameters:
  ///   - found: what it says.
  ///   - expected: what it should say, vague or not.
  ///   - format: of the document.
  /// - Returns: what differs; nil when nothing does.
  public static func difference(
    _ found: [Saying], from expected: [Saying], in format: Format
  ) -> String? {
    var rests = (found[...], expected[...])
    while let said = rests.0.first, let due = rests.1.first, said.fits(due, format) {
      rests.0.removeFirst()
      rests.1.removeFirst()
    }
    // Whether a line of a template has a shape or is text may depend on its neighbours,
    // and on what is torn in it; the actions are what they are.
    let isText = [rests.0.first, rests.1.first].contains { $0?.kind == .line }
    if format == .helm, isText || expected.contains(where: { $0.isVague && $0.kind == .line }) {
      let names = [found, expected].map { $0.filter { $0.kind == .conditional }.compactMap(\.name).sorted() }
      return names[0] == names[1] ? nil : "expected the actions \(names[1]), found \(names[0])"
    }
    let isSentence = [rests.0.first, rests.1.first].contains { $0?.kind == .sentence }
    if format == .markdown, isSentence,
      joined(found).elementsEqual(joined(expected), by: { $0.fits($1, format) })
    {
      return nil
    }
    switch (rests.0.first, rests.1.first) {
    case (let said?, let due?): return "expected \(due), found \(said)"
    case (nil, let due?): return "\(due) is missing"
    case (let said?, nil): return "\(said) was not there"
    case (nil, nil): return nil
    }
  }

  /// Without links, and neighbouring sentences as one: where one ends may depend on what
  /// stands behind it.
  private static func joined(_ sayings: [Saying]) -> [Saying] {
    sayings.filter { $0.kind != .link }.reduce(into: []) { joined, saying in
      guard saying.kind == .sentence, let last = joined.last, last.kind == .sentence else {
        joined.append(saying)
        return
      }
      joined[joined.count - 1] = Saying(
        depth: 0, kind: .sentence, name: nil,
        value: [last.value, saying.value].compactMap(\.self).joined(separator: " "),
        isVague: last.isVague || saying.isVague)
    }
  }

  private func fits(_ expected: Saying, _ format: Format) -> Bool {
    // A line that loses an action may get another shape.
    if format == .helm, expected.isVague { return true }
    // A heading is the name of its section.
    let isNamed = name == expected.name || expected.isVague && kind == .section
    return depth == expected.depth && kind == expected.kind && isNamed
      && (expected.isVague || value == expected.value)
  }
}
