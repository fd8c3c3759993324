import Findings
import RuleModel
import SourceText

/// Something that a step can remove. Nodes of all languages share one graph.
enum CascadeNode: Hashable {
  case file(RepositoryPath)
  /// A name that a module offers to others; `default` for the default export.
  case export(RepositoryPath, String)
  /// A node of the file's syntax tree, by its number.
  case syntax(RepositoryPath, Int)
  /// A part of a file of configuration or of a document, by its id.
  case unit(RepositoryPath, Int)
  /// A name of configuration that nothing here has to define, such as a metric.
  case name(SharedName)

  /// The file that it is, or is a part of; nil for a name.
  var path: RepositoryPath? {
    switch self {
    case .file(let path), .export(let path, _), .syntax(let path, _), .unit(let path, _): path
    case .name: nil
    }
  }
}

/// The edges of one language or format. It holds what it knows of the files and
/// is asked in turn; it has no loop of its own.
protocol CascadeEdges: AnyObject {
  /// Adds what must go because `node` went.
  func follow(_ node: CascadeNode, because cause: CauseID, in cascade: Cascade) throws

  /// Called when nothing is left to follow: adds what the removals so far have
  /// emptied or left unused. Adding nothing means that the fixed point is reached.
  func settle(in cascade: Cascade) throws
}

/// What a cascade could not finish.
enum CascadeError: Error {
  /// More removals than a repository can have: a fault in an edge.
  case boundReached(Int)
}

/// One fixed point over everything that goes in one step.
///
/// A worklist with a visited set: a node is removed once, for the first cause that
/// reaches it. The set only grows and every edge depends only on what is in it, so
/// the result does not depend on the order, and the number of nodes bounds it.
final class Cascade {
  /// Far above the number of removable things in any repository that was measured
  /// (a million lines have about ten million syntax nodes).
  static let bound = 20_000_000

  private(set) var causes: [Cause] = []
  private(set) var removed: [CascadeNode: CauseID] = [:]
  /// The files among `removed`.
  private(set) var removedFiles: Set<RepositoryPath> = []
  private(set) var decisions: [Decision] = []
  private(set) var findings: [Finding] = []
  private var queue: [(node: CascadeNode, cause: CauseID)] = []
  private var head = 0
  private let answers: [String: Answer]
  private var languages: [any CascadeEdges] = []
  /// What must stay, and why.
  private let kept: [CascadeNode: Finding]

  /// - Parameters:
  ///   - answers: those of the answers file.
  ///   - kept: what must stay although something would remove it; reported when it does.
  init(answers: Answers, kept: [CascadeNode: Finding] = [:]) {
    self.kept = kept
    self.answers = Dictionary(
      answers.decisions.map { ($0.decision, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Adds a language's edges.
  func add(_ language: any CascadeEdges) { languages.append(language) }

  /// The cause of what a rule selected.
  func rootCause(rule: String, summary: String, place: Place?) -> CauseID {
    causes.append(Cause(rule: rule, summary: summary, because: nil, place: place))
    return CauseID(causes.count - 1)
  }

  /// The next link of the chain that `cause` ends.
  func cause(_ summary: String, because cause: CauseID, place: Place?) -> CauseID {
    causes.append(Cause(rule: causes[cause.index].rule, summary: summary, because: cause, place: place))
    return CauseID(causes.count - 1)
  }

  /// Removes a node, once.
  /// - Returns: whether it was there until now.
  @discardableResult
  func remove(_ node: CascadeNode, because cause: CauseID) -> Bool {
    guard removed[node] == nil else { return false }
    if let reason = kept[node] {
      report(reason)
      return false
    }
    removed[node] = cause
    if case .file(let path) = node { removedFiles.insert(path) }
    queue.append((node, cause))
    return true
  }

  /// Whether everything that was removed has been followed.
  var isFollowed: Bool { head == queue.count }

  /// Follows every edge until nothing more goes.
  func run() throws {
    while true {
      while head < queue.count {
        guard removed.count < Self.bound else { throw CascadeError.boundReached(removed.count) }
        let (node, cause) = queue[head]
        head += 1
        for language in languages { try language.follow(node, because: cause, in: self) }
      }
      for language in languages where head == queue.count { try language.settle(in: self) }
      if head == queue.count { return }
    }
  }

  /// Reports something.
  func report(_ finding: Finding) {
    if !findings.contains(finding) { findings.append(finding) }
  }

  // MARK: Questions

  /// Asks a person. The plan goes on with the answer, or with the recommended
  /// choice while there is none; `apply` refuses until there is one.
  ///
  /// - Parameters:
  ///   - kind: what is asked, in a word or two joined by `-`.
  ///   - symbol: what it is about: a path and a name, never a line.
  ///   - question: one sentence.
  ///   - evidence: what a person should look at.
  ///   - choices: at least two; the first is the recommended one.
  ///   - cause: whose consequence it is.
  /// - Returns: the id of the choice to go on with.
  func ask(
    _ kind: String, about symbol: String, _ question: String, evidence: [Finding], choices: [Choice],
    because cause: CauseID
  ) -> String {
    let rule = causes[cause.index].rule
    let traces = evidence.map { "\($0.place?.path.text ?? "") \($0.place?.text ?? $0.message)" }
    let id = Self.decisionID(rule: rule, kind, about: symbol, traces: traces)
    let recommended = choices.first?.id ?? ""
    if let known = decisions.first(where: { $0.id == id }) { return known.answer ?? recommended }
    let answer = answers[id].flatMap { answer in choices.first { $0.id == answer.choice }?.id }
    decisions.append(
      Decision(
        id: id, rule: rule, question: question, evidence: evidence, choices: choices,
        recommended: recommended, answer: answer))
    return answer ?? recommended
  }

  /// What a decision is called, whenever it is asked again.
  static func decisionID(rule: String, _ kind: String, about symbol: String, traces: [String]) -> String {
    "\(rule)/\(kind)-\(StableHash.hex([rule, kind, symbol] + traces))"
  }
}
