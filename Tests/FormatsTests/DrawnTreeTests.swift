import Formats
import SourceText
import Testing

@Suite struct DrawnTreeTests {
  private func deleting(_ paths: Set<String>, from text: String) throws -> String {
    let bytes = Array(text.utf8)
    let tree = try #require(DrawnTree(in: bytes))
    let entries = tree.entries.indices.filter { paths.contains(tree.path(of: $0).joined(separator: "/")) }
    try #require(entries.count == paths.count, "\(tree.entries.indices.map { tree.path(of: $0) })")
    return try MarkdownSources.text(tree.deleting(Set(entries), unit: 0), in: bytes)
  }

  @Test func theBranchBeforeTheLastOneEndsTheTrunk() throws {
    let text = """
      src/
      ├── chat/            # domain
      │   ├── poll.ts
      │   └── hub.ts       # sockets
      │
      └── sockets/
          ├── pool.ts
          └── ack.ts
      """
    #expect(
      try deleting(["src/sockets", "src/chat/hub.ts"], from: text) == """
        src/
        └── chat/            # domain
            └── poll.ts
        """)
  }

  @Test func anEntryGoesWithTheLinesThatSayMoreOfIt() throws {
    let text = """
      app
      |-- socket.ts    opens
      |                and closes
      |-- poll.ts
      `-- ack.ts       confirms
                       each frame
      end
      """
    #expect(try deleting(["socket.ts", "ack.ts"], from: text) == "app\n`-- poll.ts\nend")
  }

  @Test func boxesKeepTheirWidth() throws {
    let text = """
      ┌──────────────┐
      │ src/         │
      │ ├── a.ts     │
      │ └── socket.ts│
      └──────────────┘
      """
    #expect(
      try deleting(["src/socket.ts"], from: text) == """
        ┌──────────────┐
        │ src/         │
        │ └── a.ts     │
        └──────────────┘
        """)
  }

  @Test func whatStandsBesideAnotherBoxMakesRoomForBlanks() throws {
    let text = "│ ├── poll.ts   │  │ nginx  │\r\n│ └── socket.ts │  │ lb     │\r\n"
    #expect(
      try deleting(["socket.ts"], from: text)
        == "│ └── poll.ts   │  │ nginx  │\r\n│               │  │ lb     │\r\n")
  }

  @Test func aPartOfALineInABox() throws {
    let text = Array("│ hub, 日本, pool │\nhub, pool\n".utf8)
    // `hub, 日本, `: eleven columns, though thirteen bytes.
    let change = DrawnBox.deleting(4..<17, in: text, unit: 0)
    #expect(try MarkdownSources.text([change], in: text) == "│            pool │\nhub, pool\n")
    let free = DrawnBox.deleting(text.count - 7..<text.count - 1, in: text, unit: 0)
    #expect(free.replacement.isEmpty)
  }

  @Test(arguments: ["no tree", "| a | b |\n|---|---|\n| c | d |\n", "┌──┐\n└──┘\n", "+----+\n"])
  func nothingElseIsATree(text: String) {
    #expect(DrawnTree(in: Array(text.utf8)) == nil)
  }

  @Test func isFoundInCodeOfADocument() throws {
    let text = "1. Files:\n\n   ```text\n   src/\n   ├── a.ts\n   └── b.ts\n   ```\n\n└── no.ts\n"
    let document = try MarkdownDocument(parsing: Array(text.utf8))
    let code = try #require(document.units.first { $0.kind == .code })
    let tree = try #require(document.drawnTree(in: code.id))
    #expect(tree.entries.map(\.name) == ["a.ts", "b.ts"])
    let after = try MarkdownSources.text(tree.deleting([1], unit: code.id), in: Array(text.utf8))
    #expect(after == text.replacing("   ├── a.ts\n   └── b.ts\n", with: "   └── a.ts\n"))
  }
}
