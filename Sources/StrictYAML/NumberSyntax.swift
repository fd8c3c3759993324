/// What YAML 1.2 takes for a number when it stands without quotes. Written out by hand,
/// since every plain scalar of a file passes here and a regular expression of the
/// standard library costs a tenth of a millisecond each time.
enum NumberSyntax {
  /// Whether all of `text` is a number: decimal with fraction and exponent, `0x1F`,
  /// `0o17`, `-.inf`. Not-a-number is the caller's.
  static func isNumber(_ text: [UInt8]) -> Bool {
    var rest = text[...]
    if rest.starts(with: "0x".utf8) { return rest.count > 2 && rest.dropFirst(2).allSatisfy(isHexadecimal) }
    if rest.starts(with: "0o".utf8) {
      return rest.count > 2 && rest.dropFirst(2).allSatisfy { (0x30...0x37).contains($0) }
    }
    skip("+-", in: &rest)
    if [".inf", ".Inf", ".INF"].contains(where: { rest.elementsEqual($0.utf8) }) { return true }
    var digits = skipDigits(in: &rest)
    if skip(".", in: &rest) { digits += skipDigits(in: &rest) }
    guard digits > 0 else { return false }
    if skip("eE", in: &rest) {
      skip("+-", in: &rest)
      guard skipDigits(in: &rest) > 0 else { return false }
    }
    return rest.isEmpty
  }

  /// Whether all of `text` is a whole number in decimal digits.
  static func isInteger(_ text: [UInt8]) -> Bool {
    var rest = text[...]
    skip("-", in: &rest)
    return skipDigits(in: &rest) > 0 && rest.isEmpty
  }

  @discardableResult
  private static func skip(_ signs: String, in rest: inout ArraySlice<UInt8>) -> Bool {
    guard let first = rest.first, signs.utf8.contains(first) else { return false }
    rest.removeFirst()
    return true
  }

  private static func skipDigits(in rest: inout ArraySlice<UInt8>) -> Int {
    let digits = rest.prefix { (0x30...0x39).contains($0) }.count
    rest.removeFirst(digits)
    return digits
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte & 0xDF)
  }
}
