internal import Foundation
import GitStore
import SourceText

/// What `apply` made, kept in the git directory: by it a branch that a person has
/// committed to is told from one of ours.
struct StackRecord: Codable, Hashable {
  /// One branch that `apply` made.
  struct Branch: Codable, Hashable {
    let name: String
    let step: String
    /// Every commit that `apply` put it on, the newest last.
    var commits: [String]
    /// What a person had there before `apply --replace`; nil if there was nothing.
    var replaced: String?

    var commitIDs: [ObjectID] { commits.compactMap { ObjectID(hex: $0) } }
  }

  var version = 1
  var migration: String
  /// The commit that the newest stack stands on.
  var base: String
  /// In the order of the steps.
  var branches: [Branch]

  static func stateName(of migration: String) -> String { "stack-\(migration).json" }

  /// What is recorded; an empty record if nothing is.
  static func read(_ migration: String, in repository: Repository) throws -> StackRecord {
    let empty = StackRecord(migration: migration, base: "", branches: [])
    guard let bytes = try repository.readState(stateName(of: migration)) else { return empty }
    do {
      return try JSONDecoder().decode(StackRecord.self, from: Data(bytes))
    } catch {
      throw StackingError.recordDamaged(
        path: repository.commonDirectory + "/sunset/" + stateName(of: migration))
    }
  }

  /// As it is written: the same record gives the same bytes.
  func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + [0x0A]
  }

  func branch(_ name: String) -> Branch? { branches.first { $0.name == name } }

  /// Adds what `apply` is about to make.
  mutating func note(_ commit: ObjectID, on name: String, step: String, replacing old: ObjectID?) {
    if let index = branches.firstIndex(where: { $0.name == name }) {
      branches[index].commits.removeAll { $0 == commit.hex }
      branches[index].commits.append(commit.hex)
      if let old, !branches[index].commits.contains(old.hex) { branches[index].replaced = old.hex }
    } else {
      branches.append(Branch(name: name, step: step, commits: [commit.hex], replaced: old?.hex))
    }
  }
}
