extension String {
  /// The text with control characters made visible, so that a file cannot steer the
  /// terminal that shows its mistakes. Tabs stay.
  var printable: String {
    var out = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x09: out.append(scalar)
      case 0x00...0x1F: out.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
      case 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: out.append("\u{FFFD}")
      default: out.append(scalar)
      }
    }
    return String(out)
  }

  /// The text between quotes, made visible and at most 60 characters of it.
  var quoted: String { "'\(count > 60 ? prefix(59) + "…" : self[...])'".printable }
}

extension Collection where Element == String {
  /// `'a'`, `'a' or 'b'`, `'a', 'b' or 'c'`.
  func quotedList(last word: String = "or") -> String {
    let all = map(\.quoted)
    guard let last = all.last, all.count > 1 else { return all.first ?? "" }
    return "\(all.dropLast().joined(separator: ", ")) \(word) \(last)"
  }
}
