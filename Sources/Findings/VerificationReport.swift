public import SourceText

/// What `verify` read, what it found, and what it was told to let stand.
public struct VerificationReport: Hashable, Sendable {
  /// What one allowance let stand.
  public struct AllowanceUse: Hashable, Sendable {
    /// The allowance's id.
    public var id: String
    /// The files it holds for, as written.
    public var paths: String
    /// The classes of files it holds for, in their order; empty for every class.
    public var classes: [FileClass]
    /// Why.
    public var reason: String
    /// Who answers for it.
    public var owner: String
    /// The last day on which it holds, `YYYY-MM-DD`; nil if it has none.
    public var expires: String?
    /// How many remnants it let stand, or would have, had it not expired.
    public var count: Int
    /// Whether its last day is over; then it lets nothing stand.
    public var isExpired: Bool

    /// - Parameters:
    ///   - id: the allowance's id.
    ///   - paths: the files it holds for, as written.
    ///   - classes: the classes of files it holds for; empty for every class.
    ///   - reason: why.
    ///   - owner: who answers for it.
    ///   - expires: `YYYY-MM-DD`.
    ///   - count: how many remnants it matched.
    ///   - isExpired: whether its last day is over.
    public init(
      id: String, paths: String, classes: [FileClass] = [], reason: String, owner: String, expires: String?,
      count: Int, isExpired: Bool
    ) {
      self.id = id
      self.paths = paths
      self.classes = classes
      self.reason = reason
      self.owner = owner
      self.expires = expires
      self.count = count
      self.isExpired = isExpired
    }
  }

  /// A recorded name that is not searched for, and why.
  public struct SkippedName: Hashable, Sendable {
    /// The fact that recorded it.
    public var fact: String
    /// The name.
    public var name: String
    /// Why it is not searched for.
    public var reason: String

    /// - Parameters:
    ///   - fact: the fact that recorded it.
    ///   - name: the name.
    ///   - reason: why it is not searched for.
    public init(fact: String, name: String, reason: String) {
      self.fact = fact
      self.name = name
      self.reason = reason
    }
  }

  /// How many files, links and submodules were read; own files are not among them.
  public var files = 0, links = 0, submodules = 0
  /// The sum of their contents, in bytes.
  public var bytesRead = 0
  /// How many could not be read; each has a finding.
  public var unreadable = 0
  /// The patterns and facts in the order of the rule file.
  public var sought: [Sought] = []
  /// What neither an allowance nor the baseline lets stand, in order of path, line and
  /// column.
  public var remnants: [Remnant] = []
  /// What allowances let stand, in the same order.
  public var allowed: [AllowedRemnant] = []
  /// What the baseline knows, in the same order.
  public var known: [Remnant] = []
  /// The baseline's file as the user named it; nil without one.
  public var baseline: String?
  /// How many remnants, known ones apart, were left out with the classes that the user
  /// did not ask for; classes without any are absent.
  public var otherClasses: [FileClass: Int] = [:]
  /// In the order of the rule file and then the answers file.
  public var allowances: [AllowanceUse] = []
  /// The recorded names that were searched for, by fact; facts without any are absent.
  public var facts: [FactClosure] = []
  /// Recorded names that were not searched for, by fact and name.
  public var skippedNames: [SkippedName] = []
  /// Sunset's own files that were left out, by exact path.
  public var ownFiles: [RepositoryPath] = []
  /// Compressed files: their bytes were searched, what is packed in them was not.
  public var opaqueFiles: [RepositoryPath] = []

  /// Matches in images, fonts, recordings and packed files that are so short and so far
  /// from any text that they are there by chance. They are no remnants.
  public var chanceMatches = 0

  /// A report to be filled.
  public init() {}

  /// How many remnants each class of files holds; classes without any are absent.
  public var countsByClass: [FileClass: Int] {
    remnants.reduce(into: [:]) { $0[$1.fileClass, default: 0] += 1 }
  }

  /// How many remnants each pattern or fact found; those without any are absent.
  public var countsByPattern: [String: Int] {
    remnants.reduce(into: [:]) { $0[$1.pattern, default: 0] += 1 }
  }
}
