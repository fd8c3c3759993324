import Findings
import Foundation
import Testing

@testable import Conformance

/// The server model by which clients are judged, held to the server's own cases over loopback.
@Suite(.serialized) struct ModelServerTests {
  /// Puts the model behind a port: what it is not made for (compression, limits of requests)
  /// is left to real servers.
  static let program = """
    const http = require('node:http');
    const { ServerModel } = require('./server.js');
    const clock = { now: () => Date.now() };
    const fields = { content: 'content', session: 'session_id', id: 'id', time: 'timestamp', type: 'type', messageID: 'message_id', more: 'has_more' };
    const route = (method) => ({ method, path: '/api/messages' });
    const api = { send: route('POST'), list: route('GET'), config: null, fields, idempotencyHeader: 'Idempotency-Key', replyInAnswer: false, unknownSession: 404 };
    const model = new ServerModel(api, { etag: true, pageMax: 1000, replies: 0, config: null }, clock, () => undefined);
    http.createServer((incoming, outgoing) => {
      const parts = [];
      incoming.on('data', (part) => parts.push(part));
      incoming.on('end', () => {
        const url = new URL(incoming.url, 'http://h.invalid');
        if (url.pathname === '/health') {
          outgoing.end('ok');
          return;
        }
        const { status, headers, text } = model.handle({
          method: incoming.method, path: url.pathname, query: Object.fromEntries(url.searchParams),
          headers: incoming.headers, body: Buffer.concat(parts).toString('utf8'),
        });
        outgoing.writeHead(status, headers);
        outgoing.end(text);
      });
    }).listen(Number(process.env.PORT), '127.0.0.1');
    """

  static var binding: String {
    """
    version: 1
    features: [idempotency]
    server:
      command: [node, model/serve.js]
      env: {PORT: "${port}"}
      ready: {path: /health, budget: 60s}
      persistence: memory
      auth: {static: {\((1...5).map { "U\($0): \"\(ClientScript.token("U\($0)"))\"" }.joined(separator: ", "))}}
      api:
        send: {method: POST, path: /api/messages}
        list: {path: /api/messages}
    """
  }

  static let held = [
    "SRV-AUTH-001", "SRV-AUTH-002", "SRV-AUTH-005", "SRV-AUTH-006", "SRV-AUTH-007", "SRV-AUTH-008",
    "SRV-SEND-001", "SRV-SEND-002", "SRV-SEND-003", "SRV-SEND-004", "SRV-SEND-005", "SRV-SEND-006",
    "SRV-SEND-007", "SRV-SEND-008", "SRV-SEND-010", "SRV-SEND-012", "SRV-SEND-013", "SRV-SEND-016",
    "SRV-SEND-017", "SRV-SEND-022", "SRV-SEND-024",
    "SRV-GET-001", "SRV-GET-002", "SRV-GET-003", "SRV-GET-004", "SRV-GET-005", "SRV-GET-006", "SRV-GET-007",
    "SRV-GET-008",
    "SRV-GET-009", "SRV-GET-010", "SRV-GET-011", "SRV-GET-012", "SRV-GET-013", "SRV-GET-014", "SRV-GET-015",
    "SRV-GET-017",
    "SRV-COND-001", "SRV-COND-002", "SRV-COND-004", "SRV-COND-005", "SRV-COND-009", "SRV-COND-012",
    "SRV-CONC-001", "SRV-CONC-002", "SRV-CONC-003", "SRV-CONC-004",
  ]

  @Test func theModelDoesWhatServersMustDo() async throws {
    let scratch = try Scratch(["model/serve.js": Self.program])
    _ = try HarnessFiles.write(to: scratch.tree + "/model")
    let report = try await scratch.run(Self.binding, only: Self.held)
    for result in report.results {
      #expect(result.verdict == .pass, "\(result.id): \(result.message)")
    }
    #expect(report.count(.pass) == Self.held.count)
  }
}
