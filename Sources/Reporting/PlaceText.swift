import Findings

extension Page {
  /// `path:line:column`, as far as they are known.
  func name(of place: Place) -> String {
    ([visible(place.path)] + [place.line, place.column].compactMap { $0 }.map(String.init)).joined(
      separator: ":")
  }

  /// Adds the text of the line at `place`, if it is known, without the blanks
  /// around it and no longer than the width.
  mutating func quote(_ place: Place?, indent: Int) {
    guard let text = place?.text else { return }
    let shown = trimmed(text)
    if !shown.isEmpty { line(paint(fitted(shown, after: indent + 2), .faint), indent: indent + 2) }
  }

  /// `text` made visible, without the blanks around it.
  func trimmed(_ text: String) -> String {
    var rest = visible(text)[...]
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
