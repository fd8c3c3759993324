import Findings
import StrictYAML
import Testing

@Suite struct ReadingTests {
  @Test func readsEveryKindOfValue() throws {
    let text = """
      # A boat.
      name: "8.1"
      rig: ketch
      crew: 4
      dry: false
      sails:
        - {name: on, area: 20}
        - name: 'jib'
          area: 12
      notes:
        a/b.ts: |
          one
            two
        c: ''
      """
    let boat = try Boat.shape.parse(Array(text.utf8), file: "boat.yml")
    #expect(
      boat
        == Boat(
          name: "8.1", rig: .ketch, crew: 4, isDry: false,
          sails: [Boat.Sail(name: "on", area: 20), Boat.Sail(name: "jib", area: 12)],
          notes: ["a/b.ts": "one\n  two\n", "c": ""]))
  }

  @Test func byteOrderMarkAndCarriageReturnsAreFine() throws {
    let plain = "name: a\nrig: yawl\nsails: {name: b, area: 1}\n"
    let boat = try Boat.shape.parse(Array(plain.utf8), file: "f")
    let other = "\u{FEFF}" + plain.replacing("\n", with: "\r\n")
    #expect(try Boat.shape.parse(Array(other.utf8), file: "f") == boat)
    #expect(boat.crew == 1)
  }

  @Test func showsThePlaceOfEveryMistake() {
    let text = """
      name: 8.1
      rig: sloup
      crewe: 2
      sails:
        - {name: jib, aera: 2}
        - {name: jib, area: many}
      """
    let expected = """
      boat.yml:1:7: error: 8.1 is a number here; write "8.1" for text
        1 | name: 8.1
          |       ^
      boat.yml:2:6: error: unknown rig 'sloup'; did you mean 'sloop'?
        2 | rig: sloup
          |      ^
      boat.yml:3:1: error: unknown key 'crewe'; did you mean 'crew'?
        3 | crewe: 2
          | ^
      boat.yml:5:5: error: a sail needs the key 'area'
        5 |   - {name: jib, aera: 2}
          |     ^
      boat.yml:5:17: error: unknown key 'aera'; did you mean 'area'?
        5 |   - {name: jib, aera: 2}
          |                 ^
      boat.yml:6:23: error: expected a whole number, found text
        6 |   - {name: jib, area: many}
          |                       ^
      """
    #expect(mistakes(in: text, Boat.shape) == expected)
  }

  @Test func checksAcrossValuesPointAtOneOfThem() {
    let text = "name: a\nrig: sloop\nsails: [{name: jib, area: 1}, {area: 2, name: jib}]\n"
    #expect(
      mistakes(in: text, Boat.shape) == """
        boat.yml:3:47: error: a second sail 'jib'
          3 | sails: [{name: jib, area: 1}, {area: 2, name: jib}]
            |                                               ^
        """)
  }

  @Test(arguments: [
    ("name", "expected text, found no value; write '' for empty text", ""),
    ("name", "expected text, found no value; write '' for empty text", "~"),
    ("name", "true is a boolean here; write \"true\" for text", "true"),
    ("name", "1e3 is a number here; write \"1e3\" for text", "1e3"),
    ("name", "0x1F is a number here; write \"0x1F\" for text", "0x1F"),
    ("name", ".inf is a number here; write \".inf\" for text", ".inf"),
    ("name", "this text cannot be empty", "' '"),
    ("name", "expected text, found a list", "[a]"),
    ("name", "expected text, found a mapping", "{a: b}"),
    ("rig", "unknown rig 'galleon'; expected 'sloop', 'ketch' or 'yawl'", "galleon"),
    ("crew", "the number must be at least 1 and at most 99", "100"),
    ("crew", "the number must be at least 1 and at most 99", "99999999999999999999"),
    ("crew", "expected a whole number, found text", "'4'"),
    ("crew", "expected a whole number, found a number", "4.0"),
    ("dry", "expected true or false, found text", "yes"),
    ("sails", "this list cannot be empty", "[]"),
    ("sails", "expected a sail (a mapping), found text", "jib"),
    ("notes", "expected a mapping, found a list", "[a]"),
    ("notes", "8.1 is a number here; write \"8.1\" for text", "{8.1: a}"),
    ("notes", "a key must be text", "{[a]: b}"),
    ("notes", "anchors and aliases are not allowed; write the value out", "{a: &x b}"),
    ("notes", "tags are not allowed", "{a: !!str 8}"),
    ("notes", "tags are not allowed", "!!map {a: b}"),
  ])
  func refuses(key: String, message: String, value: String) {
    let values = [
      "name": "a", "rig": "sloop", "crew": "2", "dry": "true", "sails": "{name: j, area: 1}", "notes": "{}",
    ]
    let lines = values.merging([key: value]) { $1 }.sorted { $0.key < $1.key }.map {
      "\($0.key): \($0.value)"
    }
    let found = mistakes(in: lines.joined(separator: "\n"), Boat.shape)
    #expect(found.contains(": error: \(message)\n"), "\(found)")
    #expect(found.split(separator: ": error: ").count == 2, "\(found)")
  }

  @Test func yesAndOnAreText() throws {
    for word in ["yes", "no", "on", "off", "y", "2027-06-30", "1_000", "012a"] {
      let text = "name: \(word)\nrig: sloop\nsails: {name: j, area: 1}\n"
      #expect(try Boat.shape.parse(Array(text.utf8), file: "f").name == word)
    }
  }

  @Test func errorsEndACommandAsUsage() {
    #expect(throws: RuleFileErrors.self) { try Boat.shape.parse([], file: "f") }
    do throws(RuleFileErrors) {
      _ = try Boat.shape.parse(Array("name: 1\nrig: a\n".utf8), file: "f")
      Issue.record("it should have been refused")
    } catch {
      #expect(error.outcome == .usage)
      #expect(error.remedy == "Correct the 3 marked places and run the command again.")
    }
  }
}
