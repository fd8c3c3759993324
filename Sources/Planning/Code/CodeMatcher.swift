import Findings
import Patterns
import RuleModel
import SourceText
import SyntaxTrees

/// Code that a rule selected.
struct CodeMatch {
  let path: RepositoryPath
  /// The declaration, the import, or the code that has the shape of a pattern.
  let node: SyntaxNode
  /// What reports and facts call it.
  let name: String
  let place: Place
}

/// A language whose code rules can select.
protocol CodeLanguage {
  /// What a rule is about in one file, in order of places.
  /// - Throws: `MatchError` when an expression takes too long, `CodePattern.Malformed` when
  ///   the rule's pattern is none of this language.
  func matches(of matcher: CodeMatcher, at path: RepositoryPath) throws -> [CodeMatch]

  /// Lets what was selected go.
  func delete(_ match: CodeMatch, because cause: CauseID, in cascade: Cascade)

  /// What a file offers to others, by name, in order; empty where another way records it.
  func exportedNames(at path: RepositoryPath) -> [String]

  /// The text of what was selected, as rules before this one left it.
  func text(of match: CodeMatch) -> String

  /// Puts a text in the place of what was selected: a literal of which a part goes.
  func replace(_ match: CodeMatch, with text: String, because cause: CauseID, in cascade: Cascade)
}

/// A language in which a variant of a type can be folded.
protocol FoldingLanguage: CodeLanguage {
  /// A variant can no longer occur; `value` is what takes its place.
  func fold(_ match: CodeMatch, to value: String, because cause: CauseID, in cascade: Cascade)
}

/// Something that a file which is to go declares, and code that stays uses for what it gives.
struct SharedDeclaration {
  let name: String
  let uses: [Place]
  /// Whether another file that stays declares the same name for another way to build.
  var hasTwin = false
}

/// A language in which a file may be deleted but for what others use of it.
protocol SharingLanguage: CodeLanguage {
  /// What code that stays uses of a file, in order, if `selected` go with it.
  func shared(by path: RepositoryPath, deleting selected: Set<RepositoryPath>) -> [SharedDeclaration]

  /// Lets everything of a file go but what has these names, and what that uses.
  func deleteAll(
    of path: RepositoryPath, but names: Set<String>, because cause: CauseID, in cascade: Cascade)
}

/// Holds the texts that a rule about code is about against its conditions.
struct CodeMatcher {
  let selector: CodeSelector
  /// The names that a fact holds.
  let names: (String) -> Set<String>

  /// Whether a declaration has one of the kinds and a name that the rule is about.
  /// - Throws: `MatchError` when an expression takes too long.
  func isAbout(_ kind: DeclarationKind, _ name: String, of owner: String?) throws(MatchError) -> Bool {
    guard case .declaration(let condition, let kinds) = selector.sought,
      kinds.isEmpty || kinds.contains(kind)
    else { return false }
    if try condition.holds(for: name, names) { return true }
    guard let owner else { return false }
    return try condition.holds(for: "\(owner).\(name)", names)
  }

  /// Whether the rule is about imports of a path.
  /// - Throws: `MatchError` when an expression takes too long.
  func isAbout(importOf path: String) throws(MatchError) -> Bool {
    guard case .imported(let condition) = selector.sought else { return false }
    return try condition.holds(for: path, names)
  }

  /// Every place of a tree that has the rule's shape, with metavariables that fulfil their
  /// conditions.
  /// - Throws: `MatchError` when an expression takes too long, `CodePattern.Malformed`.
  func patternMatches(in tree: SyntaxTree) throws -> [SyntaxNode] {
    guard case .pattern(let text, let variables, let within) = selector.sought else { return [] }
    let pattern = try CodePattern(text, tree.grammar)
    var found: [SyntaxNode] = []
    for (node, bindings) in pattern.matches(in: tree) {
      var fulfilsAll = true
      for variable in variables where fulfilsAll {
        fulfilsAll = try bindings[variable.name].map { try variable.condition.holds(for: $0, names) } ?? false
      }
      if fulfilsAll, let within { fulfilsAll = try within.holds(for: Self.around(node).text, names) }
      if fulfilsAll { found.append(node) }
    }
    return found
  }

  /// The smallest code that holds a node beside something else.
  private static func around(_ node: SyntaxNode) -> SyntaxNode {
    var around = node
    while around.range == node.range || around.namedChildren.count < 2, let parent = around.parent {
      around = parent
    }
    return around
  }
}

extension TextCondition {
  /// Whether a text fulfils it, with the names that a fact holds.
  /// - Throws: `MatchError` when an expression takes too long.
  func holds(for text: String, _ names: (String) -> Set<String>) throws(MatchError) -> Bool {
    switch self {
    case .among(let texts): return texts.contains(text)
    case .matches(let pattern): return try pattern.matches(text)
    case .inFact(let fact): return names(fact).contains(text)
    case .mentions(let fact): return names(fact).contains { Words.contain($0, in: Array(text.utf8)) }
    case .begins(let fact):
      let bytes = Array(text.utf8)
      return names(fact).contains { Words.begin(bytes, with: $0) }
    }
  }
}
