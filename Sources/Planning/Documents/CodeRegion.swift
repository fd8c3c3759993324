/// The lines of a sample of code that go with one of them: no bracket may lose its partner.
enum CodeRegion {
  /// The smallest run of lines around one in which every bracket has its partner, and that
  /// leaves no pair of brackets with nothing between them.
  ///
  /// - Parameters:
  ///   - line: its index.
  ///   - lines: the lines of the sample.
  ///   - goes: the indices of lines that go for their own sake.
  /// - Returns: the line alone where no run is balanced.
  static func around(
    _ line: Int, in lines: [ArraySlice<UInt8>], without goes: Set<Int> = []
  ) -> ClosedRange<Int> {
    let balances = lines.map(balance)
    guard var run = balanced(around: line...line, balances) else { return line...line }
    while true {
      let before = (0..<run.lowerBound).last { !goes.contains($0) }
      let after = (run.upperBound + 1..<max(run.upperBound + 1, lines.count)).first { !goes.contains($0) }
      guard let before, let after, let opening = lines[before].last, "([{".utf8.contains(opening),
        let closing = lines[after].first, ")]}".utf8.contains(closing),
        let wider = balanced(around: before...after, balances)
      else { return run }
      run = wider
    }
  }

  /// Whether a line closes a bracket that a line before it opens.
  static func ends(_ line: ArraySlice<UInt8>) -> Bool { balance(line).least < 0 }

  private static func balanced(
    around first: ClosedRange<Int>, _ balances: [(total: Int, least: Int)]
  ) -> ClosedRange<Int>? {
    var run = first
    while true {
      var depth = 0
      var least = 0
      for index in run {
        least = min(least, depth + balances[index].least)
        depth += balances[index].total
      }
      if least < 0, run.lowerBound > 0 {
        run = run.lowerBound - 1...run.upperBound
      } else if least == 0, depth > 0, run.upperBound + 1 < balances.count {
        run = run.lowerBound...run.upperBound + 1
      } else {
        return least == 0 && depth == 0 ? run : nil
      }
    }
  }

  /// How many brackets a line opens more than it closes, and how many it closes at most that
  /// were opened before it.
  private static func balance(_ line: ArraySlice<UInt8>) -> (total: Int, least: Int) {
    var (total, least) = (0, 0)
    for byte in line {
      if "([{".utf8.contains(byte) { total += 1 }
      if ")]}".utf8.contains(byte) { total -= 1 }
      least = min(least, total)
    }
    return (total, least)
  }
}
