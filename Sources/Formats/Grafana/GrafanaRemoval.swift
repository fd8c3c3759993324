extension GrafanaDashboard {
  /// What the removal of some panels comes to.
  public struct Removal: Sendable, Hashable {
    /// Everything that changes: what goes, and the places of what moves up.
    public let deletion: Deletion
    /// The panels that go, emptied rows among them.
    public let panels: Set<Int>
    /// Variables that only what goes refers to; they stay until somebody deletes them.
    public let variables: Set<Int>
    /// Annotations that are drawn only on panels that go; they stay likewise.
    public let annotations: Set<Int>
    /// Panels that stay although they show the result of one that goes.
    public let dependents: Set<Int>
  }

  /// Deletes panels or some of their queries, and closes the gaps in the grid.
  ///
  /// A panel that has no query left goes, and a row that has no panel left. What stood
  /// below in the same columns moves up as far as in Grafana, and nothing else of it
  /// changes; a gap that was there before stays.
  /// - Parameter ids: panels, rows or items of `targets`, as ids of the document's units.
  ///   A folded row takes its panels along, another only itself.
  /// - Returns: the changes, and what they leave without use.
  public func removing(_ ids: Set<Int>) -> Removal {
    let gone = closure(of: ids)
    let deletion = document.deleting(ids.union(gone))
    let known = Set(panels.filter { gone.contains($0.unit) }.compactMap(\.id))
    return Removal(
      deletion: deletion.adding(GrafanaGrid(of: self).moves(without: gone)), panels: gone,
      variables: GrafanaVariables(of: self).unused(without: deletion.units),
      annotations: Set(annotations.map(\.unit).filter { isDrawnOnly(on: known, $0) }),
      dependents: Set(panels.filter { !gone.contains($0.unit) && shows(known, $0) }.map(\.unit)))
  }

  /// The panels that go.
  private func closure(of ids: Set<Int>) -> Set<Int> {
    var gone = Set<Int>()
    for panel in panels {
      let isAsked = ids.contains(panel.unit) || panel.row.map(ids.contains) ?? false
      let hasNoQuery = !panel.targets.isEmpty && panel.targets.allSatisfy(ids.contains)
      if isAsked || hasNoQuery { gone.insert(panel.unit) }
    }
    for (row, members) in rows() where !members.isEmpty && members.allSatisfy(gone.contains) {
      gone.insert(row)
    }
    return gone
  }

  /// Each row with its panels: those folded into it, or else those below it in the grid
  /// up to the next row.
  private func rows() -> [(row: Int, members: [Int])] {
    let folded = Dictionary(grouping: panels.filter { $0.row != nil }) { $0.row ?? 0 }
    var rows: [(row: Int, members: [Int])] = []
    for panel in GrafanaGrid(of: self).inOrder(panels.filter { $0.row == nil }) {
      if panel.type == "row" {
        rows.append((panel.unit, folded[panel.unit]?.map(\.unit) ?? []))
      } else if let last = rows.indices.last, !isFolded(rows[last].row) {
        rows[last].members.append(panel.unit)
      }
    }
    return rows
  }

  private func isFolded(_ row: Int) -> Bool { document.flag("collapsed", of: row) }

  /// Whether an annotation names its panels, and all of them go.
  private func isDrawnOnly(on panels: Set<Int>, _ annotation: Int) -> Bool {
    guard let filter = document.entry("filter", of: annotation), !document.flag("exclude", of: filter) else {
      return false
    }
    let named = document.parts(ofEntry: "ids", of: filter).map {
      document.units[$0].value.flatMap { Int($0) }
    }
    return !named.isEmpty && named.allSatisfy { $0.map(panels.contains) ?? false }
  }

  /// Whether a panel's data source is another panel.
  private func shows(_ sources: Set<Int>, _ panel: Panel) -> Bool {
    panel.targets.contains { document.integer("panelId", of: $0).map(sources.contains) ?? false }
  }
}

extension Deletion {
  /// The same with changes elsewhere.
  func adding(_ others: [TextChange]) -> Deletion {
    Deletion(
      changes: (changes + others).sorted { $0.range.lowerBound < $1.range.lowerBound }, units: units)
  }
}
