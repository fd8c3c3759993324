import Formats
import SourceText

/// A use of names that may outlive some of them: a query over several metrics, a list of
/// alternatives.
struct JudgedSite: Sendable {
  /// What becomes of it.
  enum Verdict: Sendable {
    /// It means what it meant.
    case stays
    /// It stays for a reason that people should know.
    case keeps(String)
    /// It means nothing any more.
    case goes
    /// It goes, which people should know, for a reason.
    case drops(String)
    /// It means the same without these bytes of the unit's value.
    case without([Range<Int>])
    /// Of its file some parts go, and it goes on with the rest.
    case folds(Fold)
    /// A person has to say. The ranges could be taken out; empty when nothing can.
    case unclear([Range<Int>])
  }

  /// What goes of a file when something in it is decided.
  struct Fold: Sendable {
    /// What goes as a whole, and names of parts that go.
    var nodes: [CascadeNode] = []
    /// Ranges of the file's bytes.
    var cuts: [Range<Int>] = []
    /// Units that go by the cuts.
    var vanished: Set<Int> = []
    /// Units that are called otherwise then.
    var renamed: Set<Int> = []
  }

  /// What goes.
  let node: CascadeNode
  /// Where the text stands from which something may be cut.
  let path: RepositoryPath
  let unit: Int
  /// The names that it uses.
  let names: Set<SharedName>
  /// Judges it without the names that are lost.
  let verdict: @Sendable (_ lost: Set<SharedName>) -> Verdict
}
