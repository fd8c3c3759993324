import Findings
import SourceText

/// Remnants of each place and of several classes, with everything that one may know.
enum SampleRemnants {
  static let new = [
    remnant(
      "websocket", .code,
      at: Place(path: "web/src/App.tsx", line: 12, column: 19, text: "  const socket = new WebSocket(url);"),
      columns: 19..<28, hash: "0a"),
    remnant(
      "ws.symbols", name: "ChatSocket", .code,
      at: Place(path: "web/src/App.tsx", line: 104, column: 6, text: "😀 ChatSocket.open();"), columns: 4..<14,
      hash: "1b"),
    remnant(
      "websocket", .configuration, .linkTarget,
      at: Place(path: "etc/current", column: 1, text: "websocket.conf"), hash: "2c"),
    remnant(
      "websocket", .configuration,
      at: Place(path: "grafana/chat %.json", line: 3, column: 5, text: #"  {"\u0057ebsocket"},"#),
      columns: 5..<19, hash: "3d", spelling: "Websocket"),
    remnant(
      "websocket", .document, .path,
      at: Place(path: "docs/websocket.md", column: 6, text: "docs/websocket.md"), hash: "4e"),
    remnant(
      "websocket", .document,
      at: Place(path: "docs/a,b:c.md", line: 1, column: 1, text: "websocket & <ws> ::error::"),
      columns: 1..<10, hash: "5f"),
    remnant(
      "websocket", .binary, at: Place(path: "bin/tool", line: 7, column: 40, text: "\u{1}websocket"),
      hash: "60"),
  ]

  static let known = [
    remnant(
      "websocket", .test, at: Place(path: "web/src/a.test.ts", line: 3, column: 1, text: "websocket"),
      columns: 1..<10, hash: "71"),
    remnant(
      "websocket", .test, at: Place(path: "web/src/a.test.ts", line: 9, column: 1, text: "websocket"),
      columns: 1..<10, hash: "71"),
  ]

  static let allowed = [
    remnant(
      "websocket", .document, at: Place(path: "docs/0001.md", line: 2, column: 3, text: "# WebSocket"),
      columns: 3..<12, hash: "82")
  ]

  private static func remnant(
    _ pattern: String, name: String? = nil, _ fileClass: FileClass, _ location: Remnant.Location = .contents,
    at place: Place,
    columns: Range<Int>? = nil, hash: String, spelling: String? = nil
  ) -> Remnant {
    var remnant = Remnant(
      pattern: pattern, name: name, fileClass: fileClass, location: location, place: place,
      length: spelling == nil ? (name ?? "websocket").utf8.count : 14)
    remnant.columns = columns
    remnant.lineHash = String(repeating: hash, count: 16)
    remnant.spelling = spelling
    return remnant
  }
}
