import Findings
import Foundation
import RuleModel
import SourceText
import Testing

@testable import Verifying

/// What the migration from WebSockets must not trip over, searched as `verify` does it:
/// contents, paths and what escapes spell.
@Suite("Innocent text") struct InnocentTests {
  private static let migration = Result {
    let file = "Rules/remove-websocket/migration.yml"
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try Migration.parse(bytes: [UInt8](Data(contentsOf: root.appending(path: file))), file: file)
  }

  private func verify(_ files: [Planted], allowances: [Allowance] = []) throws -> Verification {
    let migration = try Self.migration.get()
    let verifier = Verifier(
      migration: migration, answers: Answers(migration: migration.id, allowances: allowances),
      ledger: FactLedger(), today: try CalendarDay("2026-01-01").orThrow())
    return verifier.verify(Trial.snapshot(files), leavingOut: [])
  }

  static let lines = [
    // Other names with the same letters.
    "AWS_REGION=eu-central-1", "export AWS_SECRET_ACCESS_KEY", "VITE_AWS_REGION", "awsRegion",
    "newAWSClient()", "AWSRegion",
    "news", "NEWS_API_URL=x", "fetchNews()", "newsFeed.map(", "rows", "ROWS_PER_PAGE", "rowsCount",
    "TableRows", "windows",
    "GOOS=windows", "windows_amd64", "os: [windows-latest]", "WindowsTerminal", "browserslist", "browsers:",
    "views/", "viewsCount",
    "laws", "flaws", "draws://canvas", "flows://x", "allows://", "JWS_KEY", "jwsVerify(", "kwsAlert", "wsdl",
    "WSDL_URL", "wsl.exe",
    "wsgi.py", "WSGIApplication", "application: wsgi", "ws-trust", "throwsError()", "throws Error", "knowsIt",
    "showsWarning",
    "newline", "news://group", "rows_total", "draws_total", "aws_s3_bucket", "paws", "PAWS", "ewsClient",
    "(ws)", "a ws b", "ws",
    // The rest of the vocabulary.
    "the web, sockets of bone", "web/sockets.ts", "webs ocket", "socket", "unix socket", "net.Socket",
    "dgram.createSocket()",
    "socket: /run/docker.sock", "websock", "io.ReadAll(socket, io.EOF)", "a socket, I/O", "upgrade: true",
    "helm upgrade --install",
    "Upgrade now", "proxy_http_version 1.1;", "proxy_set_header Connection \"\";",
    "proxy_set_header X-Upgrade-To x;",
    "add_header Connection close;", "$http_upgrade_insecure", "$connection_requests", "location /wsdl {",
    "location /news {",
    "- path: /ws-docs", "path: /rows", "'/views/ws-trust'", "see /views/ws", "\"/windows\"",
    // Packages that bring sockets of their own.
    "github.com/gobwas/ws v1.3.0", "github.com/gobwas/httphead v0.1.0", "github.com/gobwas/pool v0.2.1",
    "github.com/chromedp/cdproto v0.0.0", "\"ws-parser\": \"1\"", "\"news\": \"1\"", "\"browserslist\": {",
    // Escapes that spell nothing of it.
    "%77%73", "ro%77s", "n%65ws_feed", "\\u0061ws_region", "\\x41WS_REGION", "&#97;ws", "\"ro\" + \"wsdl\"",
    "\"A\" + \"WSREGION\"",
    "fmt.Sprintf(\"%s%ws\", a)", "%20news", "\\news_feed", "\\tws", "\\\\rows", "C:\\windows\\ws",
  ]

  @Test("A line that only looks like it is left alone, in a file and as a path", arguments: lines)
  func line(text: String) throws {
    let name = text.replacing("/", with: "~")
    let verification = try verify([
      Planted("a.txt", "x\n\(text)\ny\n"), Planted(RepositoryPath("d/" + name), ""),
    ])
    #expect(verification.report.remnants.map(\.spot) == [])
  }

  @Test("Hashes of lock files and keys hold it by chance, and do not count", arguments: 0..<8)
  func hashes(seed: Int) throws {
    var random = Steps(seed: seed)
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    func base64(_ count: Int) -> String {
      // As often as it may be, what a name would begin or end with.
      var text = String((0..<count).map { _ in alphabet.randomElement(using: &random) ?? "A" })
      let beginning =
        ["ws", "WSA", "wsA", "/ws", "+ws", "WS", "aWS/", ""].randomElement(using: &random) ?? ""
      text.replaceSubrange(
        text.startIndex..<text.index(text.startIndex, offsetBy: beginning.count), with: beginning)
      return text
    }
    var sums = "", lock = "", yarn = "", key = "-----BEGIN CERTIFICATE-----\n"
    for number in 0..<300 {
      sums += "example.com/m\(number) v1.0.\(number) h1:\(base64(43))=\n"
      lock += "      \"integrity\": \"sha512-\(base64(86))==\",\n"
      yarn += "  integrity sha512-\(base64(86))==\n"
      key += base64(64) + "\n"
    }
    let verification = try verify([
      Planted("go.sum", sums), Planted("package-lock.json", lock), Planted("yarn.lock", yarn),
      Planted("ca.pem", key),
    ])
    #expect(verification.report.remnants.map { $0.place.text ?? "" } == [])
  }

  @Test("Names that are like hashes, and long ones, are still found")
  func longNames() throws {
    let names = [
      "wsConnectionManagerWithAutomaticReconnectAndBackoff", "WSHandlerForAdministratorsAndSupportAgents",
      "wsClient2", "ws_chat_1",
      "h1: wsUrl", "serveWS",
    ]
    for name in names { #expect(try verify([Planted("a.ts", name)]).report.remnants.count == 1, "\(name)") }
  }

  @Test("Packages of packages stand in lock files when they are allowed, and only there")
  func transitive() throws {
    let allowance = try Trial.allowance(
      "transitive", "**", classes: [.lock], match: "(gorilla|faye-|isomorphic-)?/?websocket\\S*",
      reason: "of other packages")
    let sums = "github.com/gobwas/ws v1.3.0 h1:x=\ngithub.com/gorilla/websocket v1.5.0 h1:y=\n"
    let files = [Planted("go.sum", sums), Planted("yarn.lock", "faye-websocket@0.11:\n")]
    let clean = try verify(files, allowances: [allowance])
    #expect(clean.outcome == .success)
    #expect(clean.report.allowances.filter { $0.count > 0 }.map(\.count) == [2])
    let direct = try verify(
      files + [Planted("go.mod", "require github.com/gorilla/websocket v1.5.0")], allowances: [allowance])
    #expect(direct.report.remnants.map(\.place.path) == ["go.mod"])
  }
}
