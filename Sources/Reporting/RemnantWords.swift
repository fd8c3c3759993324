import Findings

extension Remnant {
  /// What was found: `'websocket'`, `'ChatHub' (ws.symbols)`.
  var subject: String {
    let found = name.map { "'\($0)' (\(pattern))" } ?? "'\(pattern)'"
    return found + (spelling.map { ", spelled with escapes: '\($0)'" } ?? "")
  }

  /// One sentence without a full stop. It holds nothing of the line itself.
  var sentence: String {
    switch location {
    case .contents: "remnant of \(subject) in \(fileClass.words)"
    case .path: "remnant of \(subject) in the path"
    case .linkTarget: "remnant of \(subject) in the target of the link"
    }
  }
}

extension FileClass {
  /// How much a remnant in such a file weighs where a format wants to know. Each of them
  /// fails a verification all the same.
  var severity: Severity {
    switch self {
    case .code, .test, .configuration, .dependency: .error
    case .lock, .document, .generated, .binary: .warning
    }
  }

  /// What its files are called.
  var words: String {
    switch self {
    case .code: "code"
    case .test: "tests"
    case .configuration: "configuration"
    case .dependency: "dependencies"
    case .lock: "lock files"
    case .document: "documents"
    case .generated: "generated files"
    case .binary: "binary files"
    }
  }
}

extension VerificationReport {
  /// A remnant, and whether something lets it stand.
  struct Judged {
    enum Verdict {
      case new
      case known(baseline: String)
      case allowed([AllowanceUse])
    }

    let remnant: Remnant
    let verdict: Verdict
    /// Which of the remnants it is that are alike: of the same file, pattern, name and
    /// text of the line; from 1.
    let number: Int
  }

  /// New, known and allowed remnants together, in order of path, line and column, so
  /// that their numbers do not depend on what lets them stand.
  var judged: [Judged] {
    let all =
      remnants.map { ($0, Judged.Verdict.new) }
      + known.map { ($0, Judged.Verdict.known(baseline: baseline ?? "")) }
      + allowed.map { ($0.remnant, Judged.Verdict.allowed($0.allowances)) }
    var numbers: [Likeness: Int] = [:]
    return all.sorted { Self.comesFirst($0.0, $1.0) }.map { remnant, verdict in
      numbers[Likeness(remnant), default: 0] += 1
      return Judged(remnant: remnant, verdict: verdict, number: numbers[Likeness(remnant)] ?? 1)
    }
  }

  private struct Likeness: Hashable {
    let path: [UInt8]
    let words: [String?]

    init(_ remnant: Remnant) {
      path = remnant.place.path.bytes
      words = [remnant.pattern, remnant.name, remnant.location.rawValue, remnant.lineHash]
    }
  }

  private static func comesFirst(_ left: Remnant, _ right: Remnant) -> Bool {
    let (one, other) = (left.place, right.place)
    if one.path != other.path { return one.path < other.path }
    if one.line != other.line { return (one.line ?? 0) < (other.line ?? 0) }
    if one.column != other.column { return (one.column ?? 0) < (other.column ?? 0) }
    return (left.location.rawValue, left.pattern, left.name ?? "", left.length)
      < (right.location.rawValue, right.pattern, right.name ?? "", right.length)
  }
}
