import Findings
import SourceText

/// What `verify` read and found.
struct VerificationDocument: Encodable {
  let files: Int
  let links: Int
  let submodules: Int
  let bytesRead: Int
  let unreadable: Int
  /// The patterns and facts.
  let sought: [SoughtDocument]
  /// What neither an allowance nor the baseline lets stand.
  let remnants: [RemnantDocument]
  /// What allowances let stand.
  let allowed: [RemnantDocument]
  /// What the baseline knows.
  let known: [RemnantDocument]
  /// The baseline's file as the user named it.
  let baseline: String?
  /// How many remnants were left out with classes that were not asked for.
  let otherClasses: [CountDocument]
  /// Every class of files, with 0 where there is none, in a fixed order.
  let classes: [CountDocument]
  /// Patterns and facts that found something, by name.
  let patterns: [CountDocument]
  let allowances: [AllowanceDocument]
  /// What became of the recorded names that were searched for, by fact.
  let facts: [ClosureDocument]
  let skippedNames: [SkippedNameDocument]
  let ownFiles: [PathDocument]
  let opaqueFiles: [PathDocument]
  /// Matches in images and the like that were taken for chance.
  let chanceMatches: Int

  init(_ report: VerificationReport) {
    files = report.files
    links = report.links
    submodules = report.submodules
    bytesRead = report.bytesRead
    unreadable = report.unreadable
    sought = report.sought.map { SoughtDocument(id: $0.id, why: $0.why) }
    remnants = report.remnants.map { RemnantDocument($0) }
    allowed = report.allowed.map { RemnantDocument($0.remnant, allowances: $0.allowances.map(\.id)) }
    known = report.known.map { RemnantDocument($0) }
    baseline = report.baseline
    otherClasses = CountDocument.all(report.otherClasses).filter { $0.count > 0 }
    classes = CountDocument.all(report.countsByClass)
    patterns = CountDocument.sorted(report.countsByPattern)
    allowances = report.allowances.map(AllowanceDocument.init)
    facts = report.facts.map {
      ClosureDocument(fact: $0.fact, absent: $0.absent, allowed: $0.allowed, left: $0.left)
    }
    skippedNames = report.skippedNames.map {
      SkippedNameDocument(fact: $0.fact, name: $0.name, reason: $0.reason)
    }
    ownFiles = report.ownFiles.map(PathDocument.init)
    opaqueFiles = report.opaqueFiles.map(PathDocument.init)
    chanceMatches = report.chanceMatches
  }
}

/// A trace of what should be gone.
struct RemnantDocument: Encodable {
  /// The pattern's id or the fact.
  let pattern: String
  /// The recorded name that was found.
  let name: String?
  /// Of the file: `code`, `test`, `configuration`, `dependency`, `lock`, `document`,
  /// `generated`, `binary`.
  let `class`: String
  /// `contents`, `path`, `link-target`.
  let location: String
  /// What escapes spell there.
  let spelling: String?
  let place: PlaceDocument
  /// In bytes of the file.
  let length: Int
  /// In UTF-16 code units, from 1; the end is exclusive. Absent where there are no lines.
  let utf16Column: Int?
  let utf16EndColumn: Int?
  /// Of the line's text; stays the same when the line moves.
  let lineHash: String
  /// The ids of those that let it stand; absent in other lists.
  let allowances: [String]?

  init(_ remnant: Remnant, allowances: [String]? = nil) {
    pattern = remnant.pattern
    name = remnant.name
    `class` = remnant.fileClass.rawValue
    location = remnant.location.rawValue
    spelling = remnant.spelling
    place = PlaceDocument(remnant.place)
    length = remnant.length
    utf16Column = remnant.columns?.lowerBound
    utf16EndColumn = remnant.columns?.upperBound
    lineHash = remnant.lineHash
    self.allowances = allowances
  }
}

/// What one allowance let stand.
struct AllowanceDocument: Encodable {
  let id: String
  let paths: String
  /// Empty where it holds for every class.
  let classes: [String]
  let reason: String
  let owner: String
  /// `YYYY-MM-DD`.
  let expires: String?
  let count: Int
  let isExpired: Bool

  init(_ use: VerificationReport.AllowanceUse) {
    id = use.id
    paths = use.paths
    classes = use.classes.map(\.rawValue)
    reason = use.reason
    owner = use.owner
    expires = use.expires
    count = use.count
    isExpired = use.isExpired
  }
}

/// A recorded name that was not searched for.
struct SkippedNameDocument: Encodable {
  let fact: String
  let name: String
  let reason: String
}

/// A pattern or a fact.
struct SoughtDocument: Encodable {
  let id: String
  let why: String
}

/// How many of a fact's recorded names stand nowhere, where allowances let them, or
/// elsewhere as well.
struct ClosureDocument: Encodable {
  let fact: String
  let absent: Int
  let allowed: Int
  let left: Int
}

/// A path.
struct PathDocument: Encodable {
  let path: String
  let pathBase64: String?

  init(_ path: RepositoryPath) {
    let text = ByteText(path)
    self.path = text.text
    pathBase64 = text.base64
  }
}

/// How often something occurs.
struct CountDocument: Encodable {
  let name: String
  let count: Int

  /// Of every class of files, in their order.
  static func all(_ counts: [FileClass: Int]) -> [CountDocument] {
    FileClass.allCases.map { CountDocument(name: $0.rawValue, count: counts[$0] ?? 0) }
  }

  /// In order of the names.
  static func sorted(_ counts: [String: Int]) -> [CountDocument] {
    counts.sorted { $0.key < $1.key }.map { CountDocument(name: $0.key, count: $0.value) }
  }
}
