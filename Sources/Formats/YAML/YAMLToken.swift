/// A run of a file's bytes with one meaning. All tokens of a file, one behind the
/// other, are the file.
struct YAMLToken: Sendable {
  enum Kind: Sendable {
    case byteOrderMark, blank, lineEnd, comment
    case directive, documentMark
    /// `-`, `?`, `:`, `,` and brackets.
    case indicator
    /// An anchor or a tag.
    case property
    /// An alias, or a scalar that is plain or in quotes.
    case atom
    /// `|` or `>` with what follows it on its line, but for a comment.
    case blockHeader
    /// The lines of a block scalar.
    case blockText

    /// Whether it means nothing to the document's content.
    var isTrivia: Bool {
      switch self {
      case .byteOrderMark, .blank, .lineEnd, .comment: true
      default: false
      }
    }
  }

  let kind: Kind
  let text: String
}

extension UInt8 {
  /// A space or a tab.
  var isYAMLBlank: Bool { self == 0x20 || self == 0x09 }
  /// A byte of a line's end.
  var isYAMLBreak: Bool { self == 0x0A || self == 0x0D }
  /// `,`, `[`, `]`, `{` or `}`.
  var isYAMLFlowIndicator: Bool {
    switch self {
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): true
    default: false
    }
  }
  /// Whether it can stand in the name of an anchor.
  var isYAMLName: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
