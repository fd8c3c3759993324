import Patterns
import RuleModel
import Testing

/// What the migration's own patterns find, and what they leave alone.
@Suite struct RemnantPatternTests {
  /// The ids of the patterns that match, in the order of the file.
  private static func hits(_ bytes: [UInt8]) throws -> [String] {
    try RemoveWebSocketTests.migration().remnants.patterns
      .filter { try $0.regex.firstMatch(in: bytes) != nil }.map(\.id)
  }

  @Test(arguments: [
    ("const socket = useWebSocket(url)", ["websocket"]),
    ("WEBSOCKET_ENABLED=true", ["websocket"]),
    ("web-socket", ["websocket"]), ("web_socket", ["websocket"]), ("Web Socket", ["websocket"]),
    ("WebSockets", ["websocket"]), ("Sec-WebSocket-Key: x", ["websocket"]),
    ("github.com/gorilla/websocket v1.5.3 h1:", ["websocket"]),
    ("websocket_connections_active", ["websocket"]),
    ("src/services/simpleWebSocketService.ts", ["websocket"]),
    ("wss://", ["url-scheme"]), ("url: ws://localhost:8061/chat", ["url-scheme"]),
    ("WSS://HOST", ["url-scheme"]),
    ("`${secure ? 'wss' : 'http'}://`", ["scheme"]), ("isSecure ? \"wss:\" : \"ws:\"", ["scheme"]),
    ("'ws:'", ["scheme"]),
    ("VITE_WS_URL=x", ["environment-name"]), ("REACT_APP_WS_URL", ["environment-name"]),
    ("WS_URL=", ["environment-name"]), ("ENABLE_WS=1", ["environment-name"]),
    ("CHAT_WS_2", ["environment-name"]),
    ("const wsClient = 1", ["identifier"]), ("ws_backend", ["identifier"]),
    ("chat_ws_connections", ["identifier"]),
    ("type WSHandler struct", ["identifier"]), ("func serveWS(", ["identifier"]),
    ("this.wsUrl", ["identifier"]),
    (#"r.GET("/ws", h)"#, ["route"]), (#"`/api/v1/admin/chat/ws?token=`"#, ["route"]),
    (#"mux.Handle("GET /api/ws", h)"#, ["route"]), (#""echo": "wscat --listen 8090""#, ["other-name"]),
    ("location /ws {", ["proxied-route"]), ("location ~ ^/api/ws/ {", ["proxied-route"]),
    ("- path: /ws", ["proxied-route"]),
    (#"path: "/ws""#, ["route", "proxied-route"]),
    (#""ws": "^8.11.0""#, ["package"]), ("require('ws')", ["package"]), (#""@types/ws": "8""#, ["package"]),
    (#""node_modules/ws": {"#, ["package"]),
    ("import io from 'socket.io-client'", ["socket-io"]), ("socketIO", ["socket-io"]),
    ("socket_io", ["socket-io"]),
    ("map $http_upgrade $connection_upgrade {", ["upgrade-variable"]),
    ("proxy_set_header Upgrade $http_upgrade;", ["upgrade-variable", "upgrade-header"]),
    ("  proxy_set_header   Connection \"Upgrade\";", ["upgrade-header"]),
    ("PROXY_SET_HEADER upgrade x;", ["upgrade-header"]),
  ])
  func finds(text: String, patterns: [String]) throws {
    #expect(try Self.hits(Array(text.utf8)) == patterns)
  }

  @Test(arguments: [
    "AWS_REGION=eu-central-1", "VITE_AWS_KEY", "AWSRegion", "NEWS_URL", "ROWS_PER_PAGE", "JWS_KEY",
    "news", "windows", "rows", "flaws://", "rows_count", "news_feed", "windows_amd64", "laws", "wsdl", "ws",
    "newsClient", "browserWsdl", "the web, sockets of bone", "websock",
    #""integrity": "sha512-x0Q4/ws/8J9k+wsAbC/wsHub9dT3mWS/vWS+pWS=="#,
    #""integrity": "sha512-wsAbCdEf0123456789/WS_""#.replacing("/WS_", with: "/WS+"),
    "h1:Ws/ws/+wsQ=", "proxy_http_version 1.1;", "proxy_set_header Connection \"\";",
    "proxy_set_header Host $host;", "location /wsdl {", "location /news {", "- path: /ws-docs", "'/news'",
    "/views/ws",
    "upgrade: true", "a socket, io", "src/rows/Rows.tsx", "github.com/gobwas/ws v1.3.0",
  ])
  func leavesAlone(text: String) throws {
    #expect(try Self.hits(Array(text.utf8)) == [])
  }

  @Test func findsAmongBytesThatAreNotUTF8() throws {
    #expect(try Self.hits([0xFF, 0xC3] + Array("WeBsOcKeT".utf8) + [0xFE]) == ["websocket"])
    #expect(try Self.hits([0x00, 0x80] + Array("ws://".utf8)) == ["url-scheme"])
  }

  /// Nothing is retried at every place of a line: that would take hours.
  @Test(.timeLimit(.minutes(1))) func staysFastOnLongLines() throws {
    let line = Array(String(repeating: "location /a/b/c\"/a/b_ws proxy_set_header ", count: 20_000).utf8)
    for pattern in try RemoveWebSocketTests.migration().remnants.patterns {
      _ = try pattern.regex.matches(in: line)
    }
  }
}
