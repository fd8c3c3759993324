/// What happens to what a rule selected.
public enum Action: Sendable, Hashable {
  /// The whole file goes.
  case deleteFile
}
