import Findings
import Patterns
import RuleModel
import SourceText

/// The allowances of a run and what they cover.
struct AllowanceBook: Sendable {
  /// Those of the migration, then those of the answers.
  let allowances: [Allowance]
  private let today: CalendarDay

  init(_ allowances: [Allowance], today: CalendarDay) {
    self.allowances = allowances
    self.today = today
  }

  /// Whether an allowance lets anything stand today: it says why and who, and its last
  /// day is not over.
  func isInForce(_ index: Int) -> Bool { isReasoned(index) && !isExpired(index) }

  /// Whether an allowance's last day is over.
  func isExpired(_ index: Int) -> Bool { allowances[index].expires.map { $0 < today } ?? false }

  /// Whether an allowance says why it is there and who answers for it.
  func isReasoned(_ index: Int) -> Bool {
    [allowances[index].reason, allowances[index].owner].allSatisfy { text in
      text.contains { !$0.isWhitespace }
    }
  }

  /// What the allowances cover of one text: the paths decide first, so that few of
  /// them have to be searched for.
  /// - Parameters:
  ///   - path: the entry's.
  ///   - fileClass: the entry's.
  ///   - bytes: the text in which the ranges lie.
  ///   - gaveUp: called with an allowance whose expression could not be searched for;
  ///     it covers nothing then.
  /// - Returns: which ranges of `bytes` each of them covers.
  func coverage(
    of path: RepositoryPath, _ fileClass: FileClass, in bytes: UnsafeRawBufferPointer,
    gaveUp: (Allowance, MatchError) -> Void
  ) -> Coverage {
    var parts: [Coverage.Part] = []
    for (index, allowance) in allowances.enumerated()
    where allowance.paths.matches(path) && allowance.classes?.contains(fileClass) ?? true {
      guard let match = allowance.match else {
        parts.append(Coverage.Part(allowance: index, name: allowance.name, ranges: nil))
        continue
      }
      do throws(MatchError) {
        parts.append(
          Coverage.Part(allowance: index, name: allowance.name, ranges: try match.matches(in: bytes)))
      } catch {
        gaveUp(allowance, error)
      }
    }
    return Coverage(parts: parts)
  }
}

/// Which ranges of one text the allowances cover.
struct Coverage {
  struct Part {
    let allowance: Int
    /// The only recorded name that is covered; nil for everything.
    let name: String?
    /// Ascending; nil for the whole text.
    let ranges: [Range<Int>]?
  }

  let parts: [Part]

  /// The allowances that cover a hit: those whose own match shares a byte with it. A
  /// match elsewhere in the same line is not enough.
  /// - Parameters:
  ///   - hit: byte offsets in the text, 0-based, end exclusive.
  ///   - name: the recorded name that was found; nil for a pattern's hit.
  /// - Returns: their indexes, ascending.
  func allowances(for hit: Range<Int>, name: String?) -> [Int] {
    parts.filter { part in
      if let only = part.name, !(name?.utf8.elementsEqual(only.utf8) ?? false) { return false }
      guard let ranges = part.ranges else { return true }
      return Self.touches(hit, ranges)
    }.map(\.allowance)
  }

  private static func touches(_ hit: Range<Int>, _ ranges: [Range<Int>]) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < hit.lowerBound { low = middle + 1 } else { high = middle }
    }
    return ranges[low...].prefix { $0.lowerBound <= hit.upperBound }.contains { range in
      range.overlaps(hit) || (hit.isEmpty && range.contains(hit.lowerBound)) || (range == hit)
    }
  }
}
