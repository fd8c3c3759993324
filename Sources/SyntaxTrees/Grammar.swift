internal import CGrammars
internal import CTreeSitter
public import SourceText

/// The languages whose syntax can be read.
public enum Grammar: String, Hashable, Sendable, CaseIterable {
  case go
  case javascript
  case typescript
  case tsx

  /// The grammar for a file, by its extension; nil when there is none.
  ///
  /// `.js` goes to the JavaScript grammar, which reads JSX too.
  /// - Parameter path: of the file.
  public init?(for path: RepositoryPath) {
    switch path.fileExtension {
    case "go": self = .go
    case "js", "jsx", "mjs", "cjs": self = .javascript
    case "ts", "mts", "cts": self = .typescript
    case "tsx": self = .tsx
    default: return nil
    }
  }

  /// Whether the language is JavaScript or a superset of it.
  public var isECMAScript: Bool { self != .go }

  var language: OpaquePointer? {
    switch self {
    case .go: tree_sitter_golang()
    case .javascript: tree_sitter_javascript()
    case .typescript: tree_sitter_typescript()
    case .tsx: tree_sitter_tsx()
    }
  }
}
