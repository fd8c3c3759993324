import StrictYAML
import Testing

/// The place of a byte inside a scalar, however the scalar is written.
@Suite struct ScalarPlaceTests {
  /// Complains about the first `!`.
  private static let shape = Shape<String>.string.checked { text throws(Complaint) -> String in
    guard let index = text.utf8.firstIndex(of: UInt8(ascii: "!")) else { return text }
    throw Complaint("here", at: text.utf8.distance(from: text.utf8.startIndex, to: index))
  }

  @Test(arguments: [
    ("ab!c", "1:3"), ("é!c", "1:2"), ("  ab!", "1:5"),
    ("'ab!'", "1:4"), ("'a''b!'", "1:6"), ("'''!'", "1:4"),
    (#""ab!""#, "1:4"), (#""a\\!""#, "1:5"), (#""a\n\t!""#, "1:7"), (#""\x41\u00e9!""#, "1:12"),
    (#""\_\L\U0001F600!""#, "1:16"),
    ("|\n  one\n  two!\n", "3:6"), ("|-\n  é!\n", "2:4"), ("|2\n   x\n    y!\n", "3:6"), ("|\n\n  a!", "3:4"),
    // Folded from several lines: only the beginning is certain.
    (">\n  one\n  two!\n", "1:1"), ("'one\n  two!'", "1:1"), ("one\n two!", "1:1"),
  ])
  func isFound(text: String, place: String) {
    let found = mistakes(in: text, Self.shape)
    #expect(found.hasPrefix("boat.yml:\(place): error: here\n"), "\(found)")
  }
}
