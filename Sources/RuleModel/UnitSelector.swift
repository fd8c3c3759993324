/// Parts of files of configuration and documents: entries, blocks, sections.
public struct UnitSelector: Sendable, Hashable {
  /// In which files; a file of no known format is not looked into.
  public var files: FileSelector
  /// What kinds of parts; at least one.
  public var kinds: [UnitKind]
  /// What must hold for its name.
  public var name: TextCondition?
  /// What must hold for its value.
  public var value: TextCondition?
  /// What must hold for its bytes, parts included.
  public var text: TextCondition?
  /// What must not hold for its bytes.
  public var unless: TextCondition?
  /// Names of units around it, from the outside in; others may stand between them.
  public var under: [TextCondition]
  /// Entries that must be among its direct parts, by name, and their values.
  public var with: [PartCondition]
  /// The fact of routes of which the location around it must serve one: nginx.
  public var serves: String?
  /// What must hold for the bytes of the document around it: of a YAML stream the one, else
  /// the whole file.
  public var within: TextCondition?

  /// An entry that a unit must have.
  public struct PartCondition: Sendable, Hashable {
    /// The entry's name.
    public var name: String
    /// What must hold for its value.
    public var value: TextCondition

    /// - Parameters:
    ///   - name: the entry's name.
    ///   - value: what must hold for its value.
    public init(name: String, value: TextCondition) {
      self.name = name
      self.value = value
    }
  }

  /// - Parameters:
  ///   - files: in which files.
  ///   - kinds: what kinds of parts; at least one.
  ///   - name: what must hold for its name.
  ///   - value: what must hold for its value.
  ///   - text: what must hold for its bytes.
  ///   - unless: what must not hold for its bytes.
  ///   - under: names of units around it, from the outside in.
  ///   - with: entries that must be among its direct parts.
  ///   - serves: the fact of routes of which the location around it must serve one.
  ///   - within: what must hold for the bytes of the document around it.
  public init(
    files: FileSelector, kinds: [UnitKind], name: TextCondition? = nil, value: TextCondition? = nil,
    text: TextCondition? = nil, unless: TextCondition? = nil, under: [TextCondition] = [],
    with: [PartCondition] = [], serves: String? = nil, within: TextCondition? = nil
  ) {
    self.files = files
    self.kinds = kinds
    self.name = name
    self.value = value
    self.text = text
    self.unless = unless
    self.under = under
    self.with = with
    self.serves = serves
    self.within = within
  }

  /// The conditions with the ways to them below `unit`, for checks of what they name.
  var conditions: [(condition: TextCondition, key: String)] {
    [(name, "name"), (value, "value"), (text, "text"), (unless, "unless"), (within, "within")].compactMap {
      condition, key in
      condition.map { ($0, key) }
    }
  }
}

/// What a part of a file is called in rules. The editors of formats say which kinds a
/// format has.
public enum UnitKind: String, Sendable, Hashable, CaseIterable {
  case document, entry, item, directive, block, variable, instruction, requirement
  case section, paragraph, sentence
  case listItem = "list-item"
  case tableRow = "table-row"
  case code, link, comment, conditional, line
  /// Not parts of a file but names that queries use: a metric, or a label with a value.
  case metric, label

  /// Whether it is a name that queries use, not a part of a file.
  public var isSeries: Bool { self == .metric || self == .label }
}
