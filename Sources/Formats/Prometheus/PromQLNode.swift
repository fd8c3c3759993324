/// A part of a query.
struct PromQLNode: Sendable {
  indirect enum Content: Sendable {
    /// A number or a text.
    case constant
    /// A variable of Grafana that stands by itself: nobody knows for what.
    case variable
    case selector(PromQLSelector)
    /// In parentheses, with a sign before it, or with a range, an offset or a time.
    case around(PromQLNode)
    case call(String, [PromQLNode])
    case aggregation(String, PromQLGrouping?, [PromQLNode])
    case operation(String, PromQLNode, PromQLNode, PromQLMatching?)
  }

  let content: Content
  /// 0-based byte offsets of the query, end exclusive.
  let range: Range<Int>
}

/// `by (…)` or `without (…)`.
struct PromQLGrouping: Sendable {
  let isBy: Bool
  let labels: [String]

  func keeps(_ label: String) -> Bool { labels.contains(label) == isBy }
}

/// `on (…)` or `ignoring (…)`.
struct PromQLMatching: Sendable {
  let isOn: Bool
  let labels: [String]

  func compares(_ label: String) -> Bool { labels.contains(label) == isOn }
}
