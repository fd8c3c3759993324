/// Puts an answer together from the bytes of a connection (RFC 9112). It takes what
/// comes: what is wrong with an answer is for the cases to say.
struct AnswerReader: Sendable {
  /// Whether the request was a HEAD, whose answer has no body whatever its headers say.
  let isForHead: Bool
  private var bytes: [UInt8] = []
  private var head: (status: Int, headers: [Answer.Header], bodyStart: Int)?
  /// Where the next chunk's size line begins.
  private var chunkStart = 0
  private var chunked: [UInt8] = []

  init(isForHead: Bool) { self.isForHead = isForHead }

  var hasBegun: Bool { !bytes.isEmpty }

  /// - Returns: the answer once it is whole.
  mutating func append(_ more: some Sequence<UInt8>) -> Answer? {
    bytes.append(contentsOf: more)
    return answer(atEnd: false)
  }

  /// - Returns: the answer where the end of the connection is the end of its body.
  mutating func finish() -> Answer? { answer(atEnd: true) }

  private mutating func answer(atEnd: Bool) -> Answer? {
    while head == nil {
      guard readHead() else { return nil }
      // What says "go on" is not the answer, but for a change of protocols.
      if let status = head?.status, (100..<200).contains(status), status != 101 {
        bytes.removeFirst(head?.bodyStart ?? 0)
        head = nil
      }
    }
    guard let (status, headers, start) = head else { return nil }
    func whole(_ body: some Sequence<UInt8>) -> Answer {
      Answer(status: status, headers: headers, body: Array(body))
    }
    func value(_ name: String) -> String? { headers.last { $0.name.lowercased() == name }?.value }
    if isForHead || status == 204 || status == 304 || status == 101 { return whole([]) }
    if value("transfer-encoding")?.lowercased().contains("chunked") ?? false {
      return readChunks() ? whole(chunked) : nil
    }
    if let length = value("content-length").flatMap({ Int($0) }) {
      return bytes.count - start >= length ? whole(bytes[start..<(start + length)]) : nil
    }
    return atEnd ? whole(bytes[start...]) : nil
  }

  private mutating func readHead() -> Bool {
    guard let end = bytes.firstIndex(of: [0x0D, 0x0A, 0x0D, 0x0A], from: 0) else { return false }
    let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
    let words = (lines.first ?? "").split(separator: " ", maxSplits: 2)
    guard words.count >= 2, let status = Int(words[1]) else { return false }
    let headers = lines.dropFirst().compactMap { line -> Answer.Header? in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...]
      return Answer.Header(name: String(line[..<colon]), value: String(value.drop { $0 == " " }))
    }
    head = (status, headers, end + 4)
    chunkStart = end + 4
    return true
  }

  private mutating func readChunks() -> Bool {
    while let end = bytes.firstIndex(of: [0x0D, 0x0A], from: chunkStart) {
      let line = String(decoding: bytes[chunkStart..<end], as: UTF8.self)
      guard let size = Int(line.prefix { $0 != ";" }.filter { $0 != " " }, radix: 16) else { return false }
      if size == 0 { return true }
      guard bytes.count >= end + 2 + size + 2 else { return false }
      chunked += bytes[(end + 2)..<(end + 2 + size)]
      chunkStart = end + 2 + size + 2
    }
    return false
  }
}

extension [UInt8] {
  /// - Returns: the index where `mark` begins.
  func firstIndex(of mark: [UInt8], from start: Int) -> Int? {
    guard count - start >= mark.count else { return nil }
    return (start...(count - mark.count)).first { index in
      mark.indices.allSatisfy { self[index + $0] == mark[$0] }
    }
  }
}
