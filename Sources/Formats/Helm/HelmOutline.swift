/// What is kept of a unit besides what its readers see.
struct HelmPlace: Sendable {
  var lines: ClosedRange<Int>
  /// Where it begins on its first line; for a conditional, at least where its body does.
  let column: Int
  let rank: Int
  /// Its own value, or all of a line; nil when it has only parts.
  let content: Range<Int>?
  /// The index of a conditional, and whether it is only a part of its line.
  var conditional: Int?
  var isInline = false
  var children: [Int] = []
  var subtreeEnd = 0
}

/// The units of a template.
struct HelmOutline: Sendable {
  private(set) var units: [Unit] = []
  private(set) var places: [HelmPlace] = []
  private(set) var roots: [Int] = []
  private(set) var lines = IndentedLines()

  /// A unit whose parts may still come.
  private struct Frame {
    let unit: Int
    let rank: Int
    /// Whether what stands inside cannot end it by being indented less.
    let isConditional: Bool
    /// Whether its parts are lines of text, whatever they look like.
    let holdsText: Bool
  }
  private var frames: [Frame] = []

  init(_ layout: HelmLayout) {
    let marks = layout.marks()
    for (index, element) in layout.elements.enumerated() {
      if marks.contains(index) { beginDocument(element) }
      add(element, layout)
    }
    frames = []
    for id in units.indices.reversed() { close(id) }
  }

  /// Lets a unit reach as far as its parts do.
  private mutating func close(_ id: Int) {
    let unit = units[id]
    let parts = places[id].children
    places[id].subtreeEnd = parts.last.map { places[$0].subtreeEnd } ?? id + 1
    let last = parts.map { places[$0].lines.upperBound }.max() ?? 0
    places[id].lines = places[id].lines.lowerBound...max(places[id].lines.upperBound, last)
    let end = max(unit.range.upperBound, parts.map { units[$0].range.upperBound }.max() ?? 0)
    // Nothing behind the colon and nothing below: the value is empty.
    let isEmpty = unit.kind == .entry && unit.value == nil && parts.isEmpty
    units[id] = Unit(
      id: id, parent: unit.parent, kind: unit.kind, name: unit.name, value: isEmpty ? "" : unit.value,
      range: unit.range.lowerBound..<end)
  }

  private mutating func add(_ element: HelmElement, _ layout: HelmLayout) {
    var element = element
    var isComment = false
    let ownRank = IndentedLines.rank(column: element.column, isItem: false)
    // What looks like a comment at the end of a text is a part of it, whatever follows.
    if case .comment = element.kind, isText(ownRank) { element.rank = ownRank }
    var ranks = (outer: element.rank, inner: element.shape.parts.last?.rank ?? element.rank)
    switch element.kind {
    case .blank: break
    case .branch:
      popToConditional()
      ranks = (-1, -1)
    case .end:
      popToConditional()
      if !frames.isEmpty { frames.removeLast() }
      ranks = (-1, .max)
    case .mark: popToConditional()
    case .open(let index):
      pop(to: element)
      open(index, element, layout)
      ranks = (element.rank, -1)
    case .comment where !isText(ownRank):
      isComment = true
      let isTemplates =
        !element.block.actions.isEmpty && element.shape.start < element.end
        && layout.bytes[element.shape.start] == UInt8(ascii: "{")
      if isTemplates {
        pop(to: element)
        let text = element.block.actions.map { layout.actions[$0].commentText }.joined(separator: " ")
        _ = append(.comment, element, name: nil, value: text, content: nil)
      }
    case .shape where !isText(element.rank):
      pop(to: element)
      addParts(element, layout)
    case .comment, .shape, .text, .action:
      pop(to: element)
      let range = element.shape.start..<element.end
      let text = String(decoding: layout.bytes[range], as: UTF8.self)
      let id = append(.line, element, name: nil, value: text, content: range)
      addInline(element, layout, to: id)
    }
    addLines(element, layout, isComment: isComment, ranks)
  }

  /// Begins one of several documents, at its mark or its first line.
  private mutating func beginDocument(_ element: HelmElement) {
    frames = []
    let id = append(.document, element, name: nil, value: nil, content: nil, column: 0, rank: -2)
    frames.append(Frame(unit: id, rank: -2, isConditional: true, holdsText: false))
  }

  // MARK: Frames

  private mutating func popToConditional() {
    while let last = frames.last, !last.isConditional { frames.removeLast() }
  }

  private mutating func pop(to element: HelmElement) {
    while let last = frames.last, !last.isConditional, last.rank >= element.rank {
      // What an action puts out can stand in the column of the key that it belongs to.
      if case .action = element.kind, last.rank == element.rank, units[last.unit].kind == .entry,
        places[last.unit].content == nil, places[last.unit].children.isEmpty
      {
        return
      }
      frames.removeLast()
    }
  }

