import Formats
import Testing

@Suite struct PromQLInfluenceTests {
  /// How `m{t="ws"}` bears on a query; `r` records what is mixed already.
  @Test(arguments: [
    ("other", PromQLInfluence.none), ("m", .separate), ("rate(m[5m])", .separate),
    ("m{u=\"x\"} > 5", .separate),
    ("m{t=\"polling\"}", .none), ("m{t=~\"polling|none\"}", .none), ("m{t=~\"poll.*\"}", .separate),
    ("m{t=\"ws\"}", .separate), ("m{t!=\"ws\"}", .separate),
    ("sum(m)", .mixed), ("sum by (t) (m)", .separate), ("sum by (u) (m)", .mixed),
    ("sum without (u) (m)", .separate), ("sum without (t) (m)", .mixed), ("topk(5, m)", .mixed),
    ("topk by (t) (5, m)", .separate), ("sum(m{t=\"polling\"})", .none),
    ("histogram_quantile(0.9, sum by (t, le) (m))", .separate), ("absent(m)", .mixed), ("scalar(m)", .mixed),
    ("label_replace(m, \"t\", \"\", \"t\", \"ws\")", .mixed),
    ("m / other", .separate), ("m / on (t) other", .separate), ("m / on (u) other", .mixed),
    ("m / ignoring (t) other", .mixed), ("m / ignoring (u) group_left other", .separate),
    ("m * 60", .separate),
    ("other unless m", .mixed), ("m unless other", .separate), ("other or m", .separate), ("r + 1", .mixed),
    ("other / ignoring (t) sum(m)", .mixed), ("$x", .mixed), ("{u=\"x\"}", .mixed),
    ("max(max by (t) (m))", .mixed),
  ])
  func ofALabel(query: String, expected: PromQLInfluence) {
    let influence = QueryReading(query: query).influence(of: "t", ["ws"]) { metric in
      ["m": .separate, "r": .mixed][metric] ?? PromQLInfluence.none
    }
    #expect(influence == expected)
  }
}
