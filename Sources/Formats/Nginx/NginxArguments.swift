/// The arguments of a directive, and how they become others.
struct NginxArguments {
  private let words: [NginxWord]

  init(_ words: ArraySlice<NginxWord>) { self.words = Array(words) }

  /// What has to be replaced by what so that the arguments read as `value`.
  func changing(to value: String) -> (range: Range<Int>, bytes: [UInt8])? {
    guard !words.isEmpty else { return nil }
    var rest = Substring(value)
    var first = 0
    // What begins and ends alike stays as it is.
    while first < words.count - 1, rest.hasPrefix(words[first].text + " ") {
      rest = rest.dropFirst(words[first].text.count + 1)
      first += 1
    }
    var last = words.count - 1
    while last > first, rest.hasSuffix(" " + words[last].text) {
      rest = rest.dropLast(words[last].text.count + 1)
      last -= 1
    }
    let range = words[first].range.lowerBound..<words[last].range.upperBound
    if first == last { return words[first].encode(String(rest)).map { (range, $0) } }
    // Several: only bare words tell where one ends and the next begins.
    guard words[first...last].allSatisfy({ $0.quote == nil }) else { return nil }
    var bytes: [UInt8] = []
    for word in rest.split(separator: " ", omittingEmptySubsequences: false) {
      guard let encoded = words[first].encode(String(word)) else { return nil }
      if !bytes.isEmpty { bytes.append(RowBytes.blank) }
      bytes += encoded
    }
    return (range, bytes)
  }
}
