import Testing

@testable import Conformance

@Suite struct StaticReaderTests {
  @Test func numbersInTheirPlaces() throws {
    let scratch = try Scratch([
      "a.ts": """
      // export const BASE = 1;
      const UNIT = 1_000;
      export const WAITS: readonly number[] = [1000, 2 * UNIT, 4e3];
      export const POLL = { base: 3 * UNIT, nested: { deep: -1.5 } } as const;
      class C { private limit = 0x10; }
      """,
      "b.go": """
      package p
      // Max = 1
      const (
        Max = 10_000
        Pause = 2 * time.Second
        Size = 256 << 10
      )
      func f() { c := T{Burst: env.asInt("RATE", 120)}; g(New(ctx, "x", 7)) }
      """,
    ])
    let places = NumberPlaces(tree: try scratch.source())
    func values(_ place: String) throws -> [Double] { try places.numbers(at: place).map(\.value) }
    #expect(try values("a.ts#WAITS") == [1000, 2000, 4000])
    #expect(try values("a.ts#POLL.base") == [3000])
    #expect(try values("a.ts#POLL.nested.deep") == [-1.5])
    #expect(try values("a.ts#limit") == [16])
    #expect(try values("b.go#Max") == [10_000])
    #expect(try values("b.go#Pause") == [2000])
    #expect(try values("b.go#Size") == [262_144])
    #expect(try values("b.go#\"RATE\"") == [120])
    #expect(try values("b.go#New()") == [7])
    #expect(try places.numbers(at: "a.ts#POLL.base").map(\.line) == [4])
    for wrong in ["a.ts#BASE", "a.ts#POLL.none", "b.go#None", "none.ts#A", "a.ts"] {
      #expect { try places.numbers(at: wrong) } throws: {
        if case CaseFailure.error = $0 { true } else { false }
      }
    }
  }

  @Test func requestsThroughConstantsTemplatesAndFunctions() throws {
    let scratch = try Scratch([
      "src/paths.ts": """
      const ROOT = '/api/chat';
      export const PATHS = {
        messages: `${ROOT}/messages`,
        list: (id: string) => { const query = 'x'; return `${ROOT}/messages?session=${id}`; },
        one: (id: string): string => ROOT + '/sessions/' + encodeURIComponent(id),
      } as const;
      """,
      "src/api.ts": """
      // request('/api/comment');
      const text = "request('/api/string')";
      await request(PATHS.messages, { method: 'POST', body });
      await request(PATHS.list(id));
      await fetch(`${BASE}${path}`);
      await fetch(BASE + '/api/direct', { headers });
      await http.delete(PATHS.one(id));
      """,
    ])
    let tree = try scratch.source()
    let found = try ClientRequests(
      tree, files: ["src/api.ts", "src/paths.ts"], functions: ["request", "fetch", "http"]
    ).all()
    #expect(
      found.map { "\($0.method) \($0.path)" } == [
        "POST /api/chat/messages", "GET /api/chat/messages", "GET /api/direct",
        "DELETE /api/chat/sessions/{}",
      ])
  }

  @Test func commentsOfConfiguration() throws {
    let text = PlainText(
      "a/.env.example",
      """
      # OLD_WS_URL=ws://a
      WS_URL="ws://a#b" # ws://c
      URL=http://x#ws://y
      """)
    let pattern = try TextPattern("ws://")
    #expect(text.findings(pattern, "m").map(\.line) == [2, 3])
    #expect(!text.code[1].contains("ws://c"))
    let page = PlainText("index.html", "a <!-- ws://b\nws://c --> d ws://e\n")
    #expect(page.findings(pattern, "m").map(\.line) == [2])
    #expect(page.code[0] == "a " && page.code[1].contains("ws://e") && !page.code[1].contains("ws://c"))
  }

  @Test func typesOnBothSides() throws {
    let scratch = try Scratch([
      "m.go": """
      package p
      type Base struct { ID string `json:"id"` }
      type Message struct {
        Base
        Content string `json:"content,omitempty"`
        Hidden string `json:"-"`
      }
      const ( A State = "sending"; B State = "sent" )
      """,
      "m.ts": """
      interface Base { id: string; note?: string }
      export interface Message extends Base { content: string; status: 'sending' | 'sent' }
      export type State = 'sending' | 'sent';
      """,
    ])
    let reader = TypePlaces(tree: try scratch.source())
    #expect(try reader.jsonNames(at: "m.go#Message") == ["id", "content"])
    #expect(
      Set(try reader.requiredProperties(at: "m.ts#Message").map(\.name)) == ["id", "content", "status"])
    for place in ["m.ts#State", "m.ts#Message.status", "m.go#State"] {
      #expect(try reader.values(at: place).values == ["sending", "sent"], "\(place)")
    }
  }

  @Test func importsAndWhereTheyLead() async throws {
    let scratch = try Scratch([
      "src/a.ts": """
      import def, { one, two as zwei, type T } from './b';
      import * as all from '@/c';
      import './style.css';
      // import { gone } from './gone';
      export { three } from './b';
      console.log(one, zwei, all);
      """,
      "src/b.ts":
        "export default 1;\nexport const one = 1, three = 3;\nexport type T = number;\nexport * from './c';\n",
      "src/c/index.ts": "export function two() {}\n", "src/style.css": "",
    ])
    let binding = """
      version: 1
      tree: {client: src, aliases: {"@/": src/}, polling: [src/a.ts]}
      """
    let closed = try await scratch.run(binding, only: ["STA-IMPORT-003"], phase: .after)
    #expect(closed.results[0].verdict == .pass, "\(closed.results[0].message)")
    let used = try await scratch.run(binding, only: ["STA-IMPORT-004"], phase: .after)
    #expect(used.results[0].events == ["'def' is imported and not used", "'T' is imported and not used"])
    #expect(used.results[0].places.map(\.line) == [1, 1])
  }

  @Test func aNamedFileThatDoesNotParseIsAnError() async throws {
    let scratch = try Scratch(["src/a.ts": "export const A = ;\n"])
    let report = try await scratch.run(
      "version: 1\ntree: {numbers: {poll.base: src/a.ts#A}}\n", only: ["STA-CFG-001"])
    #expect(report.results[0].verdict == .error)
    #expect(report.results[0].message == "'src/a.ts' has a syntax error in line 1")
  }

  /// Of many files one that does not parse is noted, and hides nothing.
  @Test func anyOtherIsReadAsFarAsItGoes() async throws {
    let clean = ["src/a.ts": "import './b';\n", "src/b.ts": "const c = ;\n"]
    let binding = "version: 1\ntree: {client: src}\n"
    let passed = try await Scratch(clean).run(binding, only: ["STA-IMPORT-001"], phase: .after)
    #expect(passed.results[0].verdict == .pass)
    #expect(passed.results[0].message == "read as far as they parse: src/b.ts:1")
    let hidden = clean.merging(["src/b.ts": "const c = ;\n}}} from './websocketService'\n"]) { $1 }
    let failed = try await Scratch(hidden).run(binding, only: ["STA-IMPORT-001"], phase: .after)
    #expect(failed.results[0].verdict == .fail)
    #expect(failed.results[0].places.map(\.line) == [2])
  }
}
