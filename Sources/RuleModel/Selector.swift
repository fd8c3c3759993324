public import Patterns

/// What a rule is about.
public enum Selector: Sendable, Hashable {
  /// Files by glob.
  case files(FileSelector)
  /// Parts of configuration and documents.
  case units(UnitSelector)
  /// Parts of source code.
  case code(CodeSelector)

  /// The files that it looks at.
  public var files: FileSelector {
    switch self {
    case .files(let selector): selector
    case .units(let selector): selector.files
    case .code(let selector): selector.files
    }
  }
}

/// Files by their paths.
public struct FileSelector: Sendable, Hashable {
  /// At least one; a path must match one of them. `**` crosses folders.
  public var include: [Glob]
  /// A path must match none of them.
  public var exclude: [Glob]
  /// If set, the contents must hold one of the names recorded under this fact.
  public var naming: String?
  /// Whether files are left out that an allowance lets stay as they are: history.
  public var living: Bool
  /// If set, a file of this name must lie in the same folder, or in one above.
  public var beside: String?

  /// - Parameters:
  ///   - include: at least one; a path must match one of them. `**` crosses folders.
  ///   - exclude: a path must match none of them.
  ///   - naming: if set, the contents must hold one of the names recorded under this fact.
  ///   - living: whether files are left out that an allowance lets stay as they are.
  ///   - beside: if set, a file of this name must lie in the same folder, or in one above.
  public init(
    include: [Glob] = [], exclude: [Glob] = [], naming: String? = nil, living: Bool = false,
    beside: String? = nil
  ) {
    self.include = include
    self.exclude = exclude
    self.naming = naming
    self.living = living
    self.beside = beside
  }
}
