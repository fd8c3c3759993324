public import Patterns

/// What happens to what a rule selected.
public enum Action: Sendable, Hashable {
  /// The whole file goes.
  case deleteFile
  /// The selected parts go, with what belongs to their places.
  case deleteUnit
  /// The selected code goes: the declaration, the import with everything that uses it, or
  /// the statement or element that the matched expression stands in.
  case deleteCode
  /// The selected variants of a type can no longer occur, and where one of them was what
  /// something begins with, this value takes its place.
  case fold(to: String)
  /// What the expression matches goes from the bytes of the selected parts, which stay:
  /// one source among several of a header, one word of a list. A part of which only
  /// white space and punctuation would be left goes as a whole.
  case deleteText(Pattern)
  /// Only a person can find other words for the selected parts: one question is asked about
  /// all that is left of them, and an answer may settle one by itself.
  case reword
}
