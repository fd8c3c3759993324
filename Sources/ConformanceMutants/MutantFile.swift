internal import StrictYAML

/// A file of mutants.
public struct MutantFile: Sendable {
  /// In their order.
  public let mutants: [Mutant]

  /// Reads a file.
  /// - Parameters:
  ///   - bytes: UTF-8.
  ///   - file: its name for messages.
  /// - Returns: its mutants.
  /// - Throws: every mistake with its place.
  public static func parse(_ bytes: [UInt8], file: String) throws -> MutantFile {
    try shape.parse(bytes, file: file)
  }

  static let shape = Shape<MutantFile>.mapping("mutant file", "Mutants of the fixture.") { fields in
    fields.required("mutants", .list(of: .mutant, atLeast: 1), "In their order.").map(MutantFile.init)
  }
}

extension Shape where Value == Mutant {
  static var mutant: Shape<Mutant> {
    .mapping("mutant", "A change that one case must notice.") { fields in
      let id = fields.required("case", .line, "The case that must fail.")
      let why = fields.required("why", .line, "What is wrong with the product.")
      let tree = fields.optional("tree", .word(MutantTree.self, "tree"), default: .before, "before or after.")
      let given = fields.optional("given", .list(of: .treeEdit), default: [], "What the reference has too.")
      let edits = fields.required("edits", .list(of: .treeEdit, atLeast: 1), "The change.")
      let binding = fields.optional("binding", .list(of: .textEdit), default: [], "Changes of the binding.")
      guard let id, let why, let edits else { return nil }
      return Mutant(id: id, why: why, isAfter: tree == .after, given: given, edits: edits, binding: binding)
    }
  }
}

enum MutantTree: String, CaseIterable, Sendable {
  case before, after
}

extension Shape where Value == TreeEdit {
  static var treeEdit: Shape<TreeEdit> {
    .mapping("edit", "A change of one file, or of all below a folder.") { fields in
      let file = fields.optional("file", .line, "From the product's root.")
      let below = fields.optional("below", .string, "A folder; '' for the whole product.")
      let holding = fields.optional("delete-files-with", .line, "A regular expression.")
      let lines = fields.optional("drop-lines-with", .line, "A regular expression.")
      if let below {
        switch (holding, lines) {
        case (let pattern?, nil): return .deleteFiles(below: below, holding: pattern)
        case (nil, let pattern?): return .dropLines(below: below, like: pattern)
        default:
          fields.report("below a folder either files are deleted or lines dropped")
          return nil
        }
      }
      let edit = TextEdit(&fields)
      guard let file, let edit else { return nil }
      return .file(file, edit)
    }
  }
}

extension Shape where Value == TextEdit {
  static var textEdit: Shape<TextEdit> {
    .mapping("change", "A change of a text.") { fields in TextEdit(&fields) }
  }
}

extension TextEdit {
  fileprivate init?(_ fields: inout Fields) {
    let old = fields.optional("replace", .string, "Text that stands there once.")
    let new = fields.optional("with", .string, "What stands there instead.")
    let end = fields.optional("append", .string, "What comes behind the end.")
    let dropped = fields.optional("drop", .string, "Text that goes, if it is there.")
    switch (old, new, end, dropped) {
    case (let old?, let new?, nil, nil): self = .replace(old, with: new)
    case (nil, nil, let end?, nil): self = .append(end)
    case (nil, nil, nil, let dropped?): self = .drop(dropped)
    default:
      fields.report("an edit has 'replace' and 'with', or 'append', or 'drop'")
      return nil
    }
  }
}
