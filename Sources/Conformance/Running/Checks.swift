/// Compares answers with what is expected of them.
extension CaseRun {
  func check(_ answers: [Answer], _ expect: Expectation) throws {
    for answer in answers { try check(answer, expect) }
    try checkTogether(answers, expect)
  }

  private func check(_ answer: Answer, _ expect: Expectation) throws {
    if !expect.status.isEmpty, !expect.status.contains(where: { answer.fits($0) }) {
      throw CaseFailure.fail(
        expected: "status \(expect.status.joined(separator: " or "))", actual: answer.line)
    }
    if let never = expect.never.first(where: { answer.fits($0) }) {
      throw CaseFailure.fail(expected: "never \(never)", actual: answer.line)
    }
    if let shape = expect.shape { try check(answer, shape) }
    for (name, matches) in expect.headers {
      for match in try matches.map(filled) where !match.holds(answer.header(name)) {
        throw CaseFailure.fail(
          expected: "header \(name) \(match.words)", actual: answer.header(name).map { "'\($0)'" } ?? "absent"
        )
      }
    }
    for text in try expect.contains.map(variables.filled) where !answer.text.contains(text) {
      throw CaseFailure.fail(expected: "'\(text)' in the body", actual: answer.line)
    }
    for text in try expect.lacks.map(variables.filled) where answer.text.contains(text) {
      throw CaseFailure.fail(expected: "no '\(text)' in the body", actual: answer.line)
    }
    for (pointer, match) in expect.values { try check(answer, pointer, match) }
    if let messages = expect.messages { try check(answer, messages) }
    if let within = expect.within, answer.duration.milliseconds > limit(within) {
      throw CaseFailure.fail(
        expected: "an answer within \(within) ms", actual: "\(answer.duration.milliseconds) ms")
    }
    if let (name, percent) = expect.gzip { try checkCompressed(answer, of: name, percent) }
    if expect.isLastModifiedTrue { try checkLastModified(answer) }
    if let other = try expect.tagBesides.map(variables.filled), let tag = answer.header("ETag"), tag == other,
      !tag.hasPrefix("W/"), answer.header("Content-Encoding") != nil
    {
      throw CaseFailure.fail(expected: "a weak tag, or another one for another coding", actual: tag)
    }
  }

  private func check(_ answer: Answer, _ shape: Expectation.Shape) throws {
    switch shape {
    case .empty:
      guard answer.body.isEmpty else { throw CaseFailure.fail(expected: "no body", actual: answer.line) }
    case .object, .error:
      guard let type = answer.header("Content-Type"), type.lowercased().hasPrefix("application/json") else {
        throw CaseFailure.fail(
          expected: "Content-Type application/json",
          actual: "\(answer.header("Content-Type") ?? "none") (\(answer.line))")
      }
      guard case .object? = answer.json else {
        throw CaseFailure.fail(expected: "a JSON object", actual: answer.line)
      }
      guard shape == .error else { return }
      guard answer.json?["success"] == .boolean(false), let text = answer.json?["error"]?.text, !text.isEmpty
      else {
        throw CaseFailure.fail(expected: "success false and an error in words", actual: answer.line)
      }
    }
  }

  private func check(_ answer: Answer, _ pointer: String, _ match: ValueMatch) throws {
    let found = answer.json?.at(pointer == "messageId" ? "/" + binding.api.fields.messageID : pointer)
    let holds: Bool
    var words = "present"
    switch match {
    case .present: holds = found != nil && found != .null
    case .absent: (holds, words) = (found == nil, "absent")
    case .text: (holds, words) = (!(found?.text ?? "").isEmpty, "a text that says something")
    case .equals(let text):
      let wanted = try variables.filled(text)
      (holds, words) = (found?.text == wanted || found?.shown == wanted, wanted)
    }
    if !holds {
      throw CaseFailure.fail(expected: "\(pointer) to be \(words)", actual: found?.shown ?? "absent")
    }
  }

  private func filled(_ match: HeaderMatch) throws -> HeaderMatch {
    if case .equals(let text) = match { return .equals(try variables.filled(text)) }
    return match
  }

  // MARK: Several answers

