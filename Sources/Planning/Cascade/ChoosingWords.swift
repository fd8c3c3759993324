/// Words for a value that only says who chooses among the others.
enum ChoosingWords {
  private static let all: Set<String> = [
    "auto", "automatic", "default", "fallback", "hybrid", "both", "mixed", "any", "all", "best", "prefer",
    "detect",
  ]

  /// Whether a value, in any case, is such a word.
  static func contain(_ value: String) -> Bool { all.contains(value.lowercased()) }
}
