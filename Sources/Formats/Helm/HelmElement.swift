/// One block of lines, and what it is.
struct HelmElement {
  enum Kind {
    case blank
    /// Comments of YAML or of the template, and nothing else.
    case comment
    /// The first, a middle or the last line of a conditional that holds lines.
    case open(Int)
    case branch
    case end
    /// `---`.
    case mark
    /// Keys and dashes.
    case shape
    /// Actions that put something out, or nothing.
    case action(hasOutput: Bool)
    case text
  }

  let kind: Kind
  let block: HelmBlock
  let shape: HelmShape
  /// Where its text ends.
  let end: Int
  let column: Int
  /// How deep it stands: what puts nothing out stands as deep as what follows.
  var rank: Int

  /// Whether it stands where it does because of its own text.
  private var hasOwnRank: Bool {
    switch kind {
    case .mark, .shape, .text, .action(hasOutput: true): true
    default: false
    }
  }

  /// Gives what puts nothing out its rank: that of what follows in the same body, or
  /// else of what follows behind it.
  static func rank(_ elements: inout [HelmElement]) {
    /// What follows, in a conditional's later branches and behind it.
    var outer: [(branches: Int?, behind: Int?)] = []
    var next: Int?
    for index in elements.indices.reversed() {
      switch elements[index].kind {
      case .end:
        outer.append((nil, next))
        next = nil
      case .branch:
        if let body = outer.popLast() { outer.append((next ?? body.branches, body.behind)) }
        next = nil
      case .open:
        let around = outer.popLast()
        elements[index].rank = next ?? around?.branches ?? around?.behind ?? elements[index].rank
        next = elements[index].rank
      default:
        if elements[index].hasOwnRank {
          next = elements[index].rank
        } else {
          elements[index].rank = next ?? elements[index].rank
        }
      }
    }
  }
}
