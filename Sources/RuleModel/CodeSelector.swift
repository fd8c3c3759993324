/// Parts of source code, by what they declare, import or look like.
public struct CodeSelector: Sendable, Hashable {
  /// In which files; a file of no known language is not looked into.
  public var files: FileSelector
  /// What is sought there.
  public var sought: Sought

  /// What is sought.
  public enum Sought: Sendable, Hashable {
    /// A declaration of one of these kinds; of any when there are none. The condition must
    /// hold for its name, or for `Owner.name` where it is a member.
    case declaration(TextCondition, kinds: [DeclarationKind])
    /// An import of a package or module whose path fulfils the condition.
    case imported(TextCondition)
    /// Code of this shape: see `CodePattern`. Metavariables must fulfil their conditions, and
    /// so must the text of the smallest code that holds it beside something else.
    case pattern(String, variables: [Variable], within: TextCondition?)
  }

  /// What must hold for a metavariable of a pattern.
  public struct Variable: Sendable, Hashable {
    /// Its name, without `$`.
    public var name: String
    /// What must hold for the text that it stands for.
    public var condition: TextCondition

    /// - Parameters:
    ///   - name: of the metavariable, without `$`.
    ///   - condition: what must hold for the text that it stands for.
    public init(name: String, condition: TextCondition) {
      self.name = name
      self.condition = condition
    }
  }

  /// - Parameters:
  ///   - files: in which files.
  ///   - sought: what is sought there.
  public init(files: FileSelector, sought: Sought) {
    self.files = files
    self.sought = sought
  }

  /// Whether nothing but variants is sought.
  public var isAboutVariants: Bool {
    if case .declaration(_, kinds: [.variant]) = sought { return true }
    return false
  }

  /// The conditions with the ways to them below `code`, for checks of what they name.
  var conditions: [(condition: TextCondition, path: [String])] {
    switch sought {
    case .declaration(let condition, _): [(condition, ["declaration"])]
    case .imported(let condition): [(condition, ["import"])]
    case .pattern(_, let variables, let within):
      variables.map { ($0.condition, ["where", $0.name]) } + (within.map { [($0, ["within"])] } ?? [])
    }
  }
}

/// What a declaration is called in rules.
public enum DeclarationKind: String, Sendable, Hashable, CaseIterable {
  case function, method, type, field, constant, variable
  /// A value that a type allows: a literal of a union, a member of an enumeration.
  case variant
  /// A name that no file declares since the platform provides it: its uses.
  case global
}
