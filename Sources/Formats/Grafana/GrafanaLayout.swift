/// Panels of one grid, and how Grafana sets them: from top to bottom and from left to
/// right, each as far up as nothing is in its way.
struct GrafanaLayout {
  static let columns = 24

  /// Where a panel comes to stand.
  struct Move {
    let y: Int
    /// The panel that went from above it.
    let reason: Int
  }

  private let places: [GrafanaGrid.Place]
  private let top: Int

  /// - Parameters:
  ///   - places: in any order.
  ///   - top: the first line.
  init(_ places: [GrafanaGrid.Place], from top: Int = 0) {
    self.places = places.sorted { ($0.y, $0.x, $0.unit) < ($1.y, $1.x, $1.unit) }
    self.top = top
  }

  /// The panels that move once others are gone: as much further up as Grafana would
  /// draw them further up. So nothing moves for a gap that was there before.
  func closed(without gone: Set<Int>) -> [Int: Move] {
    let before = compacted(places)
    let after = compacted(places.filter { !gone.contains($0.unit) })
    var moves: [Int: Move] = [:]
    var bottoms = [Int](repeating: top, count: Self.columns)
    var reasons = [Int?](repeating: nil, count: Self.columns)
    var last: Int?
    for place in places {
      guard !gone.contains(place.unit) else {
        for column in place.columns { reasons[column] = place.unit }
        last = place.unit
        continue
      }
      // Above an old gap something may be in the way that is not in Grafana's drawing.
      let lowest = place.columns.reduce(top) { max($0, bottoms[$1]) }
      let shift = (before[place.unit] ?? 0) - (after[place.unit] ?? 0)
      let y = min(place.y, max(place.y - max(shift, 0), lowest))
      if y < place.y, let reason = place.columns.lazy.compactMap({ reasons[$0] }).first ?? last {
        moves[place.unit] = Move(y: y, reason: reason)
      }
      for column in place.columns { bottoms[column] = max(bottoms[column], y + place.height) }
    }
    return moves
  }

  /// The line of each, by unit, without any gaps.
  private func compacted(_ places: [GrafanaGrid.Place]) -> [Int: Int] {
    var bottoms = [Int](repeating: 0, count: Self.columns)
    return places.reduce(into: [:]) { lines, place in
      let y = place.columns.reduce(0) { max($0, bottoms[$1]) }
      for column in place.columns { bottoms[column] = y + place.height }
      lines[place.unit] = y
    }
  }
}
