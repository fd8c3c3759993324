public import Findings
internal import StrictYAML

/// The numbered cases, as they are embedded in the program.
public struct ConformanceSuite: Sendable {
  /// In the order of the catalogue.
  let groups: [CaseFile]

  var cases: [ConformanceCase] { groups.flatMap(\.cases) }

  /// Reads the embedded cases.
  /// - Throws: what is wrong with them; a test keeps that from happening.
  public init() throws {
    try self.init(files: EmbeddedCases.files)
  }

  init(files: [(name: String, bytes: [UInt8])]) throws {
    groups = try files.map { try CaseFile.shape.parse($0.bytes, file: $0.name) }
    let ids = groups.flatMap(\.cases).map(\.id)
    if let twice = Dictionary(grouping: ids, by: \.self).first(where: { $0.value.count > 1 })?.key {
      throw ConformanceError.caseTwice(twice)
    }
  }

  /// Whether a case runs the client and is judged by its own runs alone: then many changes of the
  /// client can be tried in one run of the suite.
  /// - Parameter id: of the case.
  /// - Returns: false for every other case, and where there is none.
  public func runsClientAlone(_ id: String) -> Bool {
    guard case .client(let script)? = cases.first(where: { $0.id == id })?.body else { return false }
    return !script.isAboutAll
  }

  /// What `--list` prints: one line for each case that is selected.
  /// - Parameter selection: which.
  /// - Returns: the lines.
  /// - Throws: `ConformanceError` where a selector matches nothing.
  public func list(_ selection: CaseSelection) throws -> [String] {
    try selection.cases(of: self).map { one in
      let id = one.id.padding(to: 15)
      let level = one.level.rawValue.padding(to: 6)
      return "\(id) \(level) \(one.phase.words.padding(to: 9)) \(one.text)"
    }
  }
}

/// Which cases are to run.
public struct CaseSelection: Sendable, Hashable {
  /// Areas such as `SRV`; empty for all.
  public var areas: [String]
  /// Globs of ids; empty for all.
  public var only: [String]
  /// Globs of ids.
  public var skip: [String]
  /// The least level.
  public var level: ConformanceReport.Level?

  /// - Parameters:
  ///   - areas: such as `SRV`; empty for all.
  ///   - only: globs of ids; empty for all.
  ///   - skip: globs of ids.
  ///   - level: the least level.
  public init(
    areas: [String] = [], only: [String] = [], skip: [String] = [], level: ConformanceReport.Level? = nil
  ) {
    self.areas = areas
    self.only = only
    self.skip = skip
    self.level = level
  }

  func cases(of suite: ConformanceSuite) throws -> [ConformanceCase] {
    let all = suite.cases
    for area in areas where !all.contains(where: { $0.area == area }) {
      throw ConformanceError.noCase(
        option: "--area", selector: area, known: Array(Set(all.map(\.area))).sorted())
    }
    for (option, globs) in [("--only", only), ("--skip", skip)] {
      for glob in globs where !all.contains(where: { Self.matches($0.id, glob) }) {
        throw ConformanceError.noCase(option: option, selector: glob, known: [])
      }
    }
    let chosen = all.filter { one in
      (areas.isEmpty || areas.contains(one.area))
        && (only.isEmpty || only.contains { Self.matches(one.id, $0) })
        && !skip.contains { Self.matches(one.id, $0) }
        && (level.map { one.level.rank <= $0.rank } ?? true)
    }
    guard !chosen.isEmpty else { throw ConformanceError.nothingSelected }
    return chosen
  }

  /// `*` stands for any characters, `?` for one.
  static func matches(_ id: String, _ glob: String) -> Bool {
    func match(_ id: Substring, _ glob: Substring) -> Bool {
      guard let first = glob.first else { return id.isEmpty }
      if first == "*" {
        return match(id, glob.dropFirst()) || (!id.isEmpty && match(id.dropFirst(), glob))
      }
      guard let character = id.first, first == "?" || first == character else { return false }
      return match(id.dropFirst(), glob.dropFirst())
    }
    return match(id[...], glob[...])
  }
}

extension ConformanceReport.Level {
  /// The heavier, the smaller.
  var rank: Int {
    switch self {
    case .must: 0
    case .should: 1
    case .may: 2
    }
  }
}

extension CasePhase {
  var words: String {
    switch self {
    case .any: "any"
    case .before: "before"
    case .after(let step): "after \(step)"
    }
  }
}

extension String {
  func padding(to width: Int) -> String {
    count >= width ? self : self + String(repeating: " ", count: width - count)
  }
}

/// Why the suite could not be run as asked.
public enum ConformanceError: UserFacingError, Hashable {
  /// Two cases have one id.
  case caseTwice(String)
  /// A selector of the command line matches no case.
  case noCase(option: String, selector: String, known: [String])
  /// Everything was left out.
  case nothingSelected
  /// Nothing of what is selected can run in real time.
  case nothingLive
  /// There is no binding to run by.
  case noBinding(path: String)
  /// The phase is none.
  case unknownPhase(String)

  /// How the command ends.
  public var outcome: Outcome { .usage }

  /// What happened.
  public var message: String {
    switch self {
    case .caseTwice(let id): "the catalogue has the case \(id) twice"
    case .noCase(let option, let selector, _): "\(option) \(selector): no case matches"
    case .nothingSelected: "the selection leaves no case to run"
    case .nothingLive: "--live is about cases of client and server together, and none is selected"
    case .noBinding(let path): "there is no binding '\(path)'"
    case .unknownPhase(let phase): "--phase \(phase): neither before, after nor a step's id"
    }
  }

  /// What to do about it.
  public var remedy: String {
    switch self {
    case .caseTwice: "ids are never used again; number the newer one anew"
    case .noCase(_, _, let known):
      known.isEmpty
        ? "see the ids with: sunset conform --list" : "choose one of: \(known.joined(separator: ", "))"
    case .nothingSelected: "see what there is with: sunset conform --list"
    case .nothingLive: "select some, such as with --area E2E, or leave --live out"
    case .noBinding: "write one, or name it with --binding"
    case .unknownPhase: "write before, after, or the last step that was done, such as 8.2"
    }
  }
}
