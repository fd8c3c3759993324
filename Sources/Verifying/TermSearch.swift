import Findings
import Patterns

/// One of the things that are searched for.
enum Term: Hashable, Sendable {
  /// Index into the patterns.
  case pattern(Int)
  /// Index into the recorded names.
  case name(Int)
}

/// Where a term stands in a text.
struct Occurrence: Hashable {
  let term: Term
  /// Byte offsets in the text, 0-based, end exclusive.
  let range: Range<Int>
}

extension SearchTerms {
  /// Every place where something stands.
  /// - Parameters:
  ///   - bytes: the text.
  ///   - location: what the text is.
  ///   - gaveUp: called with a pattern whose search came to no end.
  /// - Returns: those of the patterns in their order, then those of the names.
  func occurrences(
    in bytes: UnsafeRawBufferPointer, location: Remnant.Location, gaveUp: (String, MatchError) -> Void
  ) -> [Occurrence] {
    var found: [Occurrence] = []
    for index in filter.candidates(in: bytes) {
      do throws(MatchError) {
        found += try patterns[index].regex.matches(in: bytes).map {
          Occurrence(term: .pattern(index), range: $0)
        }
      } catch {
        gaveUp(patterns[index].id, error)
      }
    }
    guard !names.isEmpty else { return found }
    for (index, range) in literals.occurrences(in: bytes)
    where names[index].stands(at: range, in: bytes, location: location) {
      found.append(Occurrence(term: .name(index), range: range))
    }
    return found
  }
}
