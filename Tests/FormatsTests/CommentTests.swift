import Formats
import SourceText
import Testing

/// Sentences of comments, and what is left when some go.
@Suite struct CommentTests {
  /// Deletes the sentences that hold `word` from every comment of a YAML file.
  private func without(_ word: String, _ text: String) throws -> String {
    let bytes = Array(text.utf8)
    let document = try YAMLDocument(parsing: bytes)
    var edits: [Edit] = []
    for comment in document.comments(in: bytes) {
      let gone = comment.sentences.indices.filter { comment.sentences[$0].text.contains(word) }
      guard !gone.isEmpty else { continue }
      edits += CommentCut(Set(gone), of: comment, in: bytes).ranges.map { Edit($0, cause: CauseID(0)) }
    }
    return String(decoding: try EditSet(edits).applied(to: bytes), as: UTF8.self)
  }

  @Test(arguments: [
    ("# One. Socket.\r\n# Two.\r\na: 1\r\n", "# One.\r\n# Two.\r\na: 1\r\n"),
    ("# One.\r\n# Socket.\r\na: 1\r\n", "# One.\r\na: 1\r\n"),
    ("a: 1\n# Socket", "a: 1"), ("a: 1 # Socket", "a: 1"), ("a: 1\n\n# Socket\n", "a: 1\n"),
    ("\u{FEFF}# Socket\na: 1\n", "\u{FEFF}a: 1\n"),
    ("# One. Socket goes\n# on here. Two.\na: 1\n", "# One.\n# Two.\na: 1\n"),
    ("# Ports (of the socket. Socket too) stay.\na: 1\n", "a: 1\n"),
    ("# E.g. Socket. One.\na: 1\n", "# One.\na: 1\n"),
    ("# Socket v1.5.0 of a. One.\na: 1\n", "# One.\na: 1\n"),
    ("#--------\n# Socket\n#--------\na: 1\n", "a: 1\n"),
    ("# One.\n#\n# Socket.\n#\n# Two.\na: 1\n", "# One.\n#\n# Two.\na: 1\n"),
    ("# Socket.\n#\n# Two.\na: 1\n", "# Two.\na: 1\n"),
  ])
  func keepsEveryOtherByte(before: String, after: String) throws {
    #expect(try without("ocket", before) == after)
  }

  @Test func findsWhatIsNoText() throws {
    let text = "# shellcheck disable=SC2034 socket\n# Socket.\na: 1\n"
    #expect(try without("ocket", text) == "# shellcheck disable=SC2034 socket\na: 1\n")
    let licence = Array("# Copyright 2020 Socket Authors.\n# Socket.\na: 1\n".utf8)
    #expect(try YAMLDocument(parsing: licence).comments(in: licence).map(\.isLegal) == [true])
  }

  @Test func readsCodeByItsSyntax() throws {
    let source = Array("const a = '// no'; // yes.\n/* One.\n * Two. */\n".utf8)
    let comments = try SourceComments.blocks(in: source, at: "a.ts")
    #expect(comments.flatMap(\.sentences).map(\.text) == ["yes.", "One.", "Two."])
    #expect(comments.map(\.isTrailing) == [true, false])
    #expect(throws: FormatProblem.self) { try SourceComments.blocks(in: Array("const (".utf8), at: "a.ts") }
  }
}
