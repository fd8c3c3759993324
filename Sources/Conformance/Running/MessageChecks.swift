/// Compares lists of messages with what is expected of them.
extension CaseRun {
  func check(_ answer: Answer, _ expect: MessagesExpectation) throws {
    guard let list = try list(answer, expect) else { return }
    let written = list.written
    if expect.isWhole {
      if let flaw = list.flaw {
        throw CaseFailure.fail(expected: "messages with all their fields", actual: flaw)
      }
      guard list.more != nil else {
        throw CaseFailure.fail(
          expected: "'\(binding.api.fields.more)' to be true or false", actual: answer.line)
      }
    }
    if let range = expect.count, !range.contains(written.count) {
      throw CaseFailure.fail(expected: "\(range.shown) messages", actual: "\(written.count)")
    }
    if let number = try expect.number.map(variables.filled), number != "\(written.count)" {
      throw CaseFailure.fail(expected: "\(number) messages", actual: "\(written.count)")
    }
    if let contents = expect.contents {
      let wanted = try contents.flatMap(variables.list)
      try compare(written.map(\.content), wanted, "the contents")
    }
    let found = Set(written.map(\.content))
    for text in try expect.holds.flatMap(variables.list) where !found.contains(text) {
      throw CaseFailure.fail(
        expected: "'\(text)' among the messages", actual: "\(written.map(\.content).shown)")
    }
    for text in try expect.lacks.flatMap(variables.list) where found.contains(text) {
      throw CaseFailure.fail(expected: "no '\(text)' among the messages", actual: "it is there")
    }
    if let ids = expect.ids { try compare(written.map(\.id), try variables.list(ids), "the ids") }
    if let more = expect.more, list.more != more {
      throw CaseFailure.fail(
        expected: "\(binding.api.fields.more) \(more)", actual: list.more.map { "\($0)" } ?? "absent")
    }
    if expect.isOrdered { try checkOrder(list) }
    if let near = expect.near { try checkNear(written, answer, near) }
    if let range = expect.replies, !range.contains(list.replies.count) {
      throw CaseFailure.fail(expected: "\(range.shown) replies", actual: "\(list.replies.count)")
    }
  }

  /// - Returns: nil where a refusal is as good as an empty list and nothing was wanted.
  private func list(_ answer: Answer, _ expect: MessagesExpectation) throws -> MessageList? {
    if let list = MessageList(answer, binding.api.fields) { return list }
    let number = try expect.number.map(variables.filled)
    let wantsNothing = number.map { $0 == "0" } ?? expect.count?.contains(0) ?? expect.holds.isEmpty
    guard expect.isLenient, answer.status < 500, !answer.isSuccess, wantsNothing else {
      throw CaseFailure.fail(expected: "a list of messages", actual: answer.line)
    }
    return nil
  }

  func compare(_ found: [String], _ wanted: [String], _ what: String) throws {
    guard found != wanted else { return }
    let place = zip(found, wanted).prefix { $0 == $1 }.count
    func at(_ list: [String]) -> String {
      list.indices.contains(place) ? "'\(list[place].prefix(80))'" : "nothing"
    }
    throw CaseFailure.fail(
      expected: "\(what) of \(wanted.count) messages, number \(place + 1) being \(at(wanted))",
      actual: "\(found.count) messages, number \(place + 1) being \(at(found))")
  }

  private func checkOrder(_ list: MessageList) throws {
    let times = list.messages.map { Timestamp($0.time) }
    for (index, pair) in zip(times, times.dropFirst()).enumerated() {
      guard let first = pair.0, let second = pair.1, first <= second else {
        throw CaseFailure.fail(
          expected: "times that do not go back",
          actual: "\(list.messages[index].time), then \(list.messages[index + 1].time)")
      }
    }
  }

  private func checkNear(_ written: [MessageList.Message], _ answer: Answer, _ near: Int) throws {
    guard let last = written.last, let time = Timestamp(last.time) else {
      throw CaseFailure.fail(expected: "a message with a time", actual: "\(written.last?.time ?? "none")")
    }
    let distance = abs(time.value - answer.startedAt) * 1000
    guard distance <= Double(scaled(near)) else {
      throw CaseFailure.fail(
        expected: "a time within \(near) ms of the request", actual: "\(last.time), \(Int(distance)) ms away")
    }
  }

  func checkCompressed(_ answer: Answer, of name: String, _ percent: Int) throws {
    guard let coding = answer.header("Content-Encoding"), coding != "identity" else {
      remark = "the server does not compress"
      return
    }
    guard coding.lowercased() == "gzip", let body = Gzip.inflated(answer.body) else {
      throw CaseFailure.fail(
        expected: "a whole gzip member", actual: "\(coding), \(answer.body.count) bytes that are none")
    }
    let wanted = try variables.list("${\(name)}").first ?? ""
    guard JSON.parse(body) == JSON.parse(Array(wanted.utf8)) else {
      throw CaseFailure.fail(
        expected: "the same JSON as without compression",
        actual: String(decoding: body.prefix(200), as: UTF8.self))
    }
    guard answer.body.count * 100 <= body.count * percent else {
      throw CaseFailure.fail(
        expected: "at most \(percent) % of \(body.count) bytes", actual: "\(answer.body.count) bytes")
    }
  }

  func checkLastModified(_ answer: Answer) throws {
    guard let header = answer.header("Last-Modified") else {
      throw CaseFailure.notApplicable("the server sends no Last-Modified")
    }
    guard let stated = Timestamp(httpDate: header) else {
      throw CaseFailure.fail(expected: "Last-Modified as an HTTP date", actual: header)
    }
    guard let list = MessageList(answer, binding.api.fields), let last = list.messages.last,
      let time = Timestamp(last.time)
    else { throw CaseFailure.fail(expected: "a list with times", actual: answer.line) }
    guard abs(stated.seconds - time.seconds) <= 1 else {
      throw CaseFailure.fail(expected: "Last-Modified within 1 s of \(last.time)", actual: header)
    }
    count("last-modified")
  }
}

extension [String] {
  var shown: String {
    "[" + prefix(8).map { "'\($0.prefix(60))'" }.joined(separator: ", ") + (count > 8 ? ", …]" : "]")
  }
}
