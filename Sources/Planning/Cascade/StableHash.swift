/// A short digest that is the same on every machine and in every run; not for
/// secrets. FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/).
enum StableHash {
  /// Ten hexadecimal digits for a list of texts; their borders count.
  static func hex(_ parts: [String]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for part in parts {
      for byte in Array(part.utf8) + [0] {
        hash ^= UInt64(byte)
        hash = hash &* 0x100_0000_01b3
      }
    }
    let digits = String(hash >> 24, radix: 16)
    return String(repeating: "0", count: 10 - digits.count) + digits
  }
}
