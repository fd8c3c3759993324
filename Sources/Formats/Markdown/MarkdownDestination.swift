/// Where links point to, as it is written.
enum MarkdownDestination {
  /// A destination without the backslashes that keep signs from being marks.
  static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
    var out: [UInt8] = []
    var isEscaped = false
    for (index, byte) in zip(bytes.indices, bytes) {
      if !isEscaped, byte == UInt8(ascii: "\\"), index + 1 < bytes.endIndex,
        MarkdownByte.isPunctuation(bytes[index + 1])
      {
        isEscaped = true
      } else {
        out.append(byte)
        isEscaped = false
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