  private func isText(_ rank: Int) -> Bool {
    guard let holder = frames.last(where: { $0.isConditional || $0.rank < rank }) else { return false }
    return holder.holdsText
  }

  // MARK: Units

  private mutating func append(
    _ kind: Unit.Kind, _ element: HelmElement, name: String?, value: String?, content: Range<Int>?,
    range: Range<Int>? = nil, column: Int? = nil, rank: Int? = nil
  ) -> Int {
    let id = units.count
    let parent = frames.last?.unit
    let range = range ?? element.shape.start..<element.end
    units.append(Unit(id: id, parent: parent, kind: kind, name: name, value: value, range: range))
    places.append(
      HelmPlace(
        lines: element.block.lines, column: column ?? element.column, rank: rank ?? element.rank,
        content: content))
    if let parent { places[parent].children.append(id) } else { roots.append(id) }
    return id
  }

  private mutating func open(_ index: Int, _ element: HelmElement, _ layout: HelmLayout) {
    let conditional = layout.conditionals[index]
    let action = layout.actions[conditional.open]
    let end = layout.actions[conditional.end].range.upperBound
    let holdsText = isText(element.rank)
    let id = append(
      .conditional, element, name: action.text, value: nil, content: nil,
      range: action.range.lowerBound..<end, column: max(element.column, element.rank / 2))
    places[id].conditional = index
    places[id].lines = element.block.lines.lowerBound...layout.line(of: end - 1)
    frames.append(Frame(unit: id, rank: element.rank, isConditional: true, holdsText: holdsText))
  }

  private mutating func addParts(_ element: HelmElement, _ layout: HelmLayout) {
    let shape = element.shape
    let line = HelmLineText(
      bytes: layout.bytes, range: layout.starts[element.block.lines.lowerBound]..<element.end,
      actions: layout.actions[element.block.actions])
    let value = shape.value
    let isHeader = layout.isBlockHeader(value)
    for (index, part) in shape.parts.enumerated() {
      let isLast = index == shape.parts.count - 1
      let hasValue = isLast && !value.isEmpty && !isHeader
      let end = isLast && !value.isEmpty ? value.upperBound : part.end
      let id = append(
        part.name == nil ? .item : .entry, element, name: part.name,
        value: hasValue ? line.unquoted(value) : nil, content: hasValue ? value : nil,
        range: part.start..<end, column: part.column, rank: part.rank)
      frames.append(
        Frame(unit: id, rank: part.rank, isConditional: false, holdsText: isLast && isHeader))
      if isLast { addInline(element, layout, to: id) }
    }
  }

  /// Adds the conditionals that are only a part of their lines.
  private mutating func addInline(_ element: HelmElement, _ layout: HelmLayout, to unit: Int) {
    var around = [Frame(unit: unit, rank: 0, isConditional: false, holdsText: false)]
    let first = layout.conditionals.partitioningIndex { $0.open >= element.block.actions.lowerBound }
    for index in first..<layout.conditionals.count {
      let conditional = layout.conditionals[index]
      guard conditional.open < element.block.actions.upperBound else { return }
      let open = layout.actions[conditional.open]
      while let last = around.last, around.count > 1,
        units[last.unit].range.upperBound <= open.range.lowerBound
      {
        around.removeLast()
      }
      let outer = frames
      frames = around
      let id = append(
        .conditional, element, name: open.text, value: nil,
        content: open.range.upperBound..<layout.actions[conditional.end].range.lowerBound,
        range: open.range.lowerBound..<layout.actions[conditional.end].range.upperBound)
      frames = outer
      places[id].conditional = index
      places[id].isInline = true
      around.append(Frame(unit: id, rank: 0, isConditional: true, holdsText: false))
    }
  }

  private mutating func addLines(
    _ element: HelmElement, _ layout: HelmLayout, isComment: Bool, _ ranks: (outer: Int, inner: Int)
  ) {
    for number in element.block.lines {
      let start = layout.starts[number]
      let textEnd = layout.textEnd(number)
      let text = layout.bytes[start..<textEnd]
      var kind = IndentedLines.Kind.content
      if case .blank = element.kind { kind = .blank } else if isComment { kind = .comment }
      // A comment of several lines stands where it begins, and goes or stays as one.
      let column = isComment ? element.column : text.prefix { $0.isYAMLBlank }.count
      lines.append(
        IndentedLines.Line(
          start: start, contentEnd: textEnd, textEnd: textEnd,
          end: number + 1 < layout.starts.count ? layout.starts[number + 1] : layout.bytes.count, kind: kind,
          column: column, rank: ranks.outer, innerRank: ranks.inner, isBlockText: false,
          keepsBlankLines: false,
          holdsTab: text.prefix(column).contains(0x09),
          isDisabledSetting: isComment && IndentedLines.isSetting(comment: text.dropFirst(column))))
    }
  }
}
