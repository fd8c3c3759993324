import Foundation

@testable import Conformance

/// A chat of a few lines, for what the suite itself is to be tried with.
enum TinyProduct {
  /// The server model behind a port.
  static let server = ModelServerTests.program

  /// The client polls every 200 ms and shows what it gets.
  static let client = """
    const known = { run: 0 };
    class Chat {
      list: any[] = [];
      session = '';
      timer: any = 0;
      state = 'offline';
      select(session: string) { this.session = session; }
      start() { this.state = 'polling'; void this.poll(); }
      stop() { clearTimeout(this.timer); this.state = 'offline'; }
      headers() { return { Authorization: `Bearer ${localStorage.getItem('token')}`, 'Content-Type': 'application/json' }; }
      async poll() {
        try {
          const answer = await fetch(`http://app.invalid/api/messages?session_id=${this.session}`, { headers: this.headers() });
          const body = await answer.json();
          this.list = SHOWN;
          this.state = 'connected';
        } catch {
          this.state = 'error';
        }
        this.timer = setTimeout(() => this.poll(), 200);
      }
      async send(content: string) {
        await fetch('http://app.invalid/api/messages', { method: 'POST', headers: this.headers(), body: JSON.stringify({ content, session_id: this.session }) });
      }
      getState() { return this.state; }
    }
    export const chat = new Chat();
    """

  static func client(showing list: String = "body.messages") -> String {
    client.replacing("SHOWN", with: list)
  }

  /// - Parameter drive: what stands under `drive` and beside it.
  /// - Returns: a binding of the server model and a client.
  static func binding(_ drive: String = plain) -> String {
    ModelServerTests.binding.replacing(
      "      api:\n", with: "      stop: {grace: 2s}\n      api:\n")
        + """

        client:
          modules: {root: src, packages: {leftpad: empty}}
          world: {localStorage: {token: "${token}"}}
        \(drive.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
        """
  }

  /// How its client is driven.
  static let drive = """
    drive:
      instance: {module: chat.ts, export: chat}
      select: {call: select, args: '["${session}"]'}
      start: {call: start}
      stop: {call: stop}
      send: {call: send, args: '["${text}"]'}
    """

  static let plain = """
    \(drive)
    observe:
      messages: {from: instance, path: /list}
      state: {from: instance, call: getState}
    """

  /// The tree with a client of this code.
  static func scratch(_ client: String, _ more: [String: String] = [:]) throws -> Scratch {
    let scratch = try Scratch(["src/chat.ts": client, "model/serve.js": server].merging(more) { $1 })
    _ = try HarnessFiles.write(to: scratch.tree + "/model")
    return scratch
  }

  /// A case of both ends.
  static func cases(_ script: String, id: String = "E2E-001") -> String {
    """
    title: One
    cases:
      - id: \(id)
        level: MUST
        proves: T1
        text: x
        client:
    \(script.split(separator: "\n").map { "      " + $0 }.joined(separator: "\n"))
    """
  }
}
