import Testing

@testable import Conformance

@Suite struct WireTests {
  private func answer(_ parts: [String], head: Bool = false, ends: Bool = false) -> Answer? {
    var reader = AnswerReader(isForHead: head)
    for part in parts {
      if let answer = reader.append(Array(part.utf8)) { return answer }
    }
    return ends ? reader.finish() : nil
  }

  @Test func aLengthEndsABody() {
    let whole = answer([
      "HTTP/1.1 201 Created\r\nContent-Le", "ngth: 5\r\nX-A: 1\r\nx-a: 2\r\n\r\nhel", "lo, more",
    ])
    #expect(whole?.status == 201)
    #expect(whole?.text == "hello")
    #expect(whole?.header("X-a") == "1, 2")
    #expect(answer(["HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello"], ends: true) == nil)
  }

  @Test func chunksAreJoined() {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    #expect(answer([head, "5\r\nhel", "lo\r\n1;x=y\r\n!\r\n0\r\n\r\n"])?.text == "hello!")
    #expect(answer([head, "5\r\nhello\r\n"], ends: true) == nil)
  }

  @Test func theEndOfTheConnectionEndsABody() {
    #expect(answer(["HTTP/1.0 200 OK\r\n\r\nall of", " it"], ends: true)?.text == "all of it")
    #expect(answer(["garbage"], ends: true) == nil)
  }

  @Test func someAnswersHaveNoBody() {
    #expect(answer(["HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"], head: true)?.body == [])
    #expect(answer(["HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n"])?.status == 304)
    #expect(answer(["HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n"])?.status == 204)
    #expect(answer(["HTTP/1.1 101 Switching Protocols\r\n\r\n"])?.status == 101)
  }

  @Test func whatGoesOverTheWireIsWhatWasAskedFor() {
    let request = WireRequest(
      method: "POST", target: "/a", headers: [.init(name: "Host", value: "h")], body: Array("x".utf8))
    #expect(
      String(decoding: request.bytes, as: UTF8.self)
        == "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx")
    #expect(WireRequest.escaped("a+b c/é\0") == "a%2Bb%20c%2F%C3%A9%00")
  }

  @Test func gzipMembers() {
    let member: [UInt8] = [
      0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0, 0x86, 0xA6, 0x10, 0x36, 5, 0,
      0, 0,
    ]
    #expect(Gzip.inflated(member) == Array("hello".utf8))
    #expect(Gzip.inflated(Array(member.dropLast(3))) == nil)
    #expect(Gzip.inflated(member + [0]) == nil)
    #expect(Gzip.inflated(member, limit: 2) == nil)
    #expect(Gzip.inflated(Array("hello".utf8)) == nil)
  }

  /// RFC 4231, test case 2, and the example of RFC 7515's algorithm.
  @Test func signatures() {
    let mac = TokenMint.hmac(key: Array("Jefe".utf8), Array("what do ya want for nothing?".utf8))
    #expect(
      TokenMint.base64URL(mac) == "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM")
    let mint = TokenMint(
      secret: "s", claims: [("sub", ["${user}"]), ("roles", ["admin"])], listClaims: ["roles"])
    let parts = mint.token(for: "ada", .valid, now: 1_000_000).split(separator: ".").map(String.init)
    #expect(parts[0] == TokenMint.base64URL(Array(#"{"alg":"HS256","typ":"JWT"}"#.utf8)))
    #expect(
      parts[1]
        == TokenMint.base64URL(Array(#"{"sub":"ada","roles":["admin"],"iat":999995,"exp":1003600}"#.utf8)))
    let kinds = Set(TokenKind.allCases.map { mint.token(for: "ada", $0, now: 1_000_000) })
    #expect(kinds.count == TokenKind.allCases.count)
  }

  @Test func times() throws {
    let time = try #require(Timestamp("2024-02-29T23:59:58.123456Z"))
    #expect(time.seconds == 1_709_251_198 && time.nanoseconds == 123_456_000)
    #expect(Timestamp("2024-03-01T01:59:58.123456+02:00") == time)
    #expect(time.text(hoursAhead: 2) == "2024-03-01T01:59:58.123456000+02:00")
    #expect(time.floored.text() == "2024-02-29T23:59:58Z")
    #expect(Timestamp(httpDate: "Thu, 29 Feb 2024 23:59:58 GMT") == time.floored)
    #expect(Timestamp("yesterday") == nil && Timestamp(httpDate: "2024-02-29") == nil)
  }

  @Test func names() throws {
    var variables = Variables(key: "run-srv-a-001")
    variables["id"] = ["a", "b", "c"]
    variables["at"] = ["2024-02-29T23:59:58.5Z"]
    #expect(try variables.filled("${id[2]} ${id[last]} ${env} ${") == "b c ${env} ${")
    #expect(try variables.filled("${unix:at} ${seconds:at}") == "1709251198 2024-02-29T23:59:58Z")
    #expect(try variables.list("${id}") == ["a", "b", "c"])
    for length in [9, 10, 100, 101] {
      #expect(try variables.filled("${session:\(length)}").count == length)
    }
    #expect { try variables.filled("${id[4]}") } throws: {
      if case CaseFailure.fail = $0 { true } else { false }
    }
  }
}
