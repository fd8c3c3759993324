/// A text read into what stands within its lines: links, code, marks.
struct MarkdownInline {
  /// A part that is not simply text.
  struct Piece {
    enum Kind { case bracket, mark, escape, code, html, softBreak, hardBreak }

    var kind: Kind
    /// Where it stands in the text.
    let range: Range<Int>
    /// What of it is read as text.
    var shown: Range<Int>

    init(_ kind: Kind, _ range: Range<Int>, shown: Range<Int>? = nil) {
      self.kind = kind
      self.range = range
      self.shown = shown ?? range.upperBound..<range.upperBound
    }
  }

  struct Link {
    enum Form: Hashable {
      case inline, image, autolink, bare, html
      case reference(label: String)
      case footnote(label: String)
    }

    let form: Form
    let range: Range<Int>
    /// What is read; empty where that is the destination.
    let text: Range<Int>
    /// Where it points to; nil when a definition says so.
    let destination: Range<Int>?
  }

  let run: MarkdownRun
  /// In order, without overlap.
  var pieces: [Piece] = []
  /// By their beginnings.
  var links: [Link] = []
  var comments: [Range<Int>] = []
  /// From opening to closing mark.
  var emphases: [Range<Int>] = []

  /// What is read of a part of the text: without marks, in one line.
  ///
  /// - Parameter part: a range of the run.
  /// - Returns: the text, without white space around it.
  func plain(_ part: Range<Int>) -> String {
    var text: [UInt8] = []
    var position = part.lowerBound
    var index = firstPiece(from: part.lowerBound)
    while index < pieces.count, pieces[index].range.lowerBound < part.upperBound {
      let piece = pieces[index]
      index += 1
      text += run.bytes[position..<max(position, piece.range.lowerBound)]
      position = max(position, min(piece.range.upperBound, part.upperBound))
      switch piece.kind {
      case .softBreak, .hardBreak: text.append(0x20)
      case .bracket: text += run.bytes[piece.range]
      case .mark, .html: break
      case .escape, .code: text += run.bytes[piece.shown].map { $0 == 0x0A ? 0x20 : $0 }
      }
    }
    if position < part.upperBound { text += run.bytes[position..<part.upperBound] }
    return String(decoding: MarkdownByte.trimmed(text[...]), as: UTF8.self)
  }

  /// The first piece that does not end before a place.
  func firstPiece(from start: Int) -> Int {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].range.upperBound <= start { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
