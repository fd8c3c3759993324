/// Variables in the words of a configuration.
enum NginxVariables {
  /// The names behind `$` and in `${…}`. The groups that regular expressions number
  /// (`$1`) have no names.
  static func references(in text: String) -> [String] {
    let bytes = Array(text.utf8)
    var names: [String] = []
    var index = 0
    while let sign = bytes[index...].firstIndex(of: RowBytes.dollar) {
      index = sign + 1
      if index < bytes.count, bytes[index] == NginxLexer.openBrace { index += 1 }
      let name = bytes[index...].prefix(while: RowBytes.isWord)
      if let first = name.first, !RowBytes.isDigit(first) { names.append(RowBytes.text(name)) }
      index = name.endIndex
    }
    return names
  }

  /// The names of the groups of a regular expression: `(?<name>…)`, `(?P<name>…)`,
  /// `(?'name'…)`.
  static func groups(in text: String) -> [String] {
    let bytes = Array(text.utf8)
    var names: [String] = []
    var index = 0
    while let open = bytes[index...].firstIndex(of: UInt8(ascii: "(")) {
      index = open + 1
      var rest = bytes[index...]
      guard rest.first == UInt8(ascii: "?") else { continue }
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "P") { rest = rest.dropFirst() }
      guard let quote = rest.first, quote == UInt8(ascii: "<") || quote == RowBytes.singleQuote else {
        continue
      }
      let name = rest.dropFirst().prefix(while: RowBytes.isWord)
      // `(?<=` and `(?<!` look behind; they name nothing.
      guard !name.isEmpty, name.endIndex < bytes.count else { continue }
      let closing = bytes[name.endIndex]
      if closing == UInt8(ascii: ">") || closing == RowBytes.singleQuote { names.append(RowBytes.text(name)) }
    }
    return names
  }
}
