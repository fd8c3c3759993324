/// A change of a product that one case must notice.
public struct Mutant: Sendable {
  /// The case that must fail because of it.
  public let id: String
  /// What is wrong with the product, in words.
  public let why: String
  /// Whether it is made of the tree after the clean-up.
  let isAfter: Bool
  /// What the reference has too: a route that the product itself lacks.
  let given: [TreeEdit]
  /// The change.
  let edits: [TreeEdit]
  /// Changes of the binding, which the reference has too.
  let binding: [TextEdit]

  /// Whether its reference is the product as it is.
  var sharesReference: Bool { given.isEmpty && binding.isEmpty }
}

/// A change of a tree.
enum TreeEdit: Sendable, Hashable {
  case file(String, TextEdit)
  /// Every file of code below a folder that holds text like this goes.
  case deleteFiles(below: String, holding: String)
  /// Every line like this goes from the files below a folder.
  case dropLines(below: String, like: String)
}

/// A change of a text: something replaced that stands there exactly once, or an end.
enum TextEdit: Sendable, Hashable {
  case replace(String, with: String)
  case append(String)
  /// Removed where it is there; a product that has been cleaned lacks it.
  case drop(String)

  /// - Throws: `MutantError` where the text does not stand there exactly once.
  func apply(to text: String, file: String, id: String) throws(MutantError) -> String {
    switch self {
    case .append(let end): return text + end
    case .drop(let old): return text.replacing(old, with: "")
    case .replace(let old, let new):
      let places = text.ranges(of: old)
      guard places.count == 1 else { throw .notOnce(id: id, file: file, text: old, count: places.count) }
      return text.replacing(old, with: new)
    }
  }
}
