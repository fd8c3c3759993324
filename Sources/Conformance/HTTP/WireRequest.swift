/// A request as it goes over the wire: nothing is added and nothing corrected.
struct WireRequest: Sendable, Hashable {
  var method: String
  /// With query, percent-encoded.
  var target: String
  var headers: [Answer.Header]
  var body: [UInt8]?

  var bytes: [UInt8] {
    var head = "\(method) \(target) HTTP/1.1\r\n"
    for header in headers { head += "\(header.name): \(header.value)\r\n" }
    if let body { head += "Content-Length: \(body.count)\r\n" }
    return Array((head + "\r\n").utf8) + (body ?? [])
  }

  /// The text with everything but RFC 3986's unreserved characters escaped.
  static func escaped(_ text: String) -> String {
    text.utf8.reduce(into: "") { out, byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        out.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        out += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
  }
}
