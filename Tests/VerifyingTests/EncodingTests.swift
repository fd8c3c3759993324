import Findings
import SourceText
import Testing

@testable import Verifying

@Suite("Wide encodings") struct EncodingTests {
  @Test("Marked UTF-16 is searched as text: lines, columns in bytes, excerpts", arguments: [false, true])
  func marked(bigEndian: Bool) throws {
    let mark: [UInt8] = bigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
    let file = Planted("a.txt", bytes: mark + "eins\r\n😀 WebSocket é\r\n".utf16Bytes(bigEndian: bigEndian))
    let remnants = try Trial.verify([file]).report.remnants
    #expect(remnants.map(\.spot) == ["a.txt:2:7 websocket"])
    #expect(remnants.first?.place.text == "😀 WebSocket é")
    #expect(remnants.first?.length == 18)
    #expect(remnants.first?.fileClass == .document)
  }

  @Test("Marked UTF-32 is searched as text", arguments: [false, true])
  func wider(bigEndian: Bool) throws {
    let units = "\u{FEFF}a\nwebsocket".unicodeScalars.flatMap { scalar -> [UInt8] in
      let bytes: [UInt8] = [0, 0, UInt8(scalar.value >> 8), UInt8(scalar.value & 0xFF)]
      return bigEndian ? bytes : bytes.reversed()
    }
    #expect(
      try Trial.verify([Planted("a.txt", bytes: units)]).report.remnants.map(\.spot) == [
        "a.txt:2:1 websocket"
      ])
  }

  @Test(
    "UTF-16 without a mark, and strings inside programs, are found at any offset", arguments: 0..<4,
    [false, true])
  func unmarked(offset: Int, bigEndian: Bool) throws {
    let before = Array(repeating: UInt8(0x80), count: offset)
    let file = Planted(
      "a.exe", bytes: before + "see WebSocket".utf16Bytes(bigEndian: bigEndian) + [0x80, 0x80])
    let column = offset + 9 + (bigEndian ? 1 : 0)
    #expect(try Trial.verify([file]).report.remnants.map(\.spot) == ["a.exe:1:\(column) websocket"])
  }

  @Test("Strings that only stand side by side do not make a remnant")
  func gap() throws {
    let bytes = "web".utf16Bytes() + [0x80, 0x80] + "socket".utf16Bytes() + Array("web\0socket\0".utf8)
    #expect(try Trial.verify([Planted("a.exe", bytes: bytes)]).report.remnants == [])
  }

  @Test("A hit that shows in the raw bytes and in the decoded text counts once")
  func once() throws {
    let file = Planted("a.bin", bytes: [0] + Array("websocket".utf8) + [0] + "wss://".utf16Bytes())
    #expect(
      try Trial.verify([file]).report.remnants.map(\.spot) == ["a.bin:1:2 websocket", "a.bin:1:12 ws-url"])
  }

  @Test("A string that may begin at either of two characters yields its remnant once")
  func beginnings() throws {
    let file = Planted("a.bin", bytes: [0x61] + "x WebSocket".utf16Bytes() + [0x80])
    #expect(try Trial.verify([file]).report.remnants.map(\.spot) == ["a.bin:1:6 websocket"])
  }

  @Test("Broken units and a text of half a unit are read as far as they go")
  func broken() throws {
    let bytes: [UInt8] = [0xFF, 0xFE, 0x00, 0xD8] + "wss://".utf16Bytes() + [0x41]
    #expect(
      try Trial.verify([Planted("a.txt", bytes: bytes)]).report.remnants.map(\.spot) == ["a.txt:1:5 ws-url"])
    #expect(try Trial.verify([Planted("a.txt", bytes: [0xFF, 0xFE])]).outcome == .success)
  }
}
