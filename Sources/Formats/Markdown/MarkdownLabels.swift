/// What references of a file can refer to. The keys are those of `MarkdownDefinition`.
struct MarkdownLabels: Sendable {
  /// Labels of definitions.
  var definitions: Set<String> = []
  /// Labels of footnotes.
  var footnotes: Set<String> = []
}
