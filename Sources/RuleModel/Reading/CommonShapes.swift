internal import Patterns
internal import SourceText
internal import StrictYAML

extension Shape where Value == String {
  /// The name of a rule, step, gate, allowance or fact. It goes into branch names,
  /// trailers and reports, so it holds nothing that any of them would have to quote.
  static let identifier = Shape.string.checked(
    schema: [.init("pattern", .string("^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$"))]
  ) { text throws(Complaint) in
    guard text.isWords(of: \.isASCIILetterOrDigit, joinedBy: "._-") else {
      throw Complaint("a name is made of letters and digits, with single '.', '-' or '_' between them")
    }
    return text
  }

  /// A part of a branch name.
  static let slug = Shape.string.checked(
    schema: [.init("pattern", .string("^[a-z0-9]+(-[a-z0-9]+)*$"))]
  ) { text throws(Complaint) in
    guard text.isWords(of: { $0.isASCIILetterOrDigit && $0 == $0 | 0x20 }, joinedBy: "-") else {
      throw Complaint(
        "this is part of a branch name: lower-case letters and digits, with single '-' between them")
    }
    return text
  }

  /// A folder of the repository.
  static let folder = Shape<RepositoryPath>.path.checked { path throws(Complaint) in path.text }
}

extension Shape where Value == RepositoryPath {
  /// A path from the repository's root.
  static let path = Shape<String>.text.checked { text throws(Complaint) in
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains(where: { ["", ".", ".."].contains($0) }) else {
      throw Complaint("a path begins at the repository's root and holds no empty part, '.' or '..'")
    }
    return RepositoryPath(text)
  }
}

extension Shape where Value == Glob {
  /// A pattern for paths.
  static let glob = Shape<String>.string.checked(schema: [.init("minLength", .integer(1))]) {
    text throws(Complaint) in
    do throws(PatternError) {
      return try Glob(text)
    } catch {
      throw Complaint(error.message, at: error.offset)
    }
  }
}

extension Shape where Value == Pattern {
  /// A regular expression that does not match empty text, which stands everywhere.
  static let pattern = Shape<String>.string.checked(schema: [.init("minLength", .integer(1))]) {
    text throws(Complaint) in
    do throws(PatternError) {
      let pattern = try Pattern(text)
      if (try? pattern.matches("")) == true {
        throw PatternError(offset: 0, message: "the expression matches empty text, so it matches everywhere")
      }
      return pattern
    } catch {
      throw Complaint(error.message, at: error.offset)
    }
  }
}

extension Shape where Value == CalendarDay {
  /// A day of the calendar.
  static let day = Shape<String>.string.checked(schema: [.init("format", .string("date"))]) {
    text throws(Complaint) in
    guard let day = CalendarDay(text) else { throw Complaint("there is no such day; write YYYY-MM-DD") }
    return day
  }
}

extension String {
  /// Whether the text is made of words that are not empty, with one sign between each
  /// two.
  fileprivate func isWords(of isPart: (UInt8) -> Bool, joinedBy signs: String) -> Bool {
    let words = utf8.split(omittingEmptySubsequences: false) { signs.utf8.contains($0) }
    return words.allSatisfy { !$0.isEmpty && $0.allSatisfy(isPart) }
  }
}

extension UInt8 {
  fileprivate var isASCIILetterOrDigit: Bool {
    (0x30...0x39).contains(self) || (self < 0x80 && (0x41...0x5A).contains(self & 0xDF))
  }
}

/// What the version of the format is called, in every file.
let apiVersion = "sunset/v1"

extension Fields {
  /// Asks for the two keys that tell what a file is.
  mutating func header(kind: String) {
    _ = required("apiVersion", .constant(apiVersion), "The version of the format.")
    _ = required("kind", .constant(kind), "What the file is.")
  }

  /// Reports each name that stands in a list for the second time.
  /// - Parameters:
  ///   - names: in the order of the list.
  ///   - noun: what they name: `rule id`.
  ///   - path: the way to the name at an index of the list.
  func reportRepeated(_ names: [String], _ noun: String, at path: (Int) -> [PathElement]) {
    var seen: Set<String> = []
    for (index, name) in names.enumerated() where !seen.insert(name).inserted {
      report("the \(noun) '\(name)' is used a second time", at: path(index))
    }
  }
}
