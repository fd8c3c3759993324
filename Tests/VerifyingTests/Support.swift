import Findings
import Patterns
import RuleModel
import SourceText

@testable import Verifying

/// A file, link or submodule of a test's snapshot.
struct Planted {
  let path: RepositoryPath
  var mode: FileMode = .regular
  var contents: [UInt8] = []

  init(_ path: RepositoryPath, _ text: String = "") {
    self.path = path
    contents = Array(text.utf8)
  }

  init(_ path: RepositoryPath, mode: FileMode = .regular, bytes: [UInt8]) {
    self.path = path
    self.mode = mode
    contents = bytes
  }
}

/// A migration with patterns such as a real one has.
enum Trial {
  static let position = SourcePosition(file: "rules.yml", line: 1, column: 1)
  static let expressions = [
    ("websocket", "(?i)web[-_ ]?socket"), ("ws-url", #"(?i)\bwss?://"#), ("env", "(^|[^A-Za-z])WS_[A-Z]"),
    ("upgrade", #"\$(http|connection)_upgrade"#), ("twice", #"(socket\.io)-\1"#),
  ]

  static func migration(
    steps: [Step] = [], facts: [String] = [], allowances: [Allowance] = []
  ) throws -> Migration {
    let patterns = try expressions.map { RemnantPattern(id: $0.0, regex: try Pattern($0.1), why: "") }
    return Migration(
      id: "remove-websocket", title: "", steps: steps, remnants: Remnants(patterns: patterns, facts: facts),
      allowances: allowances)
  }

  static func allowance(
    _ id: String, _ paths: String, classes: Set<FileClass>? = nil, match: String? = nil, name: String? = nil,
    reason: String = "history", owner: String = "docs", expires: CalendarDay? = nil
  ) throws -> Allowance {
    Allowance(
      id: id, paths: try Glob(paths), classes: classes, match: try match.map { try Pattern($0) }, name: name,
      reason: reason, owner: owner, expires: expires, position: position)
  }

  static func ledger(_ facts: [String: [String]]) -> FactLedger {
    var ledger = FactLedger()
    for (fact, names) in facts {
      for name in names {
        ledger.insert(RecordedName(name: name, step: "1", rule: "r"), under: fact, of: "remove-websocket")
      }
    }
    return ledger
  }

  static func snapshot(_ files: [Planted]) -> InMemorySnapshot {
    var contents: [RepositoryPath: (mode: FileMode, contents: [UInt8])] = [:]
    for file in files { contents[file.path] = (file.mode, file.contents) }
    return InMemorySnapshot(contents)
  }

  /// Verifies files; facts are all checked.
  static func verify(
    _ files: [Planted], facts: [String: [String]] = [:], allowances: [Allowance] = [],
    answers: [Allowance] = [], today: String = "2026-01-01", ownFiles: Set<RepositoryPath> = [],
    classifier: any FileClassifier = PathClassifier()
  ) throws -> Verification {
    let verifier = Verifier(
      migration: try migration(facts: facts.keys.sorted(), allowances: allowances),
      answers: Answers(migration: "remove-websocket", allowances: answers), ledger: ledger(facts),
      today: try CalendarDay(today).orThrow(), classifier: classifier)
    return verifier.verify(snapshot(files), leavingOut: ownFiles)
  }
}

struct NoValue: Error {}

extension Optional {
  func orThrow() throws -> Wrapped {
    guard let self else { throw NoValue() }
    return self
  }
}

extension Remnant {
  /// `path:line:column pattern`, the short form that tests compare.
  var spot: String {
    let numbers = [place.line, place.column].compactMap { $0 }.map(String.init).joined(separator: ":")
    return "\(place.path):\(location == .contents ? "" : location.rawValue + ":")\(numbers) \(pattern)"
  }
}

extension String {
  /// The bytes in UTF-16 without a mark.
  func utf16Bytes(bigEndian: Bool = false) -> [UInt8] {
    utf16.flatMap { unit in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return bigEndian ? [high, low] : [low, high]
    }
  }
}

/// Random numbers, the same on every run.
struct Steps: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &+ 1 }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
