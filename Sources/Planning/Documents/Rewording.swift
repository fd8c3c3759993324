import Findings
import Formats
import RuleModel
import SourceText

/// Parts of documents that need other words: they are listed, and stay until a person says
/// what becomes of them. Nobody has to: these questions hold nothing up.
final class Rewording {
  private let configuration: ConfigurationCascade
  private let answers: [String: Answer]
  private var open: [(node: CascadeNode, finding: Finding)] = []

  init(_ configuration: ConfigurationCascade, answers: Answers) {
    self.configuration = configuration
    self.answers = Dictionary(
      answers.decisions.map { ($0.decision, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private static let choices = [
    Choice(id: "keep", effect: "it stays as it is"),
    Choice(id: "delete", effect: "it goes"),
    Choice(id: "delete-around", effect: "the item, row, paragraph or code that it stands in goes"),
    Choice(id: "delete-below", effect: "it goes with the list, table or code directly below it"),
    Choice(id: "delete-block", effect: "it goes with the lines of code down to the bracket that ends it"),
    Choice(id: "delete-document", effect: "the whole document goes"),
    Choice(id: "reword", effect: "the answer's 'text' takes its place"),
  ]

  /// Lists a unit, or does with it what the answers say.
  func propose(_ unit: Formats.Unit, of document: LoadedDocument, _ rule: Rule, in cascade: Cascade) {
    let text = Self.text(of: unit, in: document)
    let place = document.place(of: unit)
    let about = "\(document.path)#\(text)"
    let id = Cascade.decisionID(rule: rule.id, "reword", about: about, traces: [])
    guard let answer = answers[id] else {
      let finding = Finding(
        code: "reword", severity: rule.severity == .error ? .warning : rule.severity,
        message: "'\(text)' needs other words: \(rule.explain)", place: place,
        remedy: "reword it, or answer '\(id)' with one of: "
          + Self.choices.map(\.id).joined(separator: ", "), rule: rule.id)
      open.append((.unit(document.path, unit.id), finding))
      return
    }
    let cause = cascade.rootCause(rule: rule.id, summary: "selected by the rule", place: place)
    let choice = cascade.ask(
      "reword", about: about, "What becomes of '\(text)'?", evidence: [], choices: Self.choices,
      because: cause)
    switch choice {
    case "delete": cascade.remove(.unit(document.path, unit.id), because: cause)
    case "delete-around":
      cascade.remove(.unit(document.path, Self.holder(of: unit, in: document)), because: cause)
    case "delete-below":
      let below = (document.content as? MarkdownFile)?.text.unitsBelow(unit.id) ?? []
      for id in [unit.id] + below { cascade.remove(.unit(document.path, id), because: cause) }
    case "delete-block":
      for id in Self.block(from: unit, in: document) {
        cascade.remove(.unit(document.path, id), because: cause)
      }
    case "delete-document": cascade.remove(.file(document.path), because: cause)
    case "reword":
      let markdown = document.content as? MarkdownFile
      let range = unit.kind == .section ? markdown?.text.headingText(of: unit.id) : unit.range
      guard let range else { return }
      configuration.replace(
        range, of: unit, in: document, by: answer.text ?? "", because: cause, in: cascade)
    default: break
    }
  }

  /// What is listed and does not go for another reason.
  func findings(in cascade: Cascade) -> [Finding] {
    let gone = GoneNodes(configuration.index, configuration, cascade)
    return open.filter { !gone.contains($0.node) }.map(\.finding)
  }

  /// The item, row, paragraph or code around a unit; itself when there is none.
  private static func holder(of unit: Formats.Unit, in document: LoadedDocument) -> Int {
    let units = document.content.units
    let around = sequence(first: unit.id) { units[$0].parent }
    return around.first { [.listItem, .tableRow, .paragraph, .code, .section].contains(units[$0].kind) }
      ?? unit.id
  }

  /// A line of code with those behind it, down to the one that closes the last bracket that
  /// it opens; alone when it opens none.
  private static func block(from unit: Formats.Unit, in document: LoadedDocument) -> [Int] {
    var ids: [Int] = []
    var depth = 0
    for next in document.content.units[unit.id...] where next.parent == unit.parent {
      ids.append(next.id)
      for byte in document.source[next.range] {
        if "([{".utf8.contains(byte) { depth += 1 }
        if ")]}".utf8.contains(byte) { depth -= 1 }
      }
      if depth <= 0 { return ids }
    }
    return [unit.id]
  }

  /// A section is called by its heading, anything else by its bytes in one line.
  private static func text(of unit: Formats.Unit, in document: LoadedDocument) -> String {
    if unit.kind == .section { return unit.name ?? "" }
    let bytes = String(decoding: document.source[unit.range], as: UTF8.self)
    return bytes.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
