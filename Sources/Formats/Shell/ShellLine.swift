/// A line as a shell reads it: with the lines that continue it, with what its
/// parentheses and quotes hold, and with the documents below it.
struct ShellLine {
  /// Without a comment behind it: byte offsets, 0-based, end exclusive.
  var range: Range<Int>
  /// The comment behind it.
  var comment: Range<Int>?
  /// How many blocks were open before it.
  let depth: Int
  /// How many of those were open at least all the time.
  var leastDepth: Int
  /// How many are open behind it.
  var endDepth = 0
  /// The reserved word that it begins with.
  var keyword: String?
  /// The function that it begins to define.
  var function: String?
  /// Whether its first word opens a block.
  var opensBlock = false
  /// Behind the words that open a block or branch, as `if` or `name()`.
  var headStart: Int?
  /// Where `then`, `do`, `in` or `{` stands that ends the head.
  var headEnd: Int?
  /// Whether it belongs to what stands before `then`, `do` or `in`.
  let startsInHead: Bool
  /// Whether it begins a branch of a `case`.
  let startsWithPattern: Bool
  /// The `)` that ends its first pattern.
  var patternEnd: Int?
  /// The `;;` that ends a branch of the `case` around it.
  var branchEnd: Range<Int>?
  /// Its first three words at most, where they are in no block that it opens.
  var words: [Range<Int>] = []
  /// Whether it is words alone, without operators and redirections.
  var isSimple = true
  /// Whether a word that begins or ends a branch stands where no line begins with it.
  var isIrregular = false
}
