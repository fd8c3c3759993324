/// An answer of the server, as far as it came.
struct Answer: Sendable, Hashable {
  var status: Int
  /// In the order of the wire, names as they were written.
  var headers: [Header]
  /// Without transfer coding, with content coding.
  var body: [UInt8]
  /// From the first byte sent to the last one received.
  var duration: Duration = .zero
  /// When the request began, for comparing times that the server states.
  var startedAt = 0.0

  struct Header: Sendable, Hashable {
    let name: String
    let value: String
  }

  /// All values of a header, joined as RFC 9110 has it; nil where it is absent.
  func header(_ name: String) -> String? {
    let values = headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    return values.isEmpty ? nil : values.joined(separator: ", ")
  }

  var text: String { String(decoding: body, as: UTF8.self) }
  var json: JSON? { JSON.parse(body) }
  var isSuccess: Bool { (200..<300).contains(status) }

  /// For the list of events in a report.
  var line: String {
    let shown = text.prefix(160).split(whereSeparator: \.isNewline).joined(separator: " ")
    return "\(status)\(shown.isEmpty ? "" : " \(shown)")"
  }
}
