/// Text that grows line by line.
struct Page {
  let style: OutputStyle
  private(set) var text = ""

  init(style: OutputStyle) { self.style = style }

  /// Adds a line, without blanks at its end.
  mutating func line(_ line: String = "", indent: Int = 0) {
    var content = line[...]
    while content.last == " " { content.removeLast() }
    if !content.isEmpty { text += String(repeating: " ", count: indent) + content }
    text += "\n"
  }

  /// Adds an empty line, unless there is one or nothing stands above it.
  mutating func gap() {
    if !text.isEmpty, !text.hasSuffix("\n\n") { text += "\n" }
  }

  /// `words` in this ink, if the style has colour.
  func paint(_ words: String, _ ink: Ink) -> String { style.hasColor ? ink.paint(words) : words }

  /// Adds words as lines that fit the width, broken at spaces; the lines after
  /// the first are indented by `hanging` more. A word longer than a line stays whole.
  mutating func wrapped(_ words: String, indent: Int, hanging: Int = 0, ink: Ink = .plain) {
    guard let width = style.width else { return line(paint(words, ink), indent: indent) }
    var current = ""
    var margin = indent
    for word in words.split(separator: " ") {
      if !current.isEmpty, margin + columns(of: current) + 1 + columns(of: String(word)) > width {
        line(paint(current, ink), indent: margin)
        current = ""
        margin = indent + hanging
      }
      current += (current.isEmpty ? "" : " ") + word
    }
    line(paint(current, ink), indent: margin)
  }

  /// `words` cut to the room that is left after `used` columns, with `…` for the rest.
  func fitted(_ words: String, after used: Int) -> String {
    guard let width = style.width else { return words }
    let room = max(20, width - used)
    guard columns(of: words) > room else { return words }
    var out = ""
    var taken = 1
    for character in words {
      taken += columns(of: String(character))
      if taken > room { break }
      out.append(character)
    }
    return out + "…"
  }
}
