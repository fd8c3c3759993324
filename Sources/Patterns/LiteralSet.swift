/// A set of byte strings, searched for all at once in one pass over a text.
///
/// An Aho-Corasick automaton whose table has a column for each byte that occurs in a
/// literal and one for all others, so that some thousand names fit into a few
/// megabytes and the time does not grow with their number.
public struct LiteralSet: Sendable {
  /// As given.
  public let literals: [[UInt8]]
  private let automaton: LiteralAutomaton

  /// - Parameters:
  ///   - literals: empty ones are never found.
  ///   - ignoringASCIICase: whether `a` to `z` also stand for `A` to `Z`.
  public init(_ literals: [[UInt8]], ignoringASCIICase: Bool = false) {
    self.literals = literals
    automaton = LiteralAutomaton(literals, ignoringCase: ignoringASCIICase)
  }

  /// - Parameters:
  ///   - literals: their UTF-8 is searched for; empty ones are never found.
  ///   - ignoringASCIICase: whether `a` to `z` also stand for `A` to `Z`.
  public init(_ literals: [String], ignoringASCIICase: Bool = false) {
    self.init(literals.map { Array($0.utf8) }, ignoringASCIICase: ignoringASCIICase)
  }

  /// Looks for any of the literals and stops at the first.
  /// - Parameter bytes: the whole text.
  /// - Returns: whether there is one.
  public func occursAny(in bytes: UnsafeRawBufferPointer) -> Bool {
    var found = false
    automaton.scan(bytes) { _, _ in
      found = true
      return false
    }
    return found
  }

  /// Tells which of the literals `bytes` holds.
  /// - Parameter bytes: the whole text.
  /// - Returns: their indexes in `literals`, ascending.
  public func occurring(in bytes: UnsafeRawBufferPointer) -> [Int] {
    var missing = Set(literals.indices.filter { !literals[$0].isEmpty })
    let wanted = missing
    automaton.scan(bytes) { literal, _ in
      missing.remove(literal)
      return !missing.isEmpty
    }
    return wanted.subtracting(missing).sorted()
  }

  /// Every place where a literal stands, in the order of their ends; they may overlap.
  /// - Parameter bytes: the whole text.
  /// - Returns: the literal's index and its byte offsets, 0-based, end exclusive.
  public func occurrences(in bytes: UnsafeRawBufferPointer) -> [(literal: Int, range: Range<Int>)] {
    var found: [(literal: Int, range: Range<Int>)] = []
    automaton.scan(bytes) { literal, end in
      found.append((literal, (end - literals[literal].count)..<end))
      return true
    }
    return found
  }
}
