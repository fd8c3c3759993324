/// The id of a git object: 20 bytes of SHA-1.
public struct ObjectID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Exactly 20 bytes.
  public let bytes: [UInt8]

  /// - Parameter bytes: exactly 20; nil otherwise.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 20 else { return nil }
    self.bytes = bytes
  }

  /// - Parameter hex: exactly 40 hexadecimal digits; nil otherwise.
  public init?(hex: String) {
    let digits = Array(hex.utf8)
    guard digits.count == 40 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 40, by: 2) {
      guard let high = Self.value(digits[index]), let low = Self.value(digits[index + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    self.bytes = bytes
  }

  /// Forty zeros: what stands for "no object" in ref updates and diffs.
  public static let zero = ObjectID(zeroes: ())

  private init(zeroes: Void) { bytes = Array(repeating: 0, count: 20) }

  /// Forty lower-case hexadecimal digits.
  public var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    var out: [UInt8] = []
    for byte in bytes {
      out.append(digits[Int(byte >> 4)])
      out.append(digits[Int(byte & 15)])
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The first ten digits, for people to read.
  public var short: String { String(hex.prefix(10)) }

  /// The id in hexadecimal.
  public var description: String { hex }

  /// By bytes.
  public static func < (left: Self, right: Self) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
