import Formats
import SourceText
import Testing

@Suite struct MarkdownTests {
  private func document(_ text: String) throws -> MarkdownDocument {
    try MarkdownDocument(parsing: Array(text.utf8))
  }

  private func sentences(_ text: String) throws -> [String] {
    try document(text).units.filter { $0.kind == .sentence }.compactMap(\.value)
  }

  @Test(arguments: [
    ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
    ("See e.g. This, cf. That and Dr. Who.", ["See e.g. This, cf. That and Dr. Who."]),
    (
      "Frames, pings, etc. are gone. Pings etc. Nothing else.",
      ["Frames, pings, etc. are gone.", "Pings etc.", "Nothing else."]
    ),
    ("Version v1.2. Then 2.0. It is.", ["Version v1.2.", "Then 2.0.", "It is."]),
    ("Edit `a. B` and www.a.org/b. Done.", ["Edit a. B and www.a.org/b.", "Done."]),
    ("See [A. B](c.d) 2", ["See A. B 2"]), ("a<br>b <!-- c. d --> e", ["a", "b  e"]),
    ("One. <!-- x. --> Two.", ["One.", "Two."]),
    (
      "Wait... what? \"Yes.\" (No. Never.) **End.** X",
      ["Wait... what?", "\"Yes.\"", "(No. Never.)", "End.", "X"]
    ),
    ("It waits. nginx does not.", ["It waits.", "nginx does not."]),
    ("Takes max. 5 s. no more", ["Takes max. 5 s. no more"]),
  ])
  func partsSentences(text: String, expected: [String]) throws {
    #expect(try sentences(text) == expected)
  }

  @Test func namesSectionsWithoutMarkup() throws {
    let text = "# The `ws` *and* [poll](p.md) API ##\n\nText.\n\nTwo\nlines\n---\n\nBelow.\n"
    let sections = try document(text).units.filter { $0.kind == .section }
    #expect(sections.map(\.name) == ["The ws and poll API", "Two lines"])
    #expect(sections.map(\.value) == ["Text.", "Below."])
  }

  @Test func readsLinksOfAllForms() throws {
    let text = """
      [a](b.md "t") ![c](<d e.png>) [f][g] [g] [none] <https://h.i> www.j.org. <a href="k.md">l</a>

      [G]: m.md
      """
    let links = try document(text).links()
    #expect(
      links.map(\.destination) == [
        "b.md", "d e.png", "m.md", "m.md", "https://h.i", "www.j.org", "k.md", "m.md",
      ])
    let bytes = Array(text.utf8)
    #expect(links.allSatisfy { String(decoding: bytes[$0.range], as: UTF8.self) == $0.destination })
  }

  @Test func unlinksWhatHasText() throws {
    let text = "[a *b*](c.md) and [d][e] and <https://f.g>\n\n[e]: h.md\n"
    let document = try document(text)
    let links = document.units.filter { $0.kind == .link }
    let changes = links.flatMap { document.unlinking($0.id) }
    let after = try MarkdownSources.text(changes, in: Array(text.utf8))
    #expect(after == "a *b* and d and <https://f.g>\n\n[e]: h.md\n")
  }

  @Test func namesAnchorsAsGitHubDoes() throws {
    let text = """
      # Über `WS_URL` & Co. (new!)
      ## Example
      ## Example
      <a name="by-hand"></a>
      ### 1.2 What's [next](n.md)?
      """
    let anchors = try document(text).anchors()
    #expect(
      anchors.map(\.slug) == ["über-ws_url--co-new", "example", "example-1", "by-hand", "12-whats-next"])
    #expect(anchors[3].unit == anchors[4].unit)
  }

  @Test func findsWhatPointsToASection() throws {
    let api = RepositoryPath("docs/api.md")
    let text =
      "# API\n\n- [Chat](#chat)\n  - [Socket](#socket)\n- [Socket](#socket) and more\n\n## Chat\n\n### Socket\n\nText.\n"
    let document = try document(text)
    let socket = try #require(document.anchors().first { $0.slug == "socket" })
    #expect(document.units[try #require(socket.unit)].name == "Socket")
    let items = document.tableOfContentsItems()
    #expect(items.map(\.slug) == ["chat", "socket"])
    #expect(document.links(to: ["socket"], of: api, from: api).count == 2)

    let readme = try self.document(
      "[a](docs/api.md#socket) [b](./docs/../docs/api.md) [c](/docs/api.md#chat)\n")
    let path = RepositoryPath("README.md")
    #expect(readme.links(to: ["socket"], of: api, from: path).count == 1)
    #expect(readme.links(to: nil, of: api, from: path).count == 3)
  }

  @Test(arguments: [
    ("api.md#a", "docs/api.md", "a"), ("../README.md", "README.md", nil), ("#b", "docs/guide.md", "b"),
    ("my%20file.md", "docs/my file.md", nil), ("/x/y", "x/y", nil), ("./z.md?raw=1", "docs/z.md", nil),
  ])
  func resolvesDestinations(destination: String, path: String, fragment: String?) {
    let target = MarkdownTarget(destination, from: RepositoryPath("docs/guide.md"))
    #expect(target?.path == RepositoryPath(path))
    #expect(target?.fragment == fragment)
  }

  @Test(arguments: ["https://a.b/c.md", "mailto:a@b.c", "//host/x", "../../out.md", ""])
  func resolvesNothingOutside(destination: String) {
    #expect(MarkdownTarget(destination, from: RepositoryPath("docs/guide.md")) == nil)
  }

  @Test func tellsOfAnchorsThatAreCountedAnew() throws {
    let document = try document("# A\n## Use\n# B\n## Use\n# C\n## Use\n")
    let first = try #require(document.anchors().first { $0.slug == "use" }?.unit)
    let renamed = document.renamedAnchors(by: document.deleting([first]))
    #expect(renamed.map(\.old) == ["use-1", "use-2"])
    #expect(renamed.map(\.new) == ["use", "use-1"])
  }

  @Test func listsWhatLeadsUpToNothing() throws {
    let document = try document(
      "Events:\n\n- open\n- close\n\nThen run:\n```sh\nws\n```\nAnd:\n\n| a |\n|---|\n| b |\n")
    let gone = document.units.filter { $0.kind == .listItem || $0.kind == .code }.map(\.id)
    let sentences = document.leadIns(to: document.deleting(Set(gone)))
    #expect(sentences.map { document.units[$0].value } == ["Events:", "Then run:"])
    #expect(document.leadIns(to: document.deleting([gone[0]])).isEmpty)
  }

  @Test func refusesWhatIsNoText() {
    #expect(throws: FormatProblem("there is a zero byte, so it is no text", at: 3)) {
      try MarkdownDocument(parsing: Array("# A\0".utf8))
    }
    #expect(throws: FormatProblem("lists and quotes are nested more than 200 deep", at: 200)) {
      try MarkdownDocument(parsing: Array(String(repeating: ">", count: 300).utf8))
    }
  }
}
