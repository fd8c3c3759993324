import Testing

@testable import Verifying

@Suite("Excerpts") struct ExcerptTests {
  private func excerpt(_ bytes: [UInt8], _ line: Range<Int>, _ hit: Range<Int>) -> String {
    bytes.withUnsafeBytes { Excerpt.text(of: line, around: hit, in: $0) }
  }

  @Test("A line comes without its end", arguments: ["ab\n", "ab\r\n", "ab", "ab\r"])
  func end(text: String) {
    #expect(excerpt(Array(text.utf8), 0..<text.utf8.count, 0..<1) == "ab")
  }

  @Test("Of a long line the part around the hit is shown, at its ends too")
  func long() {
    let text = Array((0..<1_000).map { UInt8(ascii: "a") + UInt8($0 % 26) })
    for hit in [0..<5, 500..<505, 995..<1_000] {
      let shown = excerpt(text, 0..<1_000, hit)
      let wanted = String(decoding: text[hit], as: UTF8.self)
      #expect(shown.contains(wanted))
      #expect(shown.utf8.filter { $0 < 0x80 }.count == Excerpt.limit)
      #expect(shown.hasPrefix("…") == (hit.lowerBound > 0))
      #expect(shown.hasSuffix("…") == (hit.upperBound < 1_000))
    }
  }

  @Test("No character is cut in half")
  func characters() {
    let text = Array(String(repeating: "漢", count: 400).utf8)
    let shown = excerpt(text, 0..<text.count, 600..<603)
    #expect(shown.allSatisfy { "漢…".contains($0) })
  }

  @Test("Bytes that are no character are written out")
  func invalid() {
    #expect(Excerpt.readable([0x61, 0xFF, 0xC3, 0x62, 0xC3, 0xA9, 0xE6, 0xBC]) == "a\\xff\\xc3bé\\xe6\\xbc")
  }
}
