/// What a shell is in the middle of.
struct ShellContext {
  enum Kind {
    /// `if … fi`, `for … done`, `case … esac`, `{ … }`: lines end within them.
    case conditional, loop, choice, group
    /// `( … )`, `$( … )`, `<( … )`: commands, but a part of the line around them.
    case subshell
    /// `=( … )`, `@( … )`: words.
    case list
    /// `$(( … ))`, `(( … ))`.
    case arithmetic
    /// `" … "`.
    case quotes
    /// `${ … }`.
    case parameter
    /// `[[ … ]]`.
    case test
  }

  let kind: Kind
  /// Where it begins: a byte offset, 0-based.
  let start: Int
  /// What closes it, for messages.
  let opening: String
  /// Before `then`, `do` or `in`.
  var isInHead = false
  /// Of a `for` or `select`: how many words its head has so far.
  var words = 0
  /// Of a choice: before the `)` of a pattern.
  var isInPattern = false
  /// Of a parameter: whether quotes are around it, so that apostrophes are no quotes.
  var isQuoted = false
  /// Of arithmetic: how many parentheses are open.
  var parentheses = 0
  /// The word around it, which goes on behind it; nil when it begins a word.
  var word: Int?
  /// Whether a command could have begun where it began.
  var wasAtCommand = false

  /// Whether lines end within it.
  var isCompound: Bool {
    switch kind {
    case .conditional, .loop, .choice, .group: true
    default: false
    }
  }
}
