/// A name that a template uses or defines.
public struct HelmReference: Sendable, Hashable {
  /// A value's path without `.Values`, such as `websocket.path`, where `*` is any element
  /// of a list or mapping; or a template's name.
  public let name: String
  /// The innermost unit around it.
  public let unit: Int?
  /// The word or words that name it; 0-based byte offsets, end exclusive.
  public let range: Range<Int>
  /// Whether it only gives a value another name, as `with` and `$x :=` do: what is read of
  /// the value then follows by that name. Always false for templates.
  public let isPassedOn: Bool
}

extension HelmDocument {
  /// The values that the template reads: by `.Values`, through `with` and `range`, and
  /// through variables that stand for a value. What functions compute is not followed.
  ///
  /// - Returns: in the order of the file; an empty path for `.Values` as a whole.
  public func valuesUsed() -> [HelmReference] {
    var reader = HelmValueReader(self)
    return reader.references()
  }

  /// The templates that this file asks for by `include` or `template`.
  ///
  /// - Returns: in the order of the file.
  public func templatesUsed() -> [HelmReference] { templates(after: ["include", "template", "block"]) }

  /// The templates that this file defines.
  ///
  /// - Returns: in the order of the file; the unit is that of the `define`.
  public func templatesDefined() -> [HelmReference] { templates(after: ["define", "block"]) }

  private func templates(after words: Set<String>) -> [HelmReference] {
    let bytes = serialised()
    var found: [HelmReference] = []
    for action in actions where action.kind != .comment {
      let terms = HelmTerms(bytes, action.textRange).all
      for (word, name) in zip(terms, terms.dropFirst()) {
        if case .word(let word) = word.term, words.contains(word), case .string(let text) = name.term {
          found.append(
            HelmReference(
              name: text, unit: unit(at: name.range.lowerBound), range: name.range, isPassedOn: false))
        }
      }
    }
    return found
  }

  /// The files of templates that this file names, as in
  /// `include (print $.Template.BasePath "/configmap.yaml") .`.
  ///
  /// - Returns: in the order of the file; the name is that of the file, without its folder.
  public func templateFilesUsed() -> [HelmReference] {
    let bytes = serialised()
    var found: [HelmReference] = []
    for action in actions where action.kind != .comment && action.text.contains("BasePath") {
      for (term, range) in HelmTerms(bytes, action.textRange).all {
        guard case .string(let text) = term, text.hasPrefix("/") else { continue }
        found.append(
          HelmReference(
            name: String(text.dropFirst()), unit: unit(at: range.lowerBound), range: range,
            isPassedOn: false))
      }
    }
    return found
  }

  /// Whether some template is asked for by a name that is put together.
  public var computesTemplateNames: Bool {
    let bytes = serialised()
    return actions.contains { action in
      guard action.kind != .comment, !action.text.contains("BasePath") else { return false }
      let terms = HelmTerms(bytes, action.textRange).all
      return zip(terms, terms.dropFirst()).contains { word, name in
        guard case .word(let text) = word.term, text == "include" || text == "template" else { return false }
        if case .string = name.term { return false }
        return true
      }
    }
  }

  /// The innermost unit around a place.
  func unit(at offset: Int) -> Int? {
    let index = units.partitioningIndex { $0.range.lowerBound > offset } - 1
    guard index >= 0 else { return nil }
    var next: Int? = index
    while let id = next, !units[id].range.contains(offset) { next = units[id].parent }
    return next
  }
}

/// Goes through a template and knows what the dot and variables stand for.
private struct HelmValueReader {
  private let document: HelmDocument
  private let bytes: [UInt8]
  /// What variables stand for.
  private var variables: [String: [String]] = [:]
  private var found: [HelmReference] = []

  init(_ document: HelmDocument) {
    self.document = document
    bytes = document.serialised()
  }

  mutating func references() -> [HelmReference] {
    var outer: [[String]?] = []
    var dot: [String]?
    for action in document.actions where action.kind != .comment {
      let terms = HelmTerms(bytes, action.textRange).all
      switch action.kind {
      case .open:
        read(terms, dot)
        outer.append(dot)
        dot = newDot(action.keyword, terms, dot)
      case .otherwise:
        dot = outer.last ?? nil
        read(terms, dot)
        if terms.count > 1, case .word(let word) = terms[1].term {
          dot = newDot(Substring(word), Array(terms.dropFirst()), dot)
        }
      case .end: dot = outer.popLast() ?? nil
      case .other, .comment:
        read(terms, dot)
        assign(terms, dot)
      }
    }
    return found
  }

