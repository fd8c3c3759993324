/// A language whose cascade runs after a rule.
public enum CascadeLanguage: String, Sendable, Hashable, CaseIterable {
  case typescript, go
}
