/// The table behind `LiteralSet`.
struct LiteralAutomaton: Sendable {
  /// The table's column of each byte; 0 for bytes that no literal holds.
  private var columns: [UInt16]
  private var columnCount: Int
  /// The next state, by `state * columnCount + column`. State 0 is the beginning.
  private var next: [UInt32]
  /// The literals that end in a state, its own and those of its suffixes.
  private var endings: [[Int]]
  /// Whether a literal ends in a state; kept apart so that the scan touches few bytes.
  private var hasEnding: [Bool]

  init(_ literals: [[UInt8]], ignoringCase: Bool) {
    (columns, columnCount) = Self.columns(for: literals, ignoringCase: ignoringCase)
    next = Array(repeating: 0, count: columnCount)
    endings = [[]]
    hasEnding = []
    for (index, literal) in literals.enumerated() where !literal.isEmpty { insert(literal, index) }
    linkSuffixes()
    hasEnding = endings.map { !$0.isEmpty }
  }

  /// Calls `found` with each literal and the offset behind it, until it returns false.
  func scan(_ bytes: UnsafeRawBufferPointer, _ found: (_ literal: Int, _ end: Int) -> Bool) {
    guard endings.count > 1 else { return }
    let columnCount = self.columnCount
    columns.withUnsafeBufferPointer { columns in
      next.withUnsafeBufferPointer { next in
        hasEnding.withUnsafeBufferPointer { hasEnding in
          var state = 0
          for offset in 0..<bytes.count {
            state = Int(next[state &* columnCount &+ Int(columns[Int(bytes[offset])])])
            guard hasEnding[state] else { continue }
            for literal in endings[state] where !found(literal, offset + 1) { return }
          }
        }
      }
    }
  }

  private static func columns(for literals: [[UInt8]], ignoringCase: Bool) -> ([UInt16], Int) {
    var columns = Array(repeating: UInt16(0), count: 256)
    var count = 1
    func isLetter(_ byte: UInt8) -> Bool { byte < 0x80 && (0x41...0x5A).contains(byte & 0xDF) }
    for byte in Set(literals.joined()).sorted() where columns[Int(byte)] == 0 {
      columns[Int(byte)] = UInt16(count)
      if ignoringCase, isLetter(byte) { columns[Int(byte ^ 0x20)] = UInt16(count) }
      count += 1
    }
    return (columns, count)
  }

  private mutating func insert(_ literal: [UInt8], _ index: Int) {
    var state = 0
    for byte in literal {
      let cell = state * columnCount + Int(columns[Int(byte)])
      if next[cell] == 0 {
        next[cell] = UInt32(endings.count)
        endings.append([])
        next += Array(repeating: 0, count: columnCount)
      }
      state = Int(next[cell])
    }
    endings[state].append(index)
  }

  /// Fills the cells that are still empty with where the longest suffix would go.
  private mutating func linkSuffixes() {
    var suffix = Array(repeating: 0, count: endings.count)
    var queue: [Int] = []
    for column in 0..<columnCount where next[column] != 0 { queue.append(Int(next[column])) }
    var head = 0
    while head < queue.count {
      let state = queue[head]
      head += 1
      endings[state] += endings[suffix[state]]
      for column in 0..<columnCount {
        let cell = state * columnCount + column
        let fallback = next[suffix[state] * columnCount + column]
        if next[cell] == 0 {
          next[cell] = fallback
        } else {
          suffix[Int(next[cell])] = Int(fallback)
          queue.append(Int(next[cell]))
        }
      }
    }
  }
}
