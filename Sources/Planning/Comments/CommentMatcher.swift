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
      let holds =
        switch condition {
        case .among(let texts): texts.contains(text)
        case .matches(let pattern): try pattern.matches(text)
        case .inFact(let fact): names(fact).contains(text)
        case .mentions(let fact): names(fact).contains { Words.contain($0, in: Array(text.utf8)) }
        case .begins(let fact): names(fact).contains { Words.begin(Array(text.utf8), with: $0) }
        }
      guard holds else { return false }
    }
    return true
  }
}
