/// What goes because its neighbours do.
extension MarkdownSelection {
  /// Comments on top of what goes, rules that nothing is left to part, tags with nothing
  /// between them.
  mutating func settleNeighbours() {
    for block in document.blocks.indices where !isBlockGone[block] {
      let children = document.blocks[block].children
      guard children.contains(where: { isBlockGone[$0] }) else { continue }
      takeComments(among: children, isFile: block == 0)
      takePairs(among: children)
      takeBreaks(among: children)
    }
  }

  /// A comment or an anchor goes with the block directly below it; but not a comment that
  /// begins the file, nor one of a pair around the block.
  private mutating func takeComments(among children: [Int], isFile: Bool) {
    // The next block that stays, and the last one that goes before it.
    var next: Int?
    var last: Int?
    for (place, child) in children.enumerated().reversed() {
      if place + 1 < children.count, isBlockGone[children[place + 1]], !isBlockGone[child],
        !isFile || place > 0,
        MarkdownSections.isAttached(child, to: children[place + 1], in: document.blocks),
        !isCommentBelow(last, next)
      {
        take(child)
      }
      if !isBlockGone[child] {
        next = child
        last = nil
      } else {
        last = last ?? child
      }
    }
  }

  private func isCommentBelow(_ gone: Int?, _ next: Int?) -> Bool {
    guard let gone, let next, document.blocks[next].kind == .comment,
      document.blocks[next].lines.lowerBound == document.blocks[gone].lines.upperBound,
      let parent = document.blocks[next].parent
    else { return false }
    // Unless it belongs to what is below it in turn.
    let siblings = document.blocks[parent].children
    let below = document.blocks[next].place + 1
    return below == siblings.count
      || !MarkdownSections.isAttached(next, to: siblings[below], in: document.blocks)
  }

  private mutating func takePairs(among children: [Int]) {
    guard children.contains(where: { document.blocks[$0].isHTML }) else { return }
    for (start, end) in HTMLPairs.pairs(among: children, of: document, source: source)
    where start + 1 < end && !isBlockGone[children[start]] {
      if children[(start + 1)..<end].allSatisfy({ isBlockGone[$0] }) {
        take(children[start])
        take(children[end])
      }
    }
  }

  /// A rule goes that newly begins or ends what it is in, or follows another one.
  private mutating func takeBreaks(among children: [Int]) {
    var last: Int?
    for (place, child) in children.enumerated() where !isBlockGone[child] {
      let isBreak = document.blocks[child].kind == .thematicBreak
      let isNew = place > 0 && isBlockGone[children[place - 1]]
      if isBreak, isNew, last.map({ document.blocks[$0].kind == .thematicBreak }) ?? true {
        take(child)
      } else {
        last = child
      }
    }
    if let last, document.blocks[last].kind == .thematicBreak, last != children.last { take(last) }
  }

  /// Definitions go with the last that refers to them; and what refers to one that goes
  /// keeps its text alone.
  mutating func settleDefinitions() {
    var before: Set<Int> = []
    var after: Set<Int> = []
    var references: [(unit: Int, block: Int)] = []
    for (unit, place) in document.places.enumerated() {
      guard case .link(let link) = place, let block = definition(of: link.form) else { continue }
      before.insert(block)
      guard !isGone(unit) else { continue }
      after.insert(block)
      references.append((unit, block))
    }
    for block in detached.union(before).sorted() where !isBlockGone[block] && !after.contains(block) {
      // What nothing referred to before is none of this deletion's.
      if detached.contains(block) || before.contains(block) { take(block) }
    }
    for (unit, block) in references where isBlockGone[block] {
      if case .link(let link) = document.places[unit], case .reference = link.form {
        unlink(unit)
      } else {
        takeUnit(unit)
      }
    }
  }

  private func definition(of form: MarkdownInline.Link.Form) -> Int? {
    switch form {
    case .reference(let label): document.definitionOfLabel[MarkdownDefinition.key(label.utf8)]
    case .footnote(let label): document.footnoteOfLabel[MarkdownDefinition.key(label.utf8)]
    case .inline, .image, .autolink, .bare, .html: nil
    }
  }
}
