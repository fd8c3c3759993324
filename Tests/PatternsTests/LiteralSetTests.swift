import Patterns
import Testing

@Suite struct LiteralSetTests {
  @Test func tellsWhichOccur() {
    let set = LiteralSet(["he", "she", "his", "hers", "absent"])
    #expect(set.occurring(in: "ushers") == [0, 1, 3])
    #expect(set.occurring(in: "xhix") == [])
    #expect(set.occursAny(in: "this"))
    #expect(!set.occursAny(in: "HIS"))
  }

  @Test func tellsWhere() {
    let set = LiteralSet(["aba", "b"])
    let found = set.occurrences(in: "ababa")
    #expect(found.map(\.literal) == [1, 0, 1, 0])
    #expect(found.map(\.range) == [1..<2, 0..<3, 3..<4, 2..<5])
  }

  @Test func foldsASCIILettersAlone() {
    let set = LiteralSet(["WebSocket", "a[", "é"], ignoringASCIICase: true)
    #expect(set.occurring(in: "wEBSOCKEt") == [0])
    #expect(set.occurring(in: "A{") == [])
    #expect(set.occurring(in: "É") == [])
    #expect(set.occurring(in: "A[é") == [1, 2])
  }

  @Test func emptyOnesAreNeverFound() {
    #expect(LiteralSet([""]).occurring(in: "a") == [])
    #expect(!LiteralSet([[UInt8]]()).occursAny(in: "a"))
    #expect(LiteralSet(["", "a"]).occurring(in: "a") == [1])
    #expect(LiteralSet(["a"]).occurring(in: "") == [])
  }

  @Test func everyByteMayOccur() {
    let set = LiteralSet((0...255).map { [UInt8($0), 0xFF, UInt8($0)] })
    let text: [UInt8] = [0x00, 0xFF, 0x00, 0xFF, 0xFF, 0xFF, 0x80]
    #expect(text.withUnsafeBytes { set.occurring(in: $0) } == [0, 255])
  }

  /// The same answers as looking for each literal at each place, on texts of few
  /// letters, where literals overlap and share prefixes and suffixes.
  @Test func agreesWithTheSlowWay() {
    var random = SplitMix(state: 7)
    for _ in 0..<300 {
      let literals = (0..<5).map { _ in random.bytes(upTo: 4) }
      let text = random.bytes(upTo: 30)
      let expected = literals.indices.filter { index in
        let literal = literals[index]
        return !literal.isEmpty
          && text.indices.contains { text[$0...].starts(with: literal) }
      }
      #expect(text.withUnsafeBytes { LiteralSet(literals).occurring(in: $0) } == expected)
    }
  }
}

/// Repeatable numbers.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func bytes(upTo limit: Int) -> [UInt8] {
    (0..<Int.random(in: 0...limit, using: &self)).map { _ in UInt8.random(in: 0x61...0x63, using: &self) }
  }
}

extension LiteralSet {
  fileprivate func occurring(in text: String) -> [Int] {
    Array(text.utf8).withUnsafeBytes { occurring(in: $0) }
  }

  fileprivate func occursAny(in text: String) -> Bool {
    Array(text.utf8).withUnsafeBytes { occursAny(in: $0) }
  }

  fileprivate func occurrences(in text: String) -> [(literal: Int, range: Range<Int>)] {
    Array(text.utf8).withUnsafeBytes { occurrences(in: $0) }
  }
}