  private typealias Terms = [(term: HelmTerm, range: Range<Int>)]

  private mutating func read(_ terms: Terms, _ dot: [String]?) {
    var index = 0
    let isPassedOn = passesOn(terms)
    while index < terms.count {
      defer { index += 1 }
      guard case .operand(let base, let fields) = terms[index].term, var path = path(base, fields, dot) else {
        continue
      }
      var range = terms[index].range
      if index > 0, case .word("index") = terms[index - 1].term {
        while index + 1 < terms.count, case .string(let key) = terms[index + 1].term {
          path.append(key)
          range = range.lowerBound..<terms[index + 1].range.upperBound
          index += 1
        }
      }
      // A variable that gets its value here is not read.
      if base.count > 1, fields.isEmpty, isTarget(index, terms) { continue }
      let name = path.joined(separator: ".")
      found.append(
        HelmReference(
          name: name, unit: document.unit(at: range.lowerBound), range: range, isPassedOn: isPassedOn))
    }
  }

  /// Whether an action gives a path that stands alone to the dot or to a variable.
  private func passesOn(_ terms: Terms) -> Bool {
    guard let first = terms.first else { return false }
    let assigned = assignment(terms[...])
    var value = assigned?.value ?? terms.dropFirst()
    var keywords = terms[...].prefix { if case .word = $0.term { true } else { false } }
    if case .word("else") = first.term { keywords = keywords.dropFirst() }
    guard let keyword = keywords.first else { return assigned != nil && value.count == 1 }
    guard case .word("with") = keyword.term else { return false }
    if assigned == nil { value = terms[(keywords.startIndex + 1)...] }
    return value.count == 1
  }

  private func path(_ base: String, _ fields: [String], _ dot: [String]?) -> [String]? {
    if base.count > 1 { return variables[base].map { $0 + fields } }
    if let values = fields.firstIndex(of: "Values") { return Array(fields[(values + 1)...]) }
    return base.isEmpty ? dot.map { $0 + fields } : nil
  }

  private func isTarget(_ index: Int, _ terms: Terms) -> Bool {
    terms.dropFirst(index + 1).prefix(3).contains { if case .sign(":=") = $0.term { true } else { false } }
  }

  /// The path that a pipeline stands for, if it is nothing but a path.
  private func pipeline(_ terms: Terms.SubSequence, _ dot: [String]?) -> [String]? {
    guard terms.count == 1, let only = terms.first, case .operand(let base, let fields) = only.term else {
      return nil
    }
    return path(base, fields, dot)
  }

  /// `$x := path`, `$x = path`, and what stands before the sign.
  private func assignment(_ terms: Terms.SubSequence) -> (names: [String], value: Terms.SubSequence)? {
    let sign = terms.firstIndex { term in
      if case .sign(let text) = term.term { text == ":=" || text == "=" } else { false }
    }
    guard let sign else { return nil }
    let names = terms[..<sign].compactMap { term -> String? in
      if case .operand(let base, let fields) = term.term, fields.isEmpty { base } else { nil }
    }
    return (names, terms[(sign + 1)...])
  }

  private mutating func assign(_ terms: Terms, _ dot: [String]?) {
    guard let (names, value) = assignment(terms[...]), let name = names.first else { return }
    variables[name] = pipeline(value, dot)
  }

  /// What the dot stands for below an action.
  private mutating func newDot(_ keyword: Substring, _ terms: Terms, _ dot: [String]?) -> [String]? {
    let assigned = assignment(terms.dropFirst())
    let value = pipeline(assigned?.value ?? terms.dropFirst(), dot)
    switch keyword {
    case "if":
      if let name = assigned?.names.first { variables[name] = value }
      return dot
    case "with":
      if let name = assigned?.names.first { variables[name] = value }
      return value
    case "range":
      let element = value.map { $0 + ["*"] }
      if let name = assigned?.names.last { variables[name] = element }
      return element
    default: return nil
    }
  }
}
