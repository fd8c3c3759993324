/// What becomes of a template once some values are known to be false.
public struct HelmFolds: Sendable, Hashable {
  /// Units that go as a whole: conditionals of which nothing is left, and what stands in
  /// branches that are never taken.
  public internal(set) var units: Set<Int> = []
  /// Bytes that go besides: 0-based offsets, ends exclusive.
  public internal(set) var cuts: [Range<Int>] = []
  /// Units that go by the cuts.
  public internal(set) var vanished: Set<Int> = []
  /// Conditionals that stay with another condition.
  public internal(set) var renamed: Set<Int> = []
  /// Everything that is never put out any more, and what decided that.
  public internal(set) var dropped: [Range<Int>] = []
}

extension HelmDocument {
  /// What becomes of the template: conditions are decided, what can never be put out goes,
  /// and of what always is only that is left. It puts out what it did, but for blank lines.
  ///
  /// - Parameter isFalse: whether a value, by its path without `.Values`, is known to be
  ///   false, or not there.
  /// - Returns: what goes.
  public func folds(where isFalse: @escaping (String) -> Bool) -> HelmFolds {
    HelmFolding(self, valuesUsed(), isFalse).run()
  }

  /// The places that read a value only to decide something by it, so that they go once it
  /// is known to be false.
  ///
  /// - Parameter isKnown: whether a value, by its path, is one that can be false.
  /// - Returns: those of `valuesUsed()`, and what is no longer put out then: 0-based byte
  ///   offsets, ends exclusive.
  public func switches(
    among isKnown: (String) -> Bool
  ) -> (references: Set<HelmReference>, dropped: [Range<Int>]) {
    var references: Set<HelmReference> = []
    var dropped: [Range<Int>] = []
    let used = valuesUsed()
    let deciding = actions.filter {
      $0.kind == .open || $0.kind == .otherwise || $0.text.contains("ternary")
    }
    let names = used.filter { reference in
      let next = deciding.partitioningIndex { $0.range.lowerBound > reference.range.lowerBound }
      return next > 0 && deciding[next - 1].range.contains(reference.range.lowerBound)
    }.map(\.name)
    for name in Set(names).sorted() where isKnown(name) {
      let folds = HelmFolding(self, used) { $0 == name }.run()
      guard !folds.dropped.isEmpty else { continue }
      for reference in used where reference.name == name {
        let goes = folds.dropped.contains {
          $0.lowerBound <= reference.range.lowerBound && reference.range.upperBound <= $0.upperBound
        }
        if goes { references.insert(reference) }
      }
      dropped += folds.dropped
    }
    return (references, dropped)
  }
}

/// Decides the conditions of one template.
private struct HelmFolding {
  private let document: HelmDocument
  private let bytes: [UInt8]
  private let truth: HelmTruth
  private let values: [Int: HelmReference]
  private var result = HelmFolds()

  private var actions: [HelmAction] { document.actions }

  init(_ document: HelmDocument, _ used: [HelmReference], _ isFalse: @escaping (String) -> Bool) {
    self.document = document
    bytes = document.serialised()
    truth = HelmTruth(isFalse: isFalse, bytes: bytes)
    values = Dictionary(
      used.map { ($0.range.lowerBound, $0) }, uniquingKeysWith: { first, _ in first })
  }

  consuming func run() -> HelmFolds {
    // Outer ones first: what goes as a whole needs no folding.
    for index in document.conditionals.indices.sorted(by: { start($0) < start($1) }) { fold(index) }
    for action in actions where action.kind == .other && !isDropped(action.range) { cut(action) }
    return result
  }

  private func start(_ conditional: Int) -> Int {
    actions[document.conditionals[conditional].open].range.lowerBound
  }

  private func isDropped(_ range: Range<Int>) -> Bool {
    result.dropped.contains { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound }
  }

  private func expression(of action: HelmAction, keywords: Int) -> HelmExpression? {
    let terms = HelmTerms(bytes, action.textRange).all
    var rest = Array(terms.dropFirst(keywords))
    let sign = rest.firstIndex { term in
      if case .sign(let text) = term.term { text == ":=" || text == "=" } else { false }
    }
    if let sign { rest.removeFirst(sign + 1) }
    guard !rest.isEmpty else { return nil }
    var reader = HelmExpressionReader(rest, values)
    return reader.expression()
  }

  // MARK: Values

  private mutating func cut(_ action: HelmAction) {
    guard let expression = expression(of: action, keywords: 0) else { return }
    let cuts = truth.cuts(in: expression)
    guard !cuts.isEmpty else { return }
    result.dropped += cuts
    result.cuts += literal(left: cuts, of: expression, in: action) ?? cuts
  }

  /// A number or a plain text that is all that is left stands for itself, without braces.
  private func literal(
    left cuts: [Range<Int>], of expression: HelmExpression, in action: HelmAction
  ) -> [Range<Int>]? {
    guard expression.range == action.textRange else { return nil }
    let stays = expression.range.filter { offset in !cuts.contains { $0.contains(offset) } }
    guard var start = stays.first, var end = stays.last.map({ $0 + 1 }), stays.count == end - start
    else { return nil }
    let hasMarks =
      bytes[action.range.lowerBound + 2] == UInt8(ascii: "-")
      || bytes[action.range.upperBound - 3] == UInt8(ascii: "-")
    if bytes[start] == RowBytes.doubleQuote, end - start > 2, bytes[end - 1] == RowBytes.doubleQuote {
      start += 1
      end -= 1
    } else if !bytes[start..<end].allSatisfy(RowBytes.isDigit) {
      return nil
    }
    let isPlain = bytes[start..<end].allSatisfy { RowBytes.isWord($0) || "-./".utf8.contains($0) }
    guard isPlain, !hasMarks else { return nil }
    return [action.range.lowerBound..<start, end..<action.range.upperBound]
  }

