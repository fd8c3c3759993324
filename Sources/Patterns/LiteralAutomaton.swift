/// The table behind `LiteralSet`.
struct LiteralAutomaton: Sendable {
  /// The table's column of each byte; 0 for bytes that no literal holds.
  private var columns: [UInt16]
  private var columnCount: Int
  /// The next state, by state plus column. A state is the index of its first cell, so
  /// the beginning is 0; `ending` is set where a literal ends in the next state.
  private var next: [UInt32]
  /// By `state / columnCount`: the literals that end there, its own and those of its
  /// suffixes.
  private var endings: [[Int]] = [[]]
  /// With which two bytes a literal may begin: one bit for each pair.
  private var beginnings: [UInt64] = Array(repeating: 0, count: 1 << 10)

  private static let ending: UInt32 = 1 << 31

  init(_ literals: [[UInt8]], ignoringCase: Bool) {
    (columns, columnCount) = Self.columns(for: literals, ignoringCase: ignoringCase)
    next = Array(repeating: 0, count: columnCount)
    for (index, literal) in literals.enumerated() where !literal.isEmpty { insert(literal, index) }
    linkSuffixes()
    for cell in next.indices where !endings[Int(next[cell]) / columnCount].isEmpty {
      next[cell] |= Self.ending
    }
    noteBeginnings()
  }

  /// Calls `found` with each literal and the offset behind it, until it returns false.
  func scan(_ bytes: UnsafeRawBufferPointer, _ found: (_ literal: Int, _ end: Int) -> Bool) {
    guard endings.count > 1 else { return }
    columns.withUnsafeBufferPointer { columns in
      next.withUnsafeBufferPointer { next in
        beginnings.withUnsafeBufferPointer { beginnings in
          var state = 0
          var offset = 0
          while offset < bytes.count {
            if state == 0 {
              // Most bytes begin nothing. Each of these looks is independent of the one
              // before, which makes them several times faster than going by the table.
              while offset + 1 < bytes.count {
                let pair = Int(bytes[offset]) << 8 | Int(bytes[offset + 1])
                if beginnings[pair >> 6] & (1 << UInt64(pair & 63)) != 0 { break }
                offset += 1
              }
            }
            let cell = next[state + Int(columns[Int(bytes[offset])])]
            state = Int(cell & ~Self.ending)
            offset += 1
            guard cell & Self.ending != 0 else { continue }
            for literal in endings[state / columnCount] where !found(literal, offset) { return }
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
      let cell = state + Int(columns[Int(byte)])
      if next[cell] == 0 {
        next[cell] = UInt32(next.count)
        next += Array(repeating: 0, count: columnCount)
        endings.append([])
      }
      state = Int(next[cell])
    }
    endings[state / columnCount].append(index)
  }

  /// Fills the cells that are still empty with where the longest suffix would go.
  private mutating func linkSuffixes() {
    var suffix = Array(repeating: 0, count: endings.count)
    var queue: [Int] = []
    for column in 0..<columnCount where next[column] != 0 { queue.append(Int(next[column])) }
    var head = 0
    while head < queue.count {
      let state = queue[head]
      let shorter = suffix[state / columnCount]
      head += 1
      endings[state / columnCount] += endings[shorter / columnCount]
      for column in 0..<columnCount {
        let fallback = next[shorter + column]
        let child = Int(next[state + column])
        if child == 0 {
          next[state + column] = fallback
        } else {
          suffix[child / columnCount] = Int(fallback)
          queue.append(child)
        }
      }
    }
  }

  /// Marks every pair of bytes that does not lead back to the beginning.
  private mutating func noteBeginnings() {
    for first in 0..<256 {
      let state = next[Int(columns[first])]
      guard state != 0 else { continue }
      for second in 0..<256 {
        let endsAtOnce = state & Self.ending != 0
        let goesOn = next[Int(state & ~Self.ending) + Int(columns[second])] != 0
        if endsAtOnce || goesOn { beginnings[(first << 8 | second) >> 6] |= 1 << UInt64(second & 63) }
      }
    }
  }
}
