/// A path inside a repository, as git keeps it: bytes, `/` between components,
/// no leading or trailing `/`. It need not be valid UTF-8 and may hold new lines.
///
/// Ordered by bytes, so that the order of output depends on nothing else.
public struct RepositoryPath: Hashable, Comparable, Sendable {
  /// The raw bytes.
  public let bytes: [UInt8]

  /// - Parameter bytes: the path as git stores it; not checked.
  public init(bytes: [UInt8]) { self.bytes = bytes }

  /// - Parameter string: the path as text; its UTF-8 is what git stores.
  public init(_ string: String) { bytes = Array(string.utf8) }

  /// The path as text; bytes that are not UTF-8 become U+FFFD. For matching and
  /// reading; use `description` for output and `bytes` for identity.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether the bytes are UTF-8.
  public var isUTF8: Bool { String(validating: bytes, as: UTF8.self) != nil }

  /// The last component.
  public var name: RepositoryPath {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return self }
    return RepositoryPath(bytes: Array(bytes[(slash + 1)...]))
  }

  /// The folder that holds it; nil at the top level.
  public var parent: RepositoryPath? {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    return RepositoryPath(bytes: Array(bytes[..<slash]))
  }

  /// The part of `name` after its last dot, as text and in lower case; empty if
  /// there is none, or if the only dot is the first character.
  public var fileExtension: String {
    let name = self.name.bytes
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return "" }
    return String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased()
  }

  /// By bytes.
  public static func < (left: Self, right: Self) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension RepositoryPath: ExpressibleByStringLiteral {
  /// The path as text; its UTF-8 is what git stores.
  public init(stringLiteral value: String) { self.init(value) }
}

extension RepositoryPath: CustomStringConvertible {
  /// The path for output, quoted as git does (`core.quotePath=false`): as it is,
  /// unless it holds control characters, `"`, `\` or bytes that are not UTF-8.
  public var description: String {
    let plain = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != 0x22 && $0 != 0x5C }
    if plain, let text = String(validating: bytes, as: UTF8.self) { return text }
    let valid = isUTF8
    var out: [UInt8] = [0x22]
    for byte in bytes {
      switch byte {
      case 0x22, 0x5C: out += [0x5C, byte]
      case 0x07: out += Array(#"\a"#.utf8)
      case 0x08: out += Array(#"\b"#.utf8)
      case 0x09: out += Array(#"\t"#.utf8)
      case 0x0A: out += Array(#"\n"#.utf8)
      case 0x0B: out += Array(#"\v"#.utf8)
      case 0x0C: out += Array(#"\f"#.utf8)
      case 0x0D: out += Array(#"\r"#.utf8)
      case 0x20...0x7E: out.append(byte)
      case 0x80... where valid: out.append(byte)
      default:
        let digits = String(byte, radix: 8)
        out += Array(("\\" + String(repeating: "0", count: 3 - digits.count) + digits).utf8)
      }
    }
    return String(decoding: out + [0x22], as: UTF8.self)
  }
}
