/// What references of a file can refer to: blocks by the keys of their labels.
struct MarkdownLabels: Sendable {
  /// Of definitions.
  let definitions: [String: Int]
  let footnotes: [String: Int]
}