  // MARK: Conditions

  /// A branch: its action, and where the next one begins.
  private struct Arm {
    let action: HelmAction
    let end: HelmAction
    let isElse: Bool
    let result: HelmTruth.Result
  }

  private func arms(of conditional: HelmConditional) -> [Arm] {
    let members = [conditional.open] + conditional.branches
    let ends = conditional.branches + [conditional.end]
    return zip(members, ends).enumerated().map { index, pair in
      let action = actions[pair.0]
      let words = action.text.split(whereSeparator: \.isWhitespace).prefix(2)
      let isElse = index > 0 && words.count < 2
      let keyword = index == 0 ? words.first : words.last
      let isCondition = keyword == "if" || keyword == "with"
      let parsed = isCondition && !isElse ? expression(of: action, keywords: index == 0 ? 1 : 2) : nil
      let result = isElse ? .yes : parsed.map(truth.of) ?? .open([])
      return Arm(action: action, end: actions[pair.1], isElse: isElse, result: result)
    }
  }

  private mutating func fold(_ index: Int) {
    let conditional = document.conditionals[index]
    let open = actions[conditional.open]
    let whole = open.range.lowerBound..<actions[conditional.end].range.upperBound
    guard open.keyword == "if" || open.keyword == "with", !isDropped(whole),
      let unit = document.outline.places.firstIndex(where: { $0.conditional == index })
    else { return }
    let arms = arms(of: conditional)
    var left: [Arm] = []
    var gone: [Arm] = []
    var isDecided = false
    for arm in arms {
      if isDecided {
        gone.append(arm)
        continue
      }
      switch arm.result {
      case .no: gone.append(arm)
      case .yes:
        left.append(arm)
        isDecided = true
      case .open: left.append(arm)
      }
    }
    guard let first = left.first else {
      result.units.insert(unit)
      result.dropped.append(whole)
      return
    }
    for arm in left {
      guard case .open(let cuts) = arm.result, !cuts.isEmpty else { continue }
      result.cuts += cuts
      result.dropped += cuts
      if arm.action.range == open.range { result.renamed.insert(unit) }
    }
    // The dot below a `with` that is always taken would be another one.
    let isUnwrapped = if case .yes = first.result { open.keyword == "if" || first.isElse } else { false }
    for arm in gone { drop(arm, of: conditional, unit) }
    if isUnwrapped {
      // What stood before an `else` went up to it.
      remove(first.action, conditional, fromMark: first.action.range != open.range)
      remove(actions[conditional.end], conditional, fromMark: false)
      result.vanished.insert(unit)
    } else if first.action.range != open.range {
      // `else if` becomes the beginning.
      let start = first.action.textRange.lowerBound
      let keyword = bytes[start...].dropFirst(4).prefix { $0.isHelmBlank }.endIndex
      result.cuts.append(start..<keyword)
      result.renamed.insert(unit)
    } else if left.count > 1 || !gone.isEmpty, let last = left.last, case .yes = last.result, !last.isElse,
      last.action.range != open.range
    {
      let range = last.action.textRange
      result.cuts.append(range.lowerBound + 4..<range.upperBound)
      result.dropped.append(range.lowerBound + 4..<range.upperBound)
    }
  }

  /// Takes a branch out, down to the next one.
  private mutating func drop(_ arm: Arm, of conditional: HelmConditional, _ unit: Int) {
    let end = arm.end.range.lowerBound
    let range = arm.action.range.lowerBound..<end
    result.dropped.append(range)
    let places = document.outline.places
    for part in places[unit].children where range.contains(document.units[part].range.lowerBound) {
      result.vanished.formUnion(part..<places[part].subtreeEnd)
      if conditional.holdsLines { result.units.insert(part) }
    }
    if conditional.holdsLines {
      result.cuts.append(lineStart(arm.action.range.lowerBound)..<lineStart(end))
    } else {
      result.cuts.append(trimmedStart(arm.action)..<(arm.end.kind == .end ? trimmedStart(arm.end) : end))
    }
  }

  private mutating func remove(_ action: HelmAction, _ conditional: HelmConditional, fromMark: Bool) {
    result.dropped.append(action.range)
    guard conditional.holdsLines else {
      let start = fromMark ? action.range.lowerBound : trimmedStart(action)
      result.cuts.append(start..<trimmedEnd(action))
      return
    }
    let start = lineStart(action.range.lowerBound)
    let lineEnd = bytes[action.range.upperBound...].firstIndex(of: RowBytes.lineFeed)
    result.cuts.append(start..<(lineEnd.map { $0 + 1 } ?? bytes.count))
  }

  private func lineStart(_ offset: Int) -> Int {
    bytes[..<offset].lastIndex(of: RowBytes.lineFeed).map { $0 + 1 } ?? 0
  }

  /// With the white space that the action's marks take away.
  private func trimmedStart(_ action: HelmAction) -> Int {
    var start = action.range.lowerBound
    guard bytes[start + 2] == UInt8(ascii: "-") else { return start }
    while start > 0, bytes[start - 1].isHelmBlank { start -= 1 }
    return start
  }

  private func trimmedEnd(_ action: HelmAction) -> Int {
    var end = action.range.upperBound
    guard bytes[end - 3] == UInt8(ascii: "-") else { return end }
    while end < bytes.count, bytes[end].isHelmBlank { end += 1 }
    return end
  }
}
