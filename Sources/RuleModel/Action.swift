public import Patterns

/// What happens to what a rule selected.
public enum Action: Sendable, Hashable {
  /// The whole file goes.
  case deleteFile
  /// The selected parts go, with what belongs to their places.
  case deleteUnit
  /// What the expression matches goes from the bytes of the selected parts, which stay:
  /// one source among several of a header, one word of a list. A part of which only
  /// white space and punctuation would be left goes as a whole.
  case deleteText(Pattern)
  /// The selected parts stay and are listed, since only a person can find other words for
  /// them. An answer may let one go, or give the words.
  case reword
}
