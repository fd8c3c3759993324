/// The parts of a text around its escapes, with the escapes read, and the way back.
///
/// The bytes as they are have been searched already; this only adds what escapes hide.
struct SpelledOutText {
  /// A run of bytes that come from one stretch of the text.
  private struct Run {
    enum Kind { case copied, escape, gap }
    let kind: Kind
    /// Where it begins in `bytes`.
    let start: Int
    /// Its stretch of the text; empty for a gap.
    let origin: Range<Int>
  }

  /// How much of a line is taken before and behind an escape, in bytes: more than a
  /// name with its surroundings has.
  private static let reach = 256

  /// UTF-8 where the text is; between two parts stands a line feed.
  private(set) var bytes: [UInt8] = []
  /// Ascending by start and by origin.
  private var runs: [Run] = []

  /// Nil where the text has no escape.
  /// - Parameter text: the whole of it.
  init?(_ text: UnsafeRawBufferPointer) {
    var scanner = EscapeScanner(text)
    var upcoming = scanner.next()
    guard let first = upcoming else { return nil }
    // What is copied next begins here.
    var position = Self.start(before: first.range.lowerBound, after: 0, in: text)
    while let escape = upcoming {
      copy(position..<escape.range.lowerBound, of: text)
      append(escape)
      upcoming = scanner.next()
      let limit = upcoming?.range.lowerBound ?? text.count
      let end = Self.end(behind: escape.range.upperBound, before: limit, in: text)
      position = escape.range.upperBound
      guard end < limit || upcoming == nil else { continue }
      copy(position..<end, of: text)
      runs.append(Run(kind: .gap, start: bytes.count, origin: end..<end))
      bytes.append(0x0A)
      if let next = upcoming {
        position = Self.start(before: next.range.lowerBound, after: end, in: text)
      }
    }
  }

  /// Leads back to the text.
  /// - Parameter range: byte offsets in `bytes`, 0-based, end exclusive.
  /// - Returns: the stretch of the text that it stands for; nil where it has nothing to
  ///   do with an escape, so that the text itself has it, or reaches over a gap.
  func origin(of range: Range<Int>) -> Range<Int>? {
    guard !range.isEmpty else { return nil }
    let first = run(at: range.lowerBound)
    let last = run(at: range.upperBound - 1)
    // An escape that only stands beside the range may have let it match.
    var lowest = first
    while lowest > 0, runs[lowest].start == range.lowerBound, runs[lowest - 1].kind == .escape { lowest -= 1 }
    var highest = last
    while highest + 1 < runs.count, runs[highest + 1].start == range.upperBound,
      runs[highest + 1].kind == .escape
    {
      highest += 1
    }
    guard runs[lowest...highest].contains(where: { $0.kind == .escape }),
      !runs[first...last].contains(where: { $0.kind == .gap })
    else { return nil }
    return offset(of: range.lowerBound, in: runs[first])..<endOffset(of: range.upperBound, in: runs[last])
  }

  private func offset(of position: Int, in run: Run) -> Int {
    run.kind == .escape ? run.origin.lowerBound : run.origin.lowerBound + position - run.start
  }

  private func endOffset(of position: Int, in run: Run) -> Int {
    run.kind == .escape ? run.origin.upperBound : run.origin.lowerBound + position - run.start
  }

  /// The last run that begins at `position` or before it.
  private func run(at position: Int) -> Int {
    var low = 0
    var high = runs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].start <= position { low = middle } else { high = middle }
    }
    return low
  }

  private mutating func copy(_ range: Range<Int>, of text: UnsafeRawBufferPointer) {
    guard !range.isEmpty else { return }
    runs.append(Run(kind: .copied, start: bytes.count, origin: range))
    bytes.append(contentsOf: text[range])
  }

  private mutating func append(_ escape: Escape) {
    runs.append(Run(kind: .escape, start: bytes.count, origin: escape.range))
    switch escape.spelling {
    case .nothing: break
    case .byte(let byte): bytes.append(byte)
    case .scalar(let scalar): bytes.append(contentsOf: UTF8.encode(scalar) ?? .init())
    }
  }

  /// Where the line begins, or a part of it.
  private static func start(before offset: Int, after limit: Int, in text: UnsafeRawBufferPointer) -> Int {
    let limit = max(limit, offset - reach)
    var start = offset
    while start > limit, text[start - 1] != 0x0A { start -= 1 }
    return start
  }

  /// Where the line ends, or a part of it.
  private static func end(behind offset: Int, before limit: Int, in text: UnsafeRawBufferPointer) -> Int {
    let limit = min(limit, offset + reach)
    var end = offset
    while end < limit, text[end] != 0x0A { end += 1 }
    return end
  }
}
