/// What sort of file holds a remnant, and so who will look at it. Allowances may be
/// confined to classes; by itself a class excuses nothing.
public enum FileClass: String, Hashable, Sendable, CaseIterable {
  /// Source code that is no test, scripts and style sheets too.
  case code
  /// Tests and what they read.
  case test
  /// Settings: of servers, containers, builds, editors; also whatever is nothing else.
  case configuration
  /// What says which packages are needed, and packages that are kept in the repository.
  case dependency
  /// What a package manager wrote down of the packages it chose.
  case lock
  /// What people read.
  case document
  /// What a tool makes from other files.
  case generated
  /// What is no text.
  case binary
}
