/// Whether a sentence only makes sense behind the one before it. English only.
enum BackReference {
  private static let pronouns: Set<String> = [
    "it", "its", "it's", "this", "that", "these", "those", "they", "them", "their", "such", "there", "then",
    "so", "thus", "hence", "otherwise", "therefore", "however", "both", "each", "one", "else", "also", "but",
    "and", "or", "because", "here", "he", "she", "same", "neither", "either", "instead",
  ]
  private static let openings: Set<String> = ["the", "in", "for", "if", "with", "of"]
  private static let referents: Set<String> = [
    "this", "that", "it", "these", "those", "them", "latter", "former", "same",
  ]

  private static let objects: Set<String> = ["it", "its", "they", "them", "these", "those", "one"]

  /// The same for prose, where an order may refer to what was said as well: "Leave it".
  ///
  /// - Parameter text: a sentence.
  /// - Returns: whether one of its first words means something said before.
  static func leans(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter && $0 != "'" }.prefix(4).map(String.init)
    return begins(text) || words.contains(where: objects.contains)
  }

  /// - Parameter text: a sentence.
  /// - Returns: whether it begins with a word that means something said before.
  static func begins(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter && $0 != "'" }.prefix(4).map(String.init)
    guard let first = words.first else { return false }
    return pronouns.contains(first)
      || openings.contains(first) && words.dropFirst().contains(where: referents.contains)
  }
}
