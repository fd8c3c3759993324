/// A cell of a table.
struct Cell {
  enum Alignment { case left, right }

  let text: String
  let ink: Ink
  let alignment: Alignment

  init(_ text: String, _ ink: Ink = .plain, _ alignment: Alignment = .left) {
    self.text = text
    self.ink = ink
    self.alignment = alignment
  }
}

extension Page {
  /// Adds rows whose columns stand below each other, two spaces apart. A row may
  /// have fewer cells than another.
  ///
  /// - Parameters:
  ///   - rows: the cells; none may hold a line end.
  ///   - remarks: one for each row: stands behind it where every remark fits the
  ///     width, else below it.
  ///   - indent: blanks before each row.
  mutating func table(_ rows: [[Cell]], remarks: [String] = [], indent: Int) {
    var widths: [Int] = []
    for row in rows {
      for (index, cell) in row.enumerated() {
        if index == widths.count { widths.append(0) }
        widths[index] = max(widths[index], columns(of: cell.text))
      }
    }
    let used = indent + widths.reduce(0) { $0 + $1 + 2 }
    let longest = remarks.map(columns(of:)).max() ?? 0
    let fits = style.width.map { used + longest <= $0 } ?? true
    for (number, row) in rows.enumerated() {
      let remark = number < remarks.count ? remarks[number] : ""
      var content = ""
      for (index, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[index] - columns(of: cell.text))
        let painted = paint(cell.text, cell.ink)
        content += cell.alignment == .left ? painted + padding + "  " : padding + painted + "  "
      }
      line(content + (fits ? paint(remark, .faint) : ""), indent: indent)
      if !fits, !remark.isEmpty { wrapped(remark, indent: indent + 4, ink: .faint) }
    }
  }
}
