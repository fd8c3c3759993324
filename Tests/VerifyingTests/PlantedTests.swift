import Findings
import RuleModel
import SourceText
import Testing

@testable import Verifying

/// One remnant in each hiding place, each to be found where it is.
@Suite("Planted remnants") struct PlantedTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let path: RepositoryPath
    var mode: FileMode = .regular
    let bytes: [UInt8]
    let spots: [String]
    var testDescription: String { name }

    init(_ name: String, _ path: RepositoryPath, _ text: String, _ spots: [String]) {
      (self.name, self.path, bytes, self.spots) = (name, path, Array(text.utf8), spots)
    }

    init(
      _ name: String, _ path: RepositoryPath, mode: FileMode = .regular, bytes: [UInt8], _ spots: [String]
    ) {
      (self.name, self.path, self.mode, self.bytes, self.spots) = (name, path, mode, bytes, spots)
    }
  }

  static let cases = [
    Case("code", "src/a.ts", "x\nconst s = new WebSocket(u);\n", ["src/a.ts:2:15 websocket"]),
    Case("code that does not parse", "a.go", "func ((( websocket", ["a.go:1:10 websocket"]),
    Case("hidden file", ".github/workflows/ci.yml", "env: WS_URL\n", [".github/workflows/ci.yml:1:5 env"]),
    Case("file that git ignores but tracks", "dist/app.log", "ws://x\n", ["dist/app.log:1:1 ws-url"]),
    Case("vendored file", "node_modules/x/i.js", "websocket", ["node_modules/x/i.js:1:1 websocket"]),
    Case("no extension", "Makefile", "run:\n\tWS_PORT=1 x\n", ["Makefile:2:1 env"]),
    Case("attributes", ".gitattributes", "websocket.ts -diff\n", [".gitattributes:1:1 websocket"]),
    Case("template", "chart/x.tpl", "{{ if .Values.webSocket }}", ["chart/x.tpl:1:15 websocket"]),
    Case("nginx", "nginx.conf", "  set $x $http_upgrade;", ["nginx.conf:1:10 upgrade"]),
    Case("JSON", "p.json", "{\"a\":\"socket.io-socket.io\"}", ["p.json:1:7 twice"]),
    Case("CRLF", "a.txt", "one\r\nweb socket\r\n", ["a.txt:2:1 websocket"]),
    Case("CR alone", "a.txt", "one\rtwo websocket\r", ["a.txt:1:9 websocket"]),
    Case("last line without an end", "a.md", "one\n\nweb-socket", ["a.md:3:1 websocket"]),
    Case("UTF-8 with a mark", "a.md", "\u{FEFF}websocket\n", ["a.md:1:4 websocket"]),
    Case("twice in a line", "a.md", "websocket Web_Socket\n", ["a.md:1:1 websocket", "a.md:1:11 websocket"]),
    Case(
      "invalid UTF-8", "a.txt", bytes: [0xFF, 0xC3, 0x0A] + "é websocket".utf8 + [0xFE],
      ["a.txt:2:4 websocket"]),
    Case("binary", "a.bin", bytes: [0, 1, 2, 0x0A, 0] + "WebSocket".utf8 + [0, 0], ["a.bin:2:2 websocket"]),
    Case("minified line of a megabyte", "a.min.js", bytes: Self.minified, ["a.min.js:1:700001 websocket"]),
    Case(
      "executable", "run.sh", mode: .executable, bytes: Array("# websocket".utf8), ["run.sh:1:3 websocket"]),
    Case(
      "link target", "conf", mode: .symlink, bytes: Array("etc/websocket.conf".utf8),
      ["conf:link-target:5 websocket"]),
    Case("path", "docs/websocket/x.md", "", ["docs/websocket/x.md:path:6 websocket"]),
    Case("path of a link", "web-socket", mode: .symlink, bytes: [0x78], ["web-socket:path:1 websocket"]),
    Case(
      "path of a submodule", "deps/websocket", mode: .submodule, bytes: [],
      ["deps/websocket:path:6 websocket"]),
    Case(
      "path that is not UTF-8", RepositoryPath(bytes: [0xFF] + "websocket".utf8), bytes: [],
      ["\"\\377websocket\":path:2 websocket"]),
    Case(
      "submodules as text", ".gitmodules", "[submodule \"x\"]\n\turl = https://h/websocket\n",
      [".gitmodules:2:18 websocket"]),
  ]

  private static let minified =
    Array(repeating: UInt8(ascii: "a"), count: 700_000) + "websocket".utf8
    + Array(repeating: UInt8(ascii: "b"), count: 300_000)

  @Test("Each is found, at its line and column", arguments: cases)
  func found(planted: Case) throws {
    let file = Planted(planted.path, mode: planted.mode, bytes: planted.bytes)
    let verification = try Trial.verify([file, Planted("clean.txt", "nothing\n")])
    #expect(verification.report.remnants.map(\.spot) == planted.spots)
    #expect(verification.outcome == .findings)
  }

  @Test("All together are found in order of path, line and column, however they are read")
  func together() throws {
    let files = Self.cases.enumerated().map { index, planted in
      Planted(
        RepositoryPath(bytes: "\(index % 10)\(index)/".utf8 + planted.path.bytes), mode: planted.mode,
        bytes: planted.bytes)
    }
    let first = try Trial.verify(files)
    #expect(first.report.remnants.count == Self.cases.reduce(0) { $0 + $1.spots.count })
    #expect(first.report.remnants.map(\.place.path) == first.report.remnants.map(\.place.path).sorted())
    let other = try Trial.verify(files.shuffled())
    #expect(other == first)
  }

  @Test("A classifier that cannot tell, or errs, loses no remnant", arguments: [nil] + FileClass.allCases)
  func classifier(fileClass: FileClass?) throws {
    struct Stubborn: FileClassifier {
      let answer: FileClass?
      func fileClass(
        of path: RepositoryPath, contents: UnsafeRawBufferPointer, isGenerated: Bool?
      ) -> FileClass? { answer }
    }
    let files = Self.cases.map { Planted($0.path, mode: $0.mode, bytes: $0.bytes) }
    let expected = try Trial.verify(files).report.remnants.map(\.spot)
    let found = try Trial.verify(files, classifier: Stubborn(answer: fileClass)).report.remnants
    #expect(found.map(\.spot) == expected)
    #expect(Set(found.map(\.fileClass)) == [fileClass ?? .code])
  }

  @Test(
    "What only looks like it is not found",
    arguments: [
      "AWS_REGION", "news", "rows", "NEWS_URL", "draws://", "windows", "socket", "web", "websock et",
      "http_upgrade", "socket.io-other", "web\nsocket",
    ])
  func clean(text: String) throws {
    let verification = try Trial.verify([
      Planted("a.ts", text), Planted(RepositoryPath("docs/" + text.filter { $0 != "/" })),
      Planted("l", mode: .symlink, bytes: Array(text.utf8)), Planted("b.bin", bytes: text.utf16Bytes()),
    ])
    #expect(verification.report.remnants == [])
    #expect(verification.outcome == .success)
  }

  @Test("What was read is counted")
  func counts() throws {
    let report = try Trial.verify([
      Planted("a", "12345"), Planted("b", mode: .executable, bytes: [1]),
      Planted("c", mode: .symlink, bytes: [97]),
      Planted("d", mode: .submodule, bytes: []), Planted("e.gz", bytes: [0x1F, 0x8B, 0]),
    ]).report
    #expect([report.files, report.links, report.submodules, report.bytesRead] == [3, 1, 1, 10])
    #expect(report.opaqueFiles == ["e.gz"])
  }

  @Test("Own files are left out by exact path and named; their neighbours are not")
  func ownFiles() throws {
    let files = [".sunset/facts.json", ".sunset/facts.json.orig", "x/.sunset/facts.json"].map {
      Planted(RepositoryPath($0), "websocket")
    }
    let verification = try Trial.verify(files, ownFiles: [".sunset/facts.json", ".sunset/answers.yml"])
    #expect(verification.report.ownFiles == [".sunset/facts.json"])
    #expect(
      verification.report.remnants.map(\.spot) == [
        ".sunset/facts.json.orig:1:1 websocket", "x/.sunset/facts.json:1:1 websocket",
      ])
  }
}
