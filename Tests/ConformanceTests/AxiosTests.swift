import Findings
import Foundation
import Testing

@testable import Conformance

/// A client that asks by the real axios, which asks by the page's XMLHttpRequest.
@Suite(.serialized) struct AxiosTests {
  private static let client = """
    import axios from 'axios';
    const api = axios.create({ baseURL: 'http://app.invalid/api', timeout: 1000 });
    api.interceptors.request.use((config: any) => {
      config.headers.Authorization = `Bearer ${localStorage.getItem('token')}`;
      return config;
    });
    class Chat {
      list: any[] = [];
      session = '';
      state = 'offline';
      told: string[] = [];
      select(session: string) { this.session = session; }
      start() { void this.poll(); }
      stop() { this.state = 'offline'; }
      async poll() {
        try {
          const { data, status, headers } = await api.get('/messages', { params: { session_id: this.session, note: 'a b&c' } });
          this.list = data.messages;
          this.state = `connected ${status} ${headers['content-type']}`;
        } catch (error: any) {
          this.state = `${error.code} ${error.response?.status ?? 'none'} ${axios.isAxiosError(error)}`;
        }
        setTimeout(() => this.poll(), 500);
      }
      async send(content: string) {
        const controller = new AbortController();
        if (content === 'given up') setTimeout(() => controller.abort(), 5);
        try {
          await api.post('/messages', { content, session_id: this.session }, { signal: controller.signal });
        } catch (error: any) {
          this.list = [...this.list, { id: content, content: `${content}: ${error.code}` }];
        }
      }
      getState() { return this.state; }
    }
    export const chat = new Chat();
    """

  /// Debian's axios, as `Scripts/setup-tests` unpacks it.
  private func axios() throws -> String {
    let folder = Project.root.appending(path: ".deps/axios/usr/share/nodejs/axios").path
    let about = try #require(
      FileManager.default.contents(atPath: folder + "/package.json"), "run Scripts/setup-tests")
    #expect(String(decoding: about, as: UTF8.self).contains(#""version": "1.2.1""#))
    return folder
  }

  private func run(_ script: String) async throws -> ConformanceReport {
    let scratch = try TinyProduct.scratch(Self.client)
    try FileManager.default.createDirectory(
      atPath: scratch.tree + "/node_modules", withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: try axios(), toPath: scratch.tree + "/node_modules/axios")
    return try await scratch.run(TinyProduct.binding(), cases: TinyProduct.cases(script))
  }

  private func expectPass(_ script: String) async throws {
    let report = try await run(script)
    #expect(
      report.results.map(\.verdict) == [.pass],
      "\(report.results.map(\.message)) \(report.results.flatMap(\.events))")
    #expect(report.remarks.contains { $0.hasSuffix("the tree's own axios") }, "\(report.remarks)")
  }

  @Test func itSendsAndReads() async throws {
    try await expectPass(
      """
      do: [{at: 0, do: start}, {at: 100, do: send m1}]
      until: 3000
      expect:
        - header: {name: Authorization, is: "Bearer ${token}"}
        - header: {of: post, name: Content-Type, is: application/json}
        - list: {contents: [m1]}
        - posted: [m1]
        - seen: {what: state, from: 2900, to: 2900, only: connected 200 application/json}
        - waits: {of: get, each: "500..500"}
      happens: {get: 4, post: 1}
      """)
  }

  @Test func itsFailuresAreAxiosOwn() async throws {
    try await expectPass(
      """
      faults:
        - {on: get, until: 500, fail: network}
        - {on: get, from: 500, until: 1000, status: "503", body: "{}"}
        - {on: get, from: 1000, until: 1500, fail: hang}
        - {on: post, latency: "50"}
      do: [{at: 0, do: start}, {at: 5000, do: send given up}]
      until: 5200
      expect:
        - seen:
            what: state
            to: 4000
            path: [offline, ERR_NETWORK none true, ERR_BAD_RESPONSE 503 true, ECONNABORTED none true, connected 200 application/json]
        - ended: {of: get, number: 3, how: aborted, after: "1000..1000"}
        - ended: {of: post, how: aborted, after: "5..5"}
        - list: {at: 5010, contents: ["given up: ERR_CANCELED"]}
      happens: {failed: 3, "503": 1}
      """)
  }
}
