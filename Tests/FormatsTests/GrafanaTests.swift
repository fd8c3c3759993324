import FormatLaws
import Formats
import SourceText
import Testing

@Suite struct GrafanaTests {
  private func text(of document: JSONDocument, after deletion: Deletion) throws -> String {
    let edits = deletion.changes.map { Edit($0.range, replacement: $0.replacement, cause: CauseID($0.unit)) }
    return String(decoding: try EditSet(edits).applied(to: document.serialised()), as: UTF8.self)
  }

  /// A dashboard of panels that are written as `id x y w h`, after a `row` or `folded`
  /// row with those of the lines below that begin with blanks.
  private func dashboard(_ drawing: String) throws -> (document: JSONDocument, dashboard: GrafanaDashboard) {
    var panels: [String] = []
    var folded: [String] = []
    for line in drawing.split(separator: "\n").reversed() {
      let words = line.split(separator: " ")
      let numbers = words.filter { Int($0) != nil }
      let type = words.last.map { Int($0) == nil ? "row" : "graph" } ?? ""
      var panel = "{\"id\": \(numbers[0]), \"type\": \"\(type)\", "
      panel +=
        "\"gridPos\": {\"x\": \(numbers[1]), \"y\": \(numbers[2]), \"w\": \(numbers[3]), \"h\": \(numbers[4])}"
      if words.last == "folded" {
        panel += ", \"collapsed\": true, \"panels\": [\(folded.reversed().joined(separator: ", "))]"
        folded = []
      }
      panel += "}"
      if line.hasPrefix(" ") { folded.append(panel) } else { panels.append(panel) }
    }
    let text = "{\"dashboard\": {\"panels\": [\n\(panels.reversed().joined(separator: ",\n"))\n]}}"
    let document = try JSONDocument(parsing: Array(text.utf8))
    return (document, try #require(GrafanaDashboard(of: document)))
  }

  /// The lines of the panels that are left, as `id: y`.
  private func lines(_ drawing: String, without ids: Int...) throws -> [String] {
    let (document, dashboard) = try dashboard(drawing)
    let units = dashboard.panels.filter { $0.id.map(ids.contains) ?? false }.map(\.unit)
    let after = try text(of: document, after: dashboard.removing(Set(units)).deletion)
    let pattern = /"id": (\d+), "type": "\w+", "gridPos": {"x": \d+, "y": (\d+), "w": \d+, "h": \d+}/
    return after.matches(of: pattern).map { "\($0.1): \($0.2)" }
  }

  @Test func whatStandsBelowMovesUp() throws {
    let drawing = """
      1 0 0 24 8
      2 0 8 12 8
      3 12 8 12 8
      4 0 16 12 8
      5 12 16 12 8
      6 0 24 24 8
      """
    // The other column stays, and so what stands across both.
    #expect(try lines(drawing, without: 2) == ["1: 0", "3: 8", "4: 8", "5: 16", "6: 24"])
    #expect(try lines(drawing, without: 2, 3) == ["1: 0", "4: 8", "5: 8", "6: 16"])
    #expect(try lines(drawing, without: 1) == ["2: 0", "3: 0", "4: 8", "5: 8", "6: 16"])
    #expect(try lines(drawing, without: 6) == ["1: 0", "2: 8", "3: 8", "4: 16", "5: 16"])
  }

  /// Grafana's own way: from top to bottom, line by line up until something is in the way.
  private func drawn(_ panels: [[Int]]) -> [[Int]] {
    var settled: [[Int]] = []
    for var panel in panels.sorted(by: { ($0[2], $0[1]) < ($1[2], $1[1]) }) {
      func collides() -> [Int]? {
        settled.first {
          $0[1] < panel[1] + panel[3] && panel[1] < $0[1] + $0[3] && $0[2] < panel[2] + panel[4]
            && panel[2] < $0[2] + $0[4]
        }
      }
      while panel[2] > 0, collides() == nil { panel[2] -= 1 }
      while let other = collides() { panel[2] = other[2] + other[4] }
      settled.append(panel)
    }
    return settled
  }

  @Test func panelsMoveAsGrafanaDrawsThem() throws {
    var random = SeededNumbers(seed: 3)
    for _ in 0..<200 {
      let panels = drawn(
        (1...12).map { id in
          let x = Int.random(in: 0..<20, using: &random)
          return [
            id, x, id * 3, Int.random(in: 4...(24 - x), using: &random),
            Int.random(in: 1...9, using: &random),
          ]
        })
      let gone = Int.random(in: 1...12, using: &random)
      let drawing = panels.map { $0.map(String.init).joined(separator: " ") }.joined(separator: "\n")
      let expected = drawn(panels.filter { $0[0] != gone }).map { "\($0[0]): \($0[2])" }
      #expect(try lines(drawing, without: gone).sorted() == expected.sorted(), "\(drawing) without \(gone)")
    }
  }

  @Test func aRowWithoutPanelsGoes() throws {
    let drawing = """
      1 0 0 24 1 row
      2 0 1 12 8
      3 0 9 24 1 row
      4 0 10 12 8
      5 12 10 12 6
      6 0 18 24 1 row
      7 0 19 24 1 row
      8 0 20 12 8
      """
    #expect(try lines(drawing, without: 4, 5) == ["1: 0", "2: 1", "6: 9", "7: 10", "8: 11"])
    // One that had none before stays.
    #expect(try lines(drawing, without: 4) == ["1: 0", "2: 1", "3: 9", "5: 10", "6: 16", "7: 17", "8: 18"])
    // Nothing keeps a panel below a row that went.
    #expect(try lines(drawing, without: 3) == ["1: 0", "2: 1", "4: 9", "5: 1", "6: 17", "7: 18", "8: 19"])
  }

  @Test func aFoldedRowKeepsItsPanelsBelowIt() throws {
    let drawing = """
      1 0 0 24 6
      2 0 6 24 1 folded
        3 0 7 12 8
        4 12 7 12 8
        5 0 15 12 4
      6 0 7 24 1 folded
        7 0 90 24 8
        8 0 98 24 8
      """
    #expect(
      try lines(drawing, without: 3) == ["1: 0", "2: 6", "4: 7", "5: 7", "6: 7", "7: 90", "8: 98"])
    #expect(try lines(drawing, without: 7) == ["1: 0", "2: 6", "3: 7", "4: 7", "5: 15", "6: 7", "8: 90"])
    // What is folded in elsewhere stays there: Grafana places it from its row on.
    #expect(
      try lines(drawing, without: 1) == ["2: 0", "3: 1", "4: 1", "5: 9", "6: 1", "7: 90", "8: 98"])
    #expect(try lines(drawing, without: 3, 4, 5) == ["1: 0", "6: 6", "7: 90", "8: 98"])
    #expect(try lines(drawing, without: 2) == ["1: 0", "6: 6", "7: 90", "8: 98"])
  }

  @Test func aGapFromBeforeStays() throws {
    let drawing = """
      1 0 0 12 8
      2 0 20 12 8
      3 12 0 12 20
      4 12 20 12 4
      5 0 28 24 8
      """
    #expect(try lines(drawing, without: 4) == ["1: 0", "2: 20", "3: 0", "5: 28"])
    #expect(try lines(drawing, without: 3) == ["1: 0", "2: 20", "4: 0", "5: 28"])
    #expect(try lines(drawing, without: 1) == ["2: 12", "3: 0", "4: 20", "5: 28"])
  }

  @Test func panelsMayOverlapAndBeOutside() throws {
    let drawing = """
      1 0 0 12 8
      2 0 0 12 8
      3 90 4 50 8
      4 0 8 12 9999999
      5 0 9 12 0
      """
    #expect(try lines(drawing, without: 1) == ["2: 0", "3: 4", "4: 8", "5: 8"])
  }

  @Test func theFixturesSocketPanelsGo() throws {
    let document = try JSONDocument(
      parsing: FormatSample.fixture("ChatProduct/monitoring/grafana/dashboards/chat.json"))
    let dashboard = try #require(GrafanaDashboard(of: document))
    #expect(dashboard.panels.count == 28)
    #expect(dashboard.panels.filter { $0.row != nil }.compactMap(\.id) == [26, 27, 28])
    let sockets = dashboard.panels.filter { panel in
      !panel.expressions.isEmpty && panel.expressions.allSatisfy { $0.text.contains("websocket") }
    }
    let removal = dashboard.removing(Set(sockets.map(\.unit)))
    #expect(
      dashboard.panels.filter { removal.panels.contains($0.unit) }.compactMap(\.id) == [
        4, 13, 14, 15, 16, 17, 18,
      ])
    let rest = try JSONDocument(parsing: Array(text(of: document, after: removal.deletion).utf8))
    let before = Saying.all(document.units, of: .json, without: removal.deletion.units)
    let differing = zip(before, Saying.all(rest.units, of: .json)).filter { $0 != $1 }
    #expect(before.count == rest.units.count)
    #expect(differing.allSatisfy { $0.name == "y" && $1.name == "y" })
    // Everything from the next row on, and the panels folded into the last.
    #expect(
      differing.map { "\($0.value ?? "") \($1.value ?? "")" } == [
        "37 21", "38 22", "38 22", "46 30", "46 30", "52 36", "58 42", "59 43", "59 43", "59 43",
      ])
  }

  private let small = """
    {
      "templating": {"list": [
        {"name": "job", "query": "label_values(up, job)"},
        {"name": "pod", "query": "label_values(up{job=\\"$job\\"}, pod)"},
        {"name": "never", "query": "1, 2"},
        {"name": "both", "query": {"query": "label_values(x)"}}
      ]},
      "annotations": {"list": [
        {"name": "all", "expr": "changes(up[1m])"},
        {"name": "some", "filter": {"exclude": false, "ids": [2, 3]}},
        {"name": "others", "filter": {"exclude": true, "ids": [2, 3]}}
      ]},
      "panels": [
        {"id": 1, "type": "graph", "title": "${both:csv}", "gridPos": {"h": 8, "w": 12, "x": 0, "y": 0},
          "targets": [{"expr": "up"}, {"expr": "ws_open{pod=\\"[[pod]]\\"}"}]},
        {"id": 2, "type": "graph", "title": "$both", "gridPos": {"h": 8, "w": 12, "x": 0, "y": 8},
          "targets": [{"expr": "ws_total"}]},
        {"id": 3, "type": "graph", "repeat": "pod", "gridPos": {"h": 8, "w": 12, "x": 0, "y": 16},
          "targets": [{"query": "ws"}]},
        {"id": 4, "type": "table", "gridPos": {"h": 8, "w": 12, "x": 12, "y": 0},
          "targets": [{"panelId": 2, "refId": "A"}]}
      ]
    }
    """

  @Test func whatIsLeftWithoutUseIsReported() throws {
    let document = try JSONDocument(parsing: Array(small.utf8))
    let dashboard = try #require(GrafanaDashboard(of: document))
    #expect(dashboard.variables.map(\.name) == ["job", "pod", "never", "both"])
    #expect(dashboard.variables[3].expressions.map(\.text) == ["label_values(x)"])
    #expect(dashboard.annotations.map(\.name) == ["all", "some", "others"])
    let texts = dashboard.panels.map { $0.expressions.map(\.text) }
    #expect(texts == [["up", "ws_open{pod=\"[[pod]]\"}"], ["ws_total"], ["ws"], []])
    func names(_ queries: [GrafanaDashboard.Query], _ ids: Set<Int>) -> [String] {
      queries.filter { ids.contains($0.unit) }.map(\.name)
    }
    // Of the first panel one query goes, of the second and third all.
    let targets = dashboard.panels.flatMap(\.expressions).filter { $0.text.hasPrefix("ws") }.map(\.owner)
    let removal = dashboard.removing(Set(targets))
    #expect(dashboard.panels.filter { removal.panels.contains($0.unit) }.compactMap(\.id) == [2, 3])
    #expect(names(dashboard.variables, removal.variables) == ["job", "pod"])
    #expect(names(dashboard.annotations, removal.annotations) == ["some"])
    #expect(dashboard.panels.filter { removal.dependents.contains($0.unit) }.compactMap(\.id) == [4])
    let one = dashboard.removing([dashboard.panels[1].unit])
    #expect(one.variables == [] && one.annotations == [])
  }

  @Test(arguments: ["{}", "[]", "{\"panels\": []}", "{\"panels\": [1]}", "{\"panels\": [{\"type\": \"x\"}]}"])
  func otherFilesAreNoDashboards(text: String) throws {
    #expect(GrafanaDashboard(of: try JSONDocument(parsing: Array(text.utf8))) == nil)
  }
}
