import RuleModel
import StrictYAML
import Testing

@Suite struct FactLedgerTests {
  private func ledger(_ names: [(String, String)], step: String = "8.1") -> FactLedger {
    var ledger = FactLedger()
    for (fact, name) in names {
      ledger.insert(RecordedName(name: name, step: step, rule: "files"), under: fact, of: "drop-fax")
    }
    return ledger
  }

  @Test func isWrittenInOneForm() {
    let expected = #"""
      {
        "migrations": {
          "d\u0072o\u0070-f\u0061x": {
            "f\u0061x.f\u0069l\u0065s": [
              {
                "name": "a/\"b\".t\u0073",
                "rule": "f\u0069l\u0065s",
                "step": "8.1"
              },
              {
                "name": "n\u0065w\nl\u0069n\u0065",
                "rule": "f\u0069l\u0065s",
                "step": "8.1"
              }
            ],
            "f\u0061x.n\u0061m\u0065s": [
              {
                "name": "s\u0065n\u0064F\u0061x",
                "rule": "f\u0069l\u0065s",
                "step": "8.1"
              }
            ]
          }
        },
        "version": 1
      }

      """#
    let names = [("fax.names", "sendFax"), ("fax.files", "new\nline"), ("fax.files", "a/\"b\".ts")]
    #expect(ledger(names).bytes == Array(expected.utf8))
    #expect(ledger(names.reversed() + names).bytes == Array(expected.utf8))
    #expect(FactLedger().bytes == Array("{\n  \"migrations\": {},\n  \"version\": 1\n}\n".utf8))
  }

  /// Whatever reads JSON reads the names; a search for them finds nothing.
  @Test func noNameStandsInItAsAWord() throws {
    let names = ["useWebSocket", "WS_URL", "ws", "/api/v1/ws", "node-ws.ts", "Ab", "x"]
    let text = String(decoding: ledger(names.map { ("ws.names", $0) }).bytes, as: UTF8.self)
    for name in names where name.count > 1 { #expect(!text.contains(name), "\(name)") }
    #expect(!text.lowercased().contains("ws"))
    #expect(!text.lowercased().contains("socket"))
  }

  @Test func isReadAsItWasWritten() throws {
    let names = [
      "plain", "é", "e\u{301}", "😀", "\u{0}\u{7F}\u{85}\u{2028}\u{FEFF}", "tab\t", " ", "8.1", "a: b #c",
      "\\/\"'",
      String(repeating: "long ", count: 1000),
    ]
    let written = ledger(names.map { ("fax.files", $0) })
    let read = try FactLedger.parse(bytes: written.bytes, file: "facts.json")
    #expect(read == written)
    #expect(read.bytes == written.bytes)
    #expect(read.names(of: "fax.files", in: "drop-fax").count == names.count)
  }

  @Test func compactJSONIsReadToo() throws {
    let text = #"{"version":1,"migrations":{"drop-fax":{"a.b":[{"step":"1","rule":"r","name":"x\/y"}]}}}"#
    let ledger = try FactLedger.parse(bytes: Array(text.utf8), file: "facts.json")
    #expect(ledger.records(of: "a.b", in: "drop-fax") == [RecordedName(name: "x/y", step: "1", rule: "r")])
  }

  @Test func namesComeOnceAndInOrder() {
    let both = ledger([("f", "b"), ("f", "a")]).merging(ledger([("f", "a"), ("f", "c")], step: "8.2"))
    #expect(both.names(of: "f", in: "drop-fax") == ["a", "b", "c"])
    #expect(both.records(of: "f", in: "drop-fax").map(\.step) == ["8.1", "8.2", "8.1", "8.2"])
    #expect(both.names(of: "f", in: "other") == [])
    #expect(both.facts(of: "drop-fax") == ["f"])
    #expect(both.migrationIDs == ["drop-fax"])
  }

  @Test func mergingMindsNoOrder() {
    let one = ledger([("f", "a"), ("g", "b")])
    let other = ledger([("f", "a"), ("f", "c")], step: "8.2")
    #expect(one.merging(other) == other.merging(one))
    #expect(one.merging(one) == one)
    #expect(one.merging(FactLedger()) == one)
    #expect(FactLedger().isEmpty)
    #expect(!one.isEmpty)
  }

  @Test(arguments: [
    ("{}", "1:1: a ledger needs the key 'migrations'"),
    (#"{"migrations": {}, "version": 2}"#, "1:31: the number must be at least 1 and at most 1"),
    (
      #"{"migrations": {"m": {"f": [{"name": "x", "rule": "r"}]}}, "version": 1}"#,
      "1:29: a recorded name needs the key 'step'"
    ),
    (
      #"{"migrations": {"m": {"f": ["x"]}}, "version": 1}"#,
      "1:29: expected a recorded name (a mapping), found text"
    ),
    ("<<<<<<< ours\n{}\n", "1:1: expected a ledger (a mapping), found text"),
    ("", "1:1: the file holds nothing"),
  ])
  func refuses(text: String, mistake: String) {
    do throws(RuleFileErrors) {
      _ = try FactLedger.parse(bytes: Array(text.utf8), file: "facts.json")
      Issue.record("it should have been refused")
    } catch {
      let first = error.errors.first.map { "\($0.position): \($0.message)" } ?? ""
      #expect(first.hasPrefix("facts.json:" + mistake), "\(first)")
    }
  }
}