  private func checkTogether(_ answers: [Answer], _ expect: Expectation) throws {
    for (status, range) in expect.tally {
      let number = answers.count { $0.fits(status) }
      guard range.contains(number) else {
        throw CaseFailure.fail(
          expected: "\(range.shown) answers \(status) of \(answers.count)", actual: "\(number)")
      }
    }
    if let pointer = expect.distinct {
      let values = try answers.map { try self.values(at: pointer, of: $0).joined(separator: " ") }
      guard Set(values).count == answers.count else {
        throw CaseFailure.fail(
          expected: "\(answers.count) different values at \(pointer)", actual: "\(Set(values).count)")
      }
    }
    if let pointer = expect.same {
      let values = Set(try answers.map { try self.values(at: pointer, of: $0) })
      guard values.count <= 1 else {
        throw CaseFailure.fail(
          expected: "the same \(pointer) in all \(answers.count) answers",
          actual: "\(values.count) different ones")
      }
    }
  }

  // MARK: Values for later

  func save(_ answers: [Answer], _ save: [(name: String, from: String)]) throws {
    for (name, from) in save { variables[name] = try answers.flatMap { try values(at: from, of: $0) } }
    if save.contains(where: { $0.from == "accepted" }) {
      for (name, from) in save where from == "accepted" {
        variables[name] = ["\(answers.count(where: \.isSuccess))"]
      }
    }
  }

  /// - Parameters:
  ///   - place: a JSON pointer, `header:Name`, or a word.
  ///   - answer: where to look.
  /// - Returns: the values there; several where the place means a list.
  /// - Throws: where there is nothing.
  func values(at place: String, of answer: Answer) throws -> [String] {
    if place.hasPrefix("header:") {
      let name = String(place.dropFirst(7))
      guard let value = answer.header(name) else {
        throw CaseFailure.fail(expected: "header \(name)", actual: "absent (\(answer.line))")
      }
      return [value]
    }
    switch place {
    case "status": return ["\(answer.status)"]
    case "body": return [answer.text]
    case "accepted": return []
    case "contents", "ids", "times", "count", "order":
      guard let list = MessageList(answer, binding.api.fields) else {
        throw CaseFailure.fail(expected: "a list of messages", actual: answer.line)
      }
      switch place {
      case "contents": return list.written.map(\.content)
      case "ids": return list.written.map(\.id)
      case "times": return list.written.map(\.time)
      case "order": return [list.messages.map(\.id).joined(separator: " ")]
      default: return ["\(list.messages.count)"]
      }
    default:
      let pointer = place == "messageId" ? "/" + binding.api.fields.messageID : place
      guard let value = answer.json?.at(pointer) else {
        throw CaseFailure.fail(expected: "a value at \(pointer)", actual: answer.line)
      }
      return [value.text ?? value.shown]
    }
  }
}

extension Answer {
  /// - Parameter pattern: `200` or `2xx`.
  /// - Returns: whether the status is one of these.
  func fits(_ pattern: String) -> Bool {
    pattern.hasSuffix("xx") ? "\(status / 100)xx" == pattern : "\(status)" == pattern
  }
}

extension HeaderMatch {
  func holds(_ value: String?) -> Bool {
    guard let value else {
      switch self {
      case .absent, .lacks: return true
      case .any(let matches): return matches.contains { $0.holds(nil) }
      default: return false
      }
    }
    let words = value.split(separator: ",").map { $0.trimmingBlanks.lowercased() }
    switch self {
    case .absent: return false
    case .present: return !value.isEmpty
    case .date: return Timestamp(httpDate: value) != nil
    case .has(let word):
      return words.contains { $0 == word.lowercased() || $0.hasPrefix(word.lowercased() + " ") }
    case .lacks(let word): return !value.lowercased().contains(word.lowercased())
    case .equals(let text): return value == text
    case .number(let range): return Int(value).map(range.contains) ?? false
    case .any(let matches): return matches.contains { $0.holds(value) }
    }
  }

  var words: String {
    switch self {
    case .absent: "absent"
    case .present: "present"
    case .date: "a date"
    case .has(let word): "with '\(word)'"
    case .lacks(let word): "without '\(word)'"
    case .equals(let text): "'\(text)'"
    case .number(let range): "a number, \(range.shown)"
    case .any(let matches): matches.map(\.words).joined(separator: " or ")
    }
  }
}

extension Substring {
  var trimmingBlanks: Substring {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }
}
