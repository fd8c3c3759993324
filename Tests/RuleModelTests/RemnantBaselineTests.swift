import Findings
import RuleModel
import SourceText
import StrictYAML
import Testing

@Suite struct RemnantBaselineTests {
  /// A remnant of a line, at a place that may change.
  private func remnant(
    _ path: RepositoryPath, line: Int, hash: String, pattern: String = "fax", name: String? = nil,
    location: Remnant.Location = .contents
  ) -> Remnant {
    var remnant = Remnant(
      pattern: pattern, name: name, fileClass: .code, location: location,
      place: Place(path: path, line: line, column: 1),
      length: 3)
    remnant.lineHash = hash
    return remnant
  }

  private var remnants: [Remnant] {
    [
      remnant("a.ts", line: 1, hash: "aa"), remnant("a.ts", line: 4, hash: "aa"),
      remnant("a.ts", line: 9, hash: "bb"),
      remnant("b \"é\n.ts", line: 1, hash: "cc", pattern: "fax.symbols", name: "sendFax"),
      remnant("fax", line: 1, hash: "dd", location: .path),
      remnant(RepositoryPath(bytes: [0x66, 0xFF]), line: 1, hash: "ee"),
    ]
  }

  private func parse(_ text: String) throws(RuleFileErrors) -> RemnantBaseline {
    try RemnantBaseline.parse(bytes: Array(text.utf8), file: "known.json", migration: "drop-fax")
  }

  @Test func comesBackFromItsFile() throws {
    let baseline = RemnantBaseline(recording: remnants, of: "drop-fax")
    let read = try RemnantBaseline.parse(bytes: baseline.bytes, file: "", migration: "drop-fax")
    #expect(read == baseline)
    #expect(read.bytes == baseline.bytes)
    #expect(RemnantBaseline(recording: remnants.reversed(), of: "drop-fax").bytes == baseline.bytes)
  }

  @Test func isReadable() {
    let baseline = RemnantBaseline(recording: Array(remnants[..<4]), of: "drop-fax")
    #expect(
      String(decoding: baseline.bytes, as: UTF8.self) == #"""
        {
          "files": [
            {
              "path": "a.ts",
              "remnants": [
                {
                  "lines": {
                    "aa": 2,
                    "bb": 1
                  },
                  "pattern": "fax"
                }
              ]
            },
            {
              "path": "b \"é\n.ts",
              "remnants": [
                {
                  "lines": {
                    "cc": 1
                  },
                  "name": "sendFax",
                  "pattern": "fax.symbols"
                }
              ]
            }
          ],
          "migration": "drop-fax",
          "version": 1
        }

        """#)
  }

  @Test func knowsWhatMovedInsideItsFile() {
    let baseline = RemnantBaseline(recording: remnants, of: "drop-fax")
    let moved = remnants.map { old in
      var new = old
      new.place = Place(path: old.place.path, line: 100 + (old.place.line ?? 0), column: 7)
      return new
    }
    let comparison = baseline.comparison(with: moved)
    #expect(comparison.known == moved)
    #expect(comparison.new.isEmpty && comparison.gone.isEmpty)
  }

  @Test func doesNotKnowAnotherFilePatternNamePlaceOrLine() {
    let baseline = RemnantBaseline(recording: [remnant("a.ts", line: 1, hash: "aa")], of: "drop-fax")
    let others = [
      remnant("b.ts", line: 1, hash: "aa"), remnant("a.ts", line: 1, hash: "ab"),
      remnant("a.ts", line: 1, hash: "aa", pattern: "telex"), remnant("a.ts", line: 1, hash: "aa", name: "x"),
      remnant("a.ts", line: 1, hash: "aa", location: .path),
    ]
    let comparison = baseline.comparison(with: others)
    #expect(comparison.new == others)
    #expect(comparison.gone.map(\.count) == [1])
  }

  @Test func countsEqualLines() {
    let baseline = RemnantBaseline(recording: [remnant("a.ts", line: 1, hash: "aa")], of: "drop-fax")
    let twice = [remnant("a.ts", line: 3, hash: "aa"), remnant("a.ts", line: 5, hash: "aa")]
    #expect(baseline.comparison(with: twice).known == [twice[0]])
    #expect(baseline.comparison(with: twice).new == [twice[1]])
  }

  @Test func onlyLosesEntries() {
    let baseline = RemnantBaseline(recording: remnants, of: "drop-fax")
    let now = [remnants[0], remnant("new.ts", line: 1, hash: "aa"), remnants[4]]
    let tightened = baseline.tightened(to: now)
    #expect(tightened == RemnantBaseline(recording: [remnants[0], remnants[4]], of: "drop-fax"))
    #expect(tightened.comparison(with: now).new == [now[1]])
    #expect(tightened.comparison(with: now).gone.isEmpty)
    #expect(baseline.tightened(to: remnants) == baseline)
  }

  @Test(arguments: [
    (#"{"migration": "drop-fax", "version": 1}"#, "1:1: a baseline needs the key 'files'"),
    (
      #"{"files": [], "migration": "drop-phone", "version": 1}"#,
      "1:28: this baseline is for 'drop-phone', the migration is 'drop-fax'"
    ),
    (
      #"{"files": [], "migration": "drop-fax", "version": 2}"#,
      "1:51: the number must be at least 1 and at most 1"
    ),
    (
      #"{"files": [{"path": "a", "remnants": [{"pattern": "x", "lines": {"aa": 0}}]}], "migration": "drop-fax", "version": 1}"#,
      "1:72: the number must be at least 1"
    ),
    (
      #"{"files": [{"path": "a", "pathBase64": "§", "remnants": [{"pattern": "x", "lines": {"aa": 1}}]}], "migration": "drop-fax", "version": 1}"#,
      "1:40: this is not base 64"
    ),
  ])
  func showsItsMistakes(text: String, mistake: String) {
    do throws(RuleFileErrors) {
      _ = try parse(text)
      Issue.record("it was read")
    } catch {
      #expect(error.errors.map { "\($0.position): \($0.message)" } == ["known.json:" + mistake])
    }
  }
}
