/// What happens to what a rule selected.
public enum Action: Sendable, Hashable {
  /// The whole file goes.
  case deleteFile
  /// The selected parts go, with what belongs to their places.
  case deleteUnit
}
