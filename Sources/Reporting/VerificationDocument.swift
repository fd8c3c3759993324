import Findings
import SourceText

/// What `verify` read and found.
struct VerificationDocument: Encodable {
  let files: Int
  let links: Int
  let submodules: Int
  let bytesRead: Int
  let unreadable: Int
  let remnants: [RemnantDocument]
  /// Every class of files, with 0 where there is none, in a fixed order.
  let classes: [CountDocument]
  /// Patterns and facts that found something, by name.
  let patterns: [CountDocument]
  let allowances: [AllowanceDocument]
  /// How many recorded names of each fact were searched for.
  let factNames: [CountDocument]
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
    remnants = report.remnants.map(RemnantDocument.init)
    let counts = report.countsByClass
    classes = FileClass.allCases.map { CountDocument(name: $0.rawValue, count: counts[$0] ?? 0) }
    patterns = CountDocument.sorted(report.countsByPattern)
    allowances = report.allowances.map(AllowanceDocument.init)
    factNames = CountDocument.sorted(report.factNames)
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

  init(_ remnant: Remnant) {
    pattern = remnant.pattern
    name = remnant.name
    `class` = remnant.fileClass.rawValue
    location = remnant.location.rawValue
    spelling = remnant.spelling
    place = PlaceDocument(remnant.place)
    length = remnant.length
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

  /// In order of the names.
  static func sorted(_ counts: [String: Int]) -> [CountDocument] {
    counts.sorted { $0.key < $1.key }.map { CountDocument(name: $0.key, count: $0.value) }
  }
}
