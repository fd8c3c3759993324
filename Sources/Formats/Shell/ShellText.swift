/// Commands as text.
enum ShellText {
  /// The text without continuations: a blank stands where lines were joined.
  static func joined(_ text: ArraySlice<UInt8>) -> String {
    guard text.contains(RowBytes.backslash) else { return RowBytes.text(text) }
    var result: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      guard text[index] == RowBytes.backslash else {
        result.append(text[index])
        index += 1
        continue
      }
      var next = index + 1
      if next < text.endIndex, text[next] == RowBytes.carriageReturn { next += 1 }
      guard next < text.endIndex, text[next] == RowBytes.lineFeed else {
        result += text[index..<min(index + 2, text.endIndex)]
        index = min(index + 2, text.endIndex)
        continue
      }
      while let last = result.last, RowBytes.isGap(last) { result.removeLast() }
      result.append(RowBytes.blank)
      index = next + 1
      while index < text.endIndex, RowBytes.isGap(text[index]) { index += 1 }
    }
    return RowBytes.text(result)
  }
}
