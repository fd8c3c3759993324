import Findings
import SourceText
import Testing

@testable import Verifying

@Suite("Remnants at random places") struct RandomTests {
  @Test("Each is found at the line and column that a plain count gives", arguments: 0..<60)
  func planted(seed: Int) throws {
    var random = Steps(seed: seed)
    // Bytes that make lines, spoil UTF-8, look like other encodings or like the remnant.
    let alphabet: [UInt8] = [0x0A, 0x0D, 0x20, 0x61, 0x62, 0x77, 0x80, 0xC3, 0xFF, 0xFE, 0x00]
    var bytes: [UInt8] = []
    var expected: [String] = []
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      for _ in 0..<Int.random(in: 0...400, using: &random) {
        bytes.append(alphabet.randomElement(using: &random) ?? 0)
      }
      let line = bytes.count { $0 == 0x0A } + 1
      let column = bytes.count - (bytes.lastIndex(of: 0x0A) ?? -1)
      bytes += "Web-Socket".utf8
      expected.append("f:\(line):\(column) websocket")
    }
    for mode in [FileMode.regular, .executable] {
      let remnants = try Trial.verify([Planted("f", mode: mode, bytes: bytes)]).report.remnants
      #expect(remnants.map(\.spot) == expected)
      #expect(remnants.allSatisfy { $0.place.text?.contains("Web-Socket") == true && $0.length == 10 })
    }
  }

  @Test("In UTF-16 each is found as well, at any offset of a binary file", arguments: 0..<40, [false, true])
  func wide(seed: Int, bigEndian: Bool) throws {
    var random = Steps(seed: seed)
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...60, using: &random) {
      bytes.append([0, 0, 0x41, 0x61, 0x80, 0x0A].randomElement(using: &random) ?? 0)
    }
    // A character that stands beside the text would belong to it.
    bytes += [0x80, 0x80] + "WebSocket".utf16Bytes(bigEndian: bigEndian) + [0x80]
    let offset = bytes.count - 1 - 18 + (bigEndian ? 1 : 0)
    let line = bytes[..<offset].count { $0 == 0x0A } + 1
    let column = offset - (bytes[..<offset].lastIndex(of: 0x0A) ?? -1)
    let remnants = try Trial.verify([Planted("f", bytes: bytes)]).report.remnants
    #expect(remnants.map(\.spot) == ["f:\(line):\(column) websocket"])
  }
}
