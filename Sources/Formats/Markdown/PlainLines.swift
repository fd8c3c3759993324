/// Code that is read by lines alone.
///
/// Units: `.line` for each line that is not blank, `.comment` for those that begin with `#`
/// or `//`; their text as value. Comments directly above a run of lines go with all of it.
struct PlainLines: StructuredDocument {
  let units: [Unit]
  private let source: [UInt8]
  private let lines: [MarkdownLine]
  /// The line of each unit.
  private let places: [Int]

  init(_ bytes: [UInt8]) {
    source = bytes
    lines = MarkdownLine.lines(of: bytes, from: 0)
    var units: [Unit] = []
    var places: [Int] = []
    for (number, line) in lines.enumerated() {
      let text = MarkdownByte.trimmed(bytes[line.start..<line.contentEnd])
      guard !text.isEmpty else { continue }
      let isComment = text.first == UInt8(ascii: "#") || text.starts(with: "//".utf8)
      units.append(
        Unit(
          id: units.count, parent: nil, kind: isComment ? .comment : .line, name: nil,
          value: String(decoding: text, as: UTF8.self), range: text.startIndex..<text.endIndex))
      places.append(number)
    }
    self.units = units
    self.places = places
  }

  init(parsing bytes: [UInt8]) throws(FormatProblem) { self.init(bytes) }

  func serialised() -> [UInt8] { source }

  func deleting(_ ids: Set<Int>) -> Deletion {
    var gone = ids.filter(units.indices.contains)
    for unit in units where unit.kind == .comment && headsOnly(gone, unit.id) { gone.insert(unit.id) }
    var isGone = Array(repeating: false, count: lines.count)
    var reasons: [Int: Int] = [:]
    for id in gone.sorted() {
      isGone[places[id]] = true
      reasons[places[id]] = id
    }
    for run in runs(without: gone) { takeBlankLines(of: run, &isGone, &reasons) }
    let changes = lines.indices.filter { isGone[$0] }.map { number in
      TextChange(lines[number].start..<lines[number].end, unit: reasons[number] ?? 0)
    }
    return Deletion(changes: changes, units: gone)
  }

  func changing(_ id: Int, to value: String) -> TextChange? {
    guard units.indices.contains(id), !value.utf8.contains(UInt8(ascii: "\n")) else { return nil }
    return TextChange(units[id].range, replacement: Array(value.utf8), unit: id)
  }

  /// Whether all lines below a comment, up to a blank line or the next comment, go.
  private func headsOnly(_ gone: Set<Int>, _ comment: Int) -> Bool {
    var next = comment + 1
    while next < units.count, units[next].kind == .comment, places[next] == places[next - 1] + 1 { next += 1 }
    var hasLines = false
    while next < units.count, units[next].kind == .line, places[next] == places[next - 1] + 1 {
      guard gone.contains(next) else { return false }
      hasLines = true
      next += 1
    }
    return hasLines
  }

  /// Runs of lines that go, with the blank lines around and between them.
  private func runs(without gone: Set<Int>) -> [Range<Int>] {
    let kept = units.indices.filter { !gone.contains($0) }.map { places[$0] }
    let ends = [-1] + kept + [lines.count]
    return zip(ends, ends.dropFirst()).map { $0 + 1..<$1 }
  }

  private func ends(_ line: Int, with signs: String) -> Bool {
    let text = MarkdownByte.trimmed(source[lines[line].start..<lines[line].contentEnd])
    return text.last.map(signs.utf8.contains) ?? false
  }

  private func begins(_ line: Int, with signs: String) -> Bool {
    let text = MarkdownByte.trimmed(source[lines[line].start..<lines[line].contentEnd])
    return text.first.map(signs.utf8.contains) ?? false
  }

  /// Where lines go, the blank lines above them stay, or else those below; none stays at the
  /// beginning and the end of the code, and of what stands in brackets.
  private func takeBlankLines(of run: Range<Int>, _ isGone: inout [Bool], _ reasons: inout [Int: Int]) {
    guard let first = run.first(where: { isGone[$0] }), let last = run.last(where: { isGone[$0] }) else {
      return
    }
    let isAtEdge =
      run.lowerBound == 0 || run.upperBound == lines.count
      || ends(run.lowerBound - 1, with: "([{") || begins(run.upperBound, with: ")]}")
    let kept = isAtEdge ? 0..<0 : first > run.lowerBound ? run.lowerBound..<first : last + 1..<run.upperBound
    for number in run where !isGone[number] && !kept.contains(number) {
      isGone[number] = true
      reasons[number] = reasons[first]
    }
  }
}
