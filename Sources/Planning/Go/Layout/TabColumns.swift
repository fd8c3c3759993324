/// A piece of a line up to a tab stop, or up to the line's end.
struct TabCell {
  /// In characters.
  var width = 0
  /// Whether its column is kept although all of its cells are empty.
  var isHard = false
}

/// The widths that Go's `text/tabwriter` gives to columns, as gofmt sets it up: one
/// blank between cells, no column for cells that are all empty.
enum TabColumns {
  /// A column is a run of neighbouring lines that have a cell in that place.
  ///
  /// - Parameter lines: of one section, each with its cells.
  /// - Returns: for each line the widths of its cells, the blanks up to the next cell
  ///   included; the last cell of a line has no column and no width.
  static func widths(of lines: [[TabCell]]) -> [[Int]] {
    var widths = lines.map { Array(repeating: 0, count: max($0.count - 1, 0)) }
    for column in 0..<(widths.map(\.count).max() ?? 0) {
      var first = 0
      while first < lines.count {
        guard widths[first].count > column else {
          first += 1
          continue
        }
        var end = first
        var widest = 0
        var isKept = false
        while end < lines.count, widths[end].count > column {
          let cell = lines[end][column]
          widest = max(widest, cell.width)
          isKept = isKept || cell.isHard || cell.width > 0
          end += 1
        }
        if isKept {
          for line in first..<end { widths[line][column] = widest + 1 }
        }
        first = end
      }
    }
    return widths
  }
}
