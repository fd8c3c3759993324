import StrictYAML
import Testing

@testable import Conformance

@Suite struct BindingTests {
  private func message(_ text: String) -> String {
    do {
      _ = try Binding.parse(Array(text.utf8), file: "conformance.yaml")
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [
    ("Fixtures/Conformance/chat-product.yaml", ["SRV-CONF-001", "STA-FLAG-001"]),
    ("Fixtures/Targets/cloud-consulting-business/conformance.yaml", []),
  ])
  func ourBindingsAreRead(path: String, waived: [String]) throws {
    let binding = try Binding.parse(try Project.bytes(path), file: path)
    #expect(binding.server?.api.send.method == "POST")
    #expect(binding.waivers.map(\.id) == waived)
    #expect(binding.tree?.removed.isEmpty == false)
  }

  @Test func unknownKeysAreMarked() {
    #expect(
      message("version: 1\nsever: {}\n") == """
        conformance.yaml:2:1: error: unknown key 'sever'; did you mean 'server'?
          2 | sever: {}
            | ^
        """)
  }

  @Test(arguments: [
    ("version: 2\n", "the number must be at least 1"),
    ("version: 1\nfeatures: [shering]\n", "did you mean 'sharing'?"),
    ("version: 1\nwaive: [{id: STA-ENV-001, reason: r, until: soon}]\n", "an end is a day"),
    ("version: 1\nserver: {dir: ../x}\n", "may not leave it"),
    ("version: 1\nserver: {ready: {path: /, budget: 5}}\n", "is a number here"),
    ("version: 1\nserver: {ready: {path: /, budget: \"5\"}}\n", "expected a duration such as 250ms"),
  ])
  func mistakes(text: String, expected: String) {
    #expect(message(text).contains(expected), "\(message(text))")
  }

  private static func client(_ drive: String, _ rest: String = "observe: {messages: {from: instance}}")
    -> String
  {
    "version: 1\nclient:\n  modules: {root: src}\n  drive:\n\(drive)\n  \(rest)\n"
  }

  private static let drive = """
        instance: {module: a.ts, export: a}
        select: {call: s, args: '["${session}"]'}
        start: {call: b}
        stop: {call: c}
        send: {call: d, args: '["${text}"]'}
    """

  @Test(arguments: [
    (client(drive.replacing("start:", with: "reconnect:")), "the drive needs the key 'start'"),
    (client(drive, ""), "needs 'observe' with 'messages'"),
    (
      client(drive, "observe: {messages: {from: store}}"),
      "looks into the store, which the drive does not name"
    ),
    (
      client(drive, "observe: {messages: {from: instance}, state: {from: manager}}"), "looks into the manager"
    ),
    (
      client(drive.replacing("select: {call: s,", with: "select: {dispatch: {module: a, export: b},")),
      "names no 'store'"
    ),
    (client(drive.replacing(#", args: '["${text}"]'"#, with: "")), "'send' needs arguments with ${text}"),
    (client(drive.replacing("${session}", with: "${sesion}")), "nobody provides '${sesion}'"),
    (client(drive + "\n    subscribe: {call: x}"), "a method of the manager, which the drive does not name"),
    (
      "version: 1\nserver: {command: [x], ready: {path: /}, persistence: memory, api: {send: {path: /}, list: {path: /}}, auth: {mint: {alg: HS256, secretEnv: KEY, claims: {sub: x}}}}\n",
      "signs with the variable 'KEY', which env does not set"
    ),
    (
      "version: 1\nserver: {command: [x], ready: {path: /}, persistence: memory, api: {send: {path: /}, list: {path: /}}, auth: {}}\n",
      "auth gives no tokens"
    ),
  ])
  func whatCannotWorkIsRefused(text: String, expected: String) {
    #expect(message(text).contains(expected), "\(message(text))")
  }

  @Test func aWholeDriveOrAnAdapterIsTaken() {
    #expect(message(Self.client(Self.drive)) == "")
    #expect(message(Self.client("    adapter: tools/drive.mjs", "")) == "")
  }

  @Test func placeholdersComeFromTheSuiteAlone() throws {
    #expect(try Placeholder.fill("a ${port} b", with: ["port": "8"]) == "a 8 b")
    #expect { try Placeholder.fill("${HOME}", with: ["port": "8"]) } throws: {
      if case CaseFailure.error(let why) = $0 { return why.contains("${HOME}, which nobody provides") }
      return false
    }
  }

  @Test func onlyWhatIsNamedIsPassedOn() throws {
    let text = """
      version: 1
      server:
        command: [x, "${port}"]
        env: {A: "${port}"}
        passEnv: [KEPT]
        variants: {roomy: {A: wide}}
        ready: {path: /}
        persistence: memory
        auth: {static: {U1: t}}
        api: {send: {method: POST, path: /m}, list: {path: /m}}
      """
    let server = try #require(try Binding.parse(Array(text.utf8), file: "b").server)
    let place = ServerWorkplace(
      binding: server, root: "/r", temporary: "/t",
      environment: ["KEPT": "k", "SECRET": "s", "PATH": "/bin", "HOME": "/h"])
    let plain = try place.command(server.command, in: "/d", values: ["port": "1"], wish: ServerWish())
    #expect(plain.arguments == ["x", "1"])
    #expect(plain.environment["A"] == "1" && plain.environment["KEPT"] == "k")
    #expect(plain.environment["SECRET"] == nil && plain.environment["HOME"] == "/t")
    let roomy = try place.command(
      server.command, in: "/d", values: ["port": "1"],
      wish: ServerWish(variant: "roomy", environment: ["TZ": "America/New_York"]))
    #expect(roomy.environment["A"] == "wide" && roomy.environment["TZ"] == "America/New_York")
  }
}
