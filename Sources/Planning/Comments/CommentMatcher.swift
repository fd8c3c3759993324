import Formats
import Patterns
import RuleModel
import SourceText

/// Finds the sentences of comments that a rule is about.
struct CommentMatcher {
  let selector: UnitSelector
  /// The names recorded under a fact.
  let names: (String) -> Set<String>

  /// Sentences of one comment.
  struct Match {
    let comment: CommentBlock
    /// Indexes of its sentences, in order.
    let sentences: [Int]
  }

  /// Whether a rule's kinds are those of comments.
  static func isAbout(_ selector: UnitSelector) -> Bool { selector.kinds.contains(.sentence) }

  /// Comments of licences and generators are left alone.
  /// - Throws: `MatchError` when a search was given up.
  func matches(in comments: [CommentBlock]) throws(MatchError) -> [Match] {
    var result: [Match] = []
    for comment in comments where !comment.isLegal {
      var sentences: [Int] = []
      for (index, sentence) in comment.sentences.enumerated() {
        if try holds(sentence.text) { sentences.append(index) }
      }
      if !sentences.isEmpty { result.append(Match(comment: comment, sentences: sentences)) }
    }
    return result
  }

  /// Whether a text is one that the rule is about.
  func holds(_ text: String) throws(MatchError) -> Bool {
    for condition in [selector.name, selector.value, selector.text].compactMap(\.self) {
      guard try condition.holds(for: text, names) else { return false }
    }
    guard let unless = selector.unless else { return true }
    return try !unless.holds(for: text, names)
  }
}
