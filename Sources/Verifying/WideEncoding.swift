/// An encoding with units of two or four bytes.
struct WideEncoding: Equatable {
  /// Bytes in a unit: 2 or 4.
  let unit: Int
  /// Whether the high byte comes first.
  let isBigEndian: Bool

  /// The encoding whose byte order mark a file begins with.
  init?(markOf file: UnsafeRawBufferPointer) {
    if file.starts(with: [0xFF, 0xFE, 0, 0]) {
      self = WideEncoding(unit: 4, isBigEndian: false)
    } else if file.starts(with: [0, 0, 0xFE, 0xFF]) {
      self = WideEncoding(unit: 4, isBigEndian: true)
    } else if file.starts(with: [0xFF, 0xFE]) {
      self = WideEncoding(unit: 2, isBigEndian: false)
    } else if file.starts(with: [0xFE, 0xFF]) {
      self = WideEncoding(unit: 2, isBigEndian: true)
    } else {
      return nil
    }
  }

  private init(unit: Int, isBigEndian: Bool) {
    self.unit = unit
    self.isBigEndian = isBigEndian
  }

  /// The character at an offset and its length in bytes; nil at the end, also where
  /// only a part of a unit is left.
  func scalar(at offset: Int, in file: UnsafeRawBufferPointer) -> (Unicode.Scalar, length: Int)? {
    guard let first = value(at: offset, in: file) else { return nil }
    if unit == 2, (0xD800..<0xDC00).contains(first), let second = value(at: offset + 2, in: file),
      (0xDC00..<0xE000).contains(second)
    {
      let code = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
      return (Unicode.Scalar(code) ?? "\u{FFFD}", 4)
    }
    return (Unicode.Scalar(first) ?? "\u{FFFD}", unit)
  }

  private func value(at offset: Int, in file: UnsafeRawBufferPointer) -> UInt32? {
    guard offset + unit <= file.count else { return nil }
    let bytes = file[offset..<(offset + unit)]
    return isBigEndian
      ? bytes.reduce(0) { $0 << 8 | UInt32($1) } : bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
