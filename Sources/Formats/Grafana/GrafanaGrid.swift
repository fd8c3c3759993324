/// The grid of 24 columns that panels stand in.
struct GrafanaGrid {
  /// Where a panel stands, in columns and lines of the grid.
  struct Place: Hashable {
    /// The panel.
    let unit: Int
    /// The entry that says `y`.
    let line: Int
    let x: Int
    let y: Int
    let width: Int
    let height: Int

    var bottom: Int { y + height }

    /// Those of the grid's columns that it takes.
    var columns: Range<Int> {
      let first = min(x, GrafanaLayout.columns - 1)
      return first..<max(min(x + width, GrafanaLayout.columns), first + 1)
    }
  }

  /// Nobody scrolls further; what says so is not in the grid.
  private static let greatest = 1_000_000

  private let dashboard: GrafanaDashboard
  private let places: [Int: Place]

  init(of dashboard: GrafanaDashboard) {
    self.dashboard = dashboard
    let document = dashboard.document
    places = dashboard.panels.reduce(into: [:]) { places, panel in
      guard let position = document.entry("gridPos", of: panel.unit),
        let line = document.entry("y", of: position)
      else { return }
      let numbers = ["x", "y", "w", "h"].compactMap { document.integer($0, of: position) }
      guard numbers.count == 4, numbers.allSatisfy({ 0..<Self.greatest ~= $0 }) else { return }
      // Grafana draws every row over the full width.
      let isRow = panel.type == "row"
      places[panel.unit] = Place(
        unit: panel.unit, line: line, x: isRow ? 0 : numbers[0], y: numbers[1],
        width: isRow ? GrafanaLayout.columns : max(numbers[2], 1), height: isRow ? 1 : max(numbers[3], 1))
    }
  }

  /// Panels from top to bottom and from left to right; in the order of the file where
  /// one has no place.
  func inOrder(_ panels: [GrafanaDashboard.Panel]) -> [GrafanaDashboard.Panel] {
    let placed = panels.compactMap { panel in places[panel.unit].map { (panel, $0) } }
    guard placed.count == panels.count else { return panels }
    return placed.sorted { ($0.1.y, $0.1.x, $0.1.unit) < ($1.1.y, $1.1.x, $1.1.unit) }.map(\.0)
  }

  /// The changes of `y` that close the gaps of panels that go.
  func moves(without gone: Set<Int>) -> [TextChange] {
    let top = dashboard.panels.filter { $0.row == nil }.compactMap { places[$0.unit] }
    var moves = GrafanaLayout(top).closed(without: gone)
    let folded = Dictionary(grouping: dashboard.panels.filter { $0.row != nil }) { $0.row ?? 0 }
    for (row, panels) in folded where !gone.contains(row) {
      let inner = panels.compactMap { places[$0.unit] }
      guard let first = inner.map(\.y).min() else { continue }
      moves.merge(GrafanaLayout(inner, from: first).closed(without: gone)) { _, inside in inside }
      // Grafana places what is folded in from its row on, wherever it says it is; only
      // what says the line below its row is kept right.
      guard let place = places[row], let move = moves[row], place.bottom == first else { continue }
      for panel in inner where !gone.contains(panel.unit) {
        let y = moves[panel.unit]?.y ?? panel.y
        moves[panel.unit] = GrafanaLayout.Move(y: y - (place.y - move.y), reason: move.reason)
      }
    }
    return moves.compactMap { unit, move in
      guard let line = places[unit]?.line else { return nil }
      let change = dashboard.document.changing(line, to: String(move.y))
      return change.map { TextChange($0.range, replacement: $0.replacement, unit: move.reason) }
    }
  }
}
