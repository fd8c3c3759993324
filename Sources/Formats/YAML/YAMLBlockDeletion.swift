extension YAMLDeletion {
  /// Deletes entries or items that have lines of their own, but for the first one of a
  /// collection that begins behind a dash.
  ///
  /// - Parameter isTop: whether they are a document's outermost.
  mutating func removeBlockParts(_ siblings: [Int], isTop: Bool) {
    let comments = YAMLComments(siblings, isTop: isTop, in: self)
    for run in runs(in: siblings) {
      if !beginsLine(siblings[run.lowerBound]), run.upperBound + 1 < siblings.count {
        moveUp(siblings, run, comments)
        continue
      }
      for index in run {
        let id = siblings[index]
        removal.remove(
          comments.firstLine(of: index)...comments.lastLine(of: index), rank: rank(of: id), unit: id)
      }
    }
  }

  /// The first parts of a collection go that begins behind a dash: what stays, were it
  /// only a comment, moves up to the dash.
  private mutating func moveUp(_ siblings: [Int], _ run: ClosedRange<Int>, _ comments: YAMLComments) {
    let id = siblings[run.lowerBound]
    var number = comments.lastLine(of: run.upperBound) + 1
    while number + 1 < lines.all.count, lines.all[number].kind == .blank { number += 1 }
    guard number < lines.all.count else { return }
    let line = lines.all[number]
    cuts.append(TextChange(units[id].range.lowerBound..<line.start + line.column, unit: id))
  }
}

/// Which whole-line comments go with the parts of a collection.
struct YAMLComments {
  private let siblings: [Int]
  private let isTop: Bool
  private let deletion: YAMLDeletion
  private var lines: IndentedLines { deletion.lines }

  init(_ siblings: [Int], isTop: Bool, in deletion: YAMLDeletion) {
    self.siblings = siblings
    self.isTop = isTop
    self.deletion = deletion
  }

  /// The part's last line, and further comments below that are indented more.
  func lastLine(of index: Int) -> Int {
    var last = deletion.lastLine(of: siblings[index])
    let column = self.column(of: index)
    var next = last + 1
    while next < lines.all.count, lines.all[next].kind != .content {
      if lines.all[next].kind == .comment {
        guard lines.all[next].column > column else { break }
        last = next
      }
      next += 1
    }
    return last
  }

  /// The first line of what goes with a part above it: the comment that is its own, and
  /// the heading of a section of which nothing stays.
  func firstLine(of index: Int) -> Int {
    let first = deletion.firstLine(of: siblings[index])
    let attached = attachedComment(of: index)
    guard attached == first || group(from: index).allSatisfy(isGoing) else { return first }
    guard let heading = heading(of: index), section(from: index).allSatisfy(isGoing) else { return attached }
    return heading
  }

  private func isGoing(_ index: Int) -> Bool { deletion.going.contains(siblings[index]) }

  private func column(of index: Int) -> Int {
    let range = deletion.units[siblings[index]].range
    return range.lowerBound - lines.all[lines.number(at: range.lowerBound)].start
  }

  /// Whether what stands above is about the whole document.
  private func isBelowHeader(_ index: Int) -> Bool { isTop && index == 0 }

  /// The first line of the comment directly above a part; the part's own when there is
  /// none. A comment that is indented more belongs to what stands above it.
  private func attachedComment(of index: Int) -> Int {
    var first = deletion.firstLine(of: siblings[index])
    guard !isBelowHeader(index) else { return first }
    let column = self.column(of: index)
    while first > 0, lines.all[first - 1].kind == .comment, lines.all[first - 1].column <= column {
      first -= 1
    }
    return first
  }

  /// The parts that a comment directly above one is about: up to a blank line or the
  /// next comment. An entry that has entries below it needs no company.
  private func group(from index: Int) -> Range<Int> {
    let unit = deletion.units[siblings[index]]
    if unit.kind == .entry, !deletion.places[unit.id].children.isEmpty,
      deletion.lastLine(of: unit.id) > deletion.firstLine(of: unit.id)
    {
      return index..<index + 1
    }
    var end = index + 1
    while end < siblings.count,
      deletion.firstLine(of: siblings[end]) == deletion.lastLine(of: siblings[end - 1]) + 1
    {
      end += 1
    }
    return index..<end
  }

  /// The first line of the heading above a part: a comment in the same column, between
  /// blank lines, that is no configuration put out of use.
  private func heading(of index: Int) -> Int? {
    guard !isBelowHeader(index) else { return nil }
    let above = attachedComment(of: index) - 1
    var last = above
    while last >= 0, lines.all[last].kind == .blank { last -= 1 }
    guard last >= 0, last < above else { return nil }
    var first = last + 1
    let column = self.column(of: index)
    while first > 0, lines.all[first - 1].kind == .comment, lines.all[first - 1].column == column {
      first -= 1
    }
    guard first <= last, first > 0, index == 0 || lines.all[first - 1].kind == .blank else { return nil }
    let isSetting = (first...last).contains { deletion.document.isDisabledSetting(line: $0) }
    return isSetting ? nil : first
  }

  /// The parts from one below a heading to the next heading.
  private func section(from index: Int) -> Range<Int> {
    var end = index + 1
    while end < siblings.count, isGoing(end), heading(of: end) == nil { end += 1 }
    // What is left out here stays; it belongs to the section unless it has a heading.
    if end < siblings.count, !isGoing(end), heading(of: end) == nil { end += 1 }
    return index..<end
  }
}

extension YAMLDocument {
  /// Whether the comment on a line looks like an entry or item: `# key: value`, `# - item`.
  func isDisabledSetting(line number: Int) -> Bool {
    guard let text = comments[lines.all[number].start + lines.all[number].column] else { return false }
    let content = text.utf8.drop { $0 == UInt8(ascii: "#") }.drop { $0.isYAMLBlank }
    if content.starts(with: "- ".utf8) { return true }
    let key = content.prefix { $0.isYAMLName || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }
    let rest = content.dropFirst(key.count)
    guard !key.isEmpty, rest.first == UInt8(ascii: ":") else { return false }
    return rest.dropFirst().first?.isYAMLBlank ?? true
  }
}
