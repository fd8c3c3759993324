public import SourceText

/// The names that steps recorded, by migration and fact. It is committed with the
/// steps, so that `verify` needs no history.
public struct FactLedger: Sendable, Hashable {
  /// Where a repository keeps it.
  public static let path: RepositoryPath = ".sunset/facts.json"

  /// By migration, then by fact; no empty dictionaries or sets.
  private(set) var migrations: [String: [String: Set<RecordedName>]] = [:]

  /// A ledger that holds nothing.
  public init() {}

  /// Whether nothing is recorded.
  public var isEmpty: Bool { migrations.isEmpty }

  /// The migrations that recorded something, in order.
  public var migrationIDs: [String] { migrations.keys.sorted() }

  /// The facts that a migration recorded.
  /// - Parameter migration: its id.
  /// - Returns: their names, in order.
  public func facts(of migration: String) -> [String] { migrations[migration, default: [:]].keys.sorted() }

  /// What was recorded under a fact.
  /// - Parameters:
  ///   - fact: such as `ws.files`.
  ///   - migration: the migration's id.
  /// - Returns: in order of name, step and rule.
  public func records(of fact: String, in migration: String) -> [RecordedName] {
    migrations[migration]?[fact]?.sorted() ?? []
  }

  /// The names that a fact holds.
  /// - Parameters:
  ///   - fact: such as `ws.files`.
  ///   - migration: the migration's id.
  /// - Returns: in order of their bytes, each once.
  public func names(of fact: String, in migration: String) -> [String] {
    var names: [String] = []
    for record in records(of: fact, in: migration) {
      if names.last.map({ !$0.utf8.elementsEqual(record.name.utf8) }) ?? true { names.append(record.name) }
    }
    return names
  }

  /// Adds a name; a second time changes nothing.
  /// - Parameters:
  ///   - record: the name, and who recorded it.
  ///   - fact: such as `ws.files`.
  ///   - migration: the migration's id.
  public mutating func insert(_ record: RecordedName, under fact: String, of migration: String) {
    migrations[migration, default: [:]][fact, default: []].insert(record)
  }

  /// Both ledgers' names.
  /// - Parameter other: the ledger to add.
  /// - Returns: the union; the order of the two does not matter.
  public func merging(_ other: FactLedger) -> FactLedger {
    var result = self
    for (migration, facts) in other.migrations {
      for (fact, records) in facts {
        result.migrations[migration, default: [:]][fact, default: []].formUnion(records)
      }
    }
    return result
  }
}

/// A name under a fact, with the step and the rule that recorded it.
public struct RecordedName: Sendable, Hashable, Comparable {
  /// A path, symbol, route, … as the fact's kind has it.
  public let name: String
  /// The step's id.
  public let step: String
  /// The rule's id.
  public let rule: String

  /// - Parameters:
  ///   - name: as the fact's kind has it.
  ///   - step: the step's id.
  ///   - rule: the rule's id.
  public init(name: String, step: String, rule: String) {
    self.name = name
    self.step = step
    self.rule = rule
  }

  /// Two are equal when their bytes are: names that only look alike stay apart.
  public static func == (left: Self, right: Self) -> Bool {
    zip(left.parts, right.parts).allSatisfy { $0.elementsEqual($1) }
  }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) {
    for part in parts {
      for byte in part { hasher.combine(byte) }
      hasher.combine(UInt8(0xFF))
    }
  }

  /// By the bytes of name, step and rule.
  public static func < (left: Self, right: Self) -> Bool {
    for (one, other) in zip(left.parts, right.parts) where !one.elementsEqual(other) {
      return one.lexicographicallyPrecedes(other)
    }
    return false
  }

  private var parts: [String.UTF8View] { [name.utf8, step.utf8, rule.utf8] }
}
