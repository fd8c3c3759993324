import Findings
import SourceText
import Testing

@testable import Verifying

@Suite("Columns and hashes of lines") struct LinePlaceTests {
  private func remnants(_ bytes: [UInt8], at path: RepositoryPath = "a.md") throws -> [Remnant] {
    try Trial.verify([Planted(path, bytes: bytes)]).report.remnants
  }

  @Test("Known digests (FIPS 180-4), at the borders of the padding too")
  func digests() {
    #expect(SHA256.hex([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(SHA256.hex("abc".utf8) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8)
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      SHA256.hex(Array(repeating: UInt8(ascii: "a"), count: 55))
        == "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318")
    #expect(
      SHA256.hex(Array(repeating: UInt8(ascii: "a"), count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test(
    "Columns are counted in UTF-16 code units, without a byte order mark",
    arguments: [
      ("websocket", 1..<10), ("é websocket", 3..<12), ("😀 websocket", 4..<13), ("漢\twebsocket x", 3..<12),
      ("\u{FEFF}websocket", 1..<10), ("x\n\u{FEFF}websocket", 2..<11), ("x\r\nweb socket\r\n", 1..<11),
    ])
  func columns(text: String, expected: Range<Int>) throws {
    #expect(try remnants(Array(text.utf8)).map(\.columns) == [expected])
  }

  @Test("Bytes that are no character count as one each, as they are shown")
  func invalid() throws {
    #expect(try remnants([0xFF, 0x20] + "websocket".utf8).map(\.columns) == [3..<12])
  }

  @Test("In UTF-16 they are those of the text; binary files have none")
  func encodings() throws {
    #expect(try remnants([0xFF, 0xFE] + "😀 websocket".utf16Bytes()).map(\.columns) == [4..<13])
    #expect(try remnants([0x80, 0x80] + "websocket".utf16Bytes() + [0x80]).map(\.columns) == [nil])
    #expect(try remnants([0] + "websocket".utf8).map(\.columns) == [nil])
  }

  @Test("Many hits in one line, of several patterns, each have their own columns")
  func many() throws {
    let unit = "é websocket ws://x "
    let text = String(repeating: unit, count: 2_000)
    let found = try remnants(Array(text.utf8))
    #expect(found.count == 4_000)
    let width = unit.utf16.count
    var expected: [Range<Int>?] = []
    for start in stride(from: 0, to: 2_000 * width, by: width) {
      expected += [(start + 3)..<(start + 12), (start + 13)..<(start + 18)]
    }
    #expect(found.map(\.columns) == expected)
  }

  @Test("Paths and targets of links have no columns of a line")
  func paths() throws {
    let files = [Planted("websocket"), Planted("l", mode: .symlink, bytes: Array("websocket".utf8))]
    #expect(try Trial.verify(files).report.remnants.map(\.columns) == [nil, nil])
  }

  @Test("The hash follows the line and not its place, indentation or line end")
  func hashes() throws {
    let hashes = try ["the websocket", "\n\n\tthe websocket\r\n", "  the websocket \t\nx"].map {
      try remnants(Array($0.utf8)).map(\.lineHash)
    }
    #expect(Set(hashes).count == 1)
    #expect(hashes[0] == [String(SHA256.hex("the websocket".utf8).prefix(32))])
    #expect(try remnants(Array("a websocket".utf8)).map(\.lineHash) != hashes[0])
    #expect(try remnants([0xFF, 0xFE] + "the websocket\r\n".utf16Bytes()).map(\.lineHash) == hashes[0])
  }

  @Test("In a line of a megabyte only what surrounds the hit counts")
  func longLine() throws {
    func hash(_ start: Int, _ end: Int) throws -> [String] {
      let text = [String(repeating: "ab", count: start), "websocket", String(repeating: "cd", count: end)]
        .joined()
      return try remnants(Array(text.utf8)).map(\.lineHash)
    }
    #expect(try hash(300_000, 200_000) == hash(400_000, 150_000))
    #expect(try hash(300_000, 200_000) != hash(10, 200_000))
  }
}
