/// Words that end with a full stop without ending a sentence.
enum Abbreviations {
  private static let never: Set<String> = [
    "e.g", "i.e", "eg", "ie", "cf", "vs", "viz", "resp", "approx", "ca", "incl", "excl", "esp", "aka", "mr",
    "mrs", "ms", "dr", "prof", "st", "jr", "sr", "fig", "figs", "pp", "dept", "misc", "z.b", "d.h", "u.a",
    "bzw",
  ]

  /// Words that also end sentences: the next one decides by how it begins.
  private static let sometimes: Set<String> = [
    "etc", "al", "inc", "ltd", "corp", "a.m", "p.m", "u.s", "no", "min", "max", "sec", "ref", "refs", "ed",
    "eds", "rev", "opt", "est", "par", "param", "params", "ch", "vol", "eq", "usw",
  ]

  /// Whether a word, without its last full stop, is short for something whatever
  /// follows: of the list, or an initial.
  static func contains(_ word: ArraySlice<UInt8>) -> Bool {
    if word.count == 1, let letter = word.first {
      return MarkdownByte.isUppercase(letter) && letter != UInt8(ascii: "I")
    }
    guard word.count <= 8 else { return false }
    return never.contains(String(decoding: word, as: UTF8.self).lowercased())
  }

  /// Whether a word may be short for something when what follows begins small, or with
  /// a digit.
  static func canContinue(_ word: ArraySlice<UInt8>) -> Bool {
    word.count <= 8 && sometimes.contains(String(decoding: word, as: UTF8.self).lowercased())
  }
}
