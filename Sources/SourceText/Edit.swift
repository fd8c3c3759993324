/// Names the reason of an edit in the plan's table of causes; 0-based.
public struct CauseID: Hashable, Comparable, Sendable {
  /// The index into the table.
  public let index: Int
  /// - Parameter index: into the table, 0-based.
  public init(_ index: Int) { self.index = index }
  /// By number.
  public static func < (left: Self, right: Self) -> Bool { left.index < right.index }
}

/// A change of one file: these bytes become those.
public struct Edit: Hashable, Sendable {
  /// What is replaced: UTF-8 byte offsets, 0-based, end exclusive.
  public let range: Range<Int>
  /// What stands there afterwards; empty for a deletion.
  public let replacement: [UInt8]
  /// Why.
  public let cause: CauseID

  /// - Parameters:
  ///   - range: byte offsets, 0-based, end exclusive.
  ///   - replacement: what stands there afterwards; empty for a deletion.
  ///   - cause: why.
  public init(_ range: Range<Int>, replacement: [UInt8] = [], cause: CauseID) {
    self.range = range
    self.replacement = replacement
    self.cause = cause
  }
}

/// Two edits that want different things of the same bytes.
public struct EditConflict: Error, Hashable, Sendable {
  /// The one that begins first.
  public let first: Edit
  /// The other.
  public let second: Edit
}

/// The edits of one file: ordered, without overlap.
public struct EditSet: Hashable, Sendable {
  /// In order of their ranges; no two overlap.
  public let edits: [Edit]

  /// Puts edits in order and makes one of deletions that overlap or repeat: the
  /// union goes, and each part keeps the cause of the edit that began first.
  ///
  /// - Parameter edits: in any order; the result does not depend on it.
  /// - Throws: `EditConflict` when a replacement overlaps another edit.
  public init(_ edits: [Edit]) throws(EditConflict) {
    let ordered = edits.sorted {
      ($0.range.lowerBound, -$0.range.upperBound, $0.cause.index)
        < ($1.range.lowerBound, -$1.range.upperBound, $1.cause.index)
    }
    var kept: [Edit] = []
    for edit in ordered {
      guard let last = kept.last, edit.range.lowerBound < last.range.upperBound || edit.range == last.range
      else {
        kept.append(edit)
        continue
      }
      if edit.range == last.range, edit.replacement == last.replacement { continue }
      guard edit.replacement.isEmpty, last.replacement.isEmpty else {
        throw EditConflict(first: last, second: edit)
      }
      if edit.range.upperBound > last.range.upperBound {
        kept.append(Edit(last.range.upperBound..<edit.range.upperBound, cause: edit.cause))
      }
    }
    self.edits = kept.filter { !$0.range.isEmpty || !$0.replacement.isEmpty }
  }

  /// The text after the edits.
  /// - Parameter bytes: the text that the ranges are offsets into.
  /// - Returns: all bytes; those outside of the edits are the same.
  public func applied(to bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var position = 0
    for edit in edits {
      out += bytes[position..<edit.range.lowerBound]
      out += edit.replacement
      position = edit.range.upperBound
    }
    return out + bytes[position...]
  }
}
