/// Text of a file in another encoding, as UTF-8, with the way back to the file.
struct DecodedText {
  /// UTF-8.
  private(set) var bytes: [UInt8] = []
  /// For each of `bytes` the offset in the file of the character it belongs to, and
  /// at the end the offset behind the last one.
  private(set) var origins: [Int] = []
  /// Whether its lines are the file's. They are not where strings were picked out.
  let hasFileLines: Bool

  /// Decodes a whole text that begins with a byte order mark of UTF-16 or UTF-32; nil
  /// where there is none. What is not a character becomes U+FFFD.
  init?(markedWide file: UnsafeRawBufferPointer) {
    guard let encoding = WideEncoding(markOf: file) else { return nil }
    hasFileLines = true
    var offset = encoding.unit
    while let (scalar, length) = encoding.scalar(at: offset, in: file) {
      append(scalar, from: offset)
      offset += length
    }
    origins.append(offset)
  }

  /// Picks out what stands in a file as ASCII in units of two bytes: UTF-16 without a
  /// mark, and the strings inside programs. Nil where the file has no zero byte.
  ///
  /// Each run of such characters becomes a line of its own, so that nothing is found
  /// across a gap.
  init?(stringsIn file: UnsafeRawBufferPointer) {
    guard var offset = firstZero(in: file, from: 0) else { return nil }
    hasFileLines = false
    offset = max(0, offset - 1)
    while offset < file.count {
      var end = offset
      while end + 1 < file.count, Self.isPrintable(file[end]), file[end + 1] == 0 { end += 2 }
      // Where the high byte comes first, the last character has no zero behind it.
      if end > offset, end < file.count, Self.isPrintable(file[end]) { end += 1 }
      if end - offset >= 4 {
        appendRun(offset..<end, of: file)
        // The first character may be the last of narrow text that ends in a zero byte.
        if offset > 0, Self.isPrintable(file[offset - 1]) { appendRun((offset + 2)..<end, of: file) }
      }
      if end > offset {
        offset = end
      } else {
        guard let zero = firstZero(in: file, from: offset + 1) else { break }
        offset = max(offset + 1, zero - 1)
      }
    }
    origins.append(file.count)
  }

  private mutating func appendRun(_ range: Range<Int>, of file: UnsafeRawBufferPointer) {
    for position in stride(from: range.lowerBound, to: range.upperBound, by: 2) {
      append(Unicode.Scalar(file[position]), from: position)
    }
    append("\n", from: range.upperBound)
  }

  private mutating func append(_ scalar: Unicode.Scalar, from offset: Int) {
    for byte in String(scalar).utf8 {
      bytes.append(byte)
      origins.append(offset)
    }
  }

  private static func isPrintable(_ byte: UInt8) -> Bool { (0x20..<0x7F).contains(byte) || byte == 0x09 }
}
