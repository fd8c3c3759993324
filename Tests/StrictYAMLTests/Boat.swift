import StrictYAML

/// A small format for the tests.
struct Boat: Equatable {
  enum Rig: String, CaseIterable, Sendable { case sloop, ketch, yawl }
  struct Sail: Equatable {
    var name: String
    var area: Int
  }

  var name: String
  var rig: Rig
  var crew: Int
  var isDry: Bool
  var sails: [Sail]
  var notes: [String: String]

  static let sail = Shape<Sail>.mapping("sail", "What the wind pushes.") { fields in
    let name = fields.required("name", .line, "What it is called.")
    let area = fields.required("area", .integer(1...500), "In square metres.")
    guard let name, let area else { return nil }
    return Sail(name: name, area: area)
  }

  static let shape = Shape<Boat>.mapping("boat", "A boat with sails.") { fields in
    let name = fields.required("name", .text, "What it is called.")
    let rig = fields.required("rig", .word(Rig.self, "rig"), "How the masts stand.")
    let crew = fields.optional("crew", .integer(1...99), default: 1, "How many sail it.")
    let isDry = fields.optional("dry", .boolean, default: true, "Whether no water comes in.")
    let sails = fields.required("sails", .oneOrMore(of: sail), "At least one.")
    let notes = fields.optional("notes", .pairs(.text, .string), default: [], "Anything else.")
    guard let name, let rig, let sails else { return nil }
    for (index, sail) in sails.enumerated() where sails[..<index].contains(where: { $0.name == sail.name }) {
      fields.report("a second sail '\(sail.name)'", at: ["sails", .index(index), "name"])
    }
    return Boat(
      name: name, rig: rig, crew: crew, isDry: isDry, sails: sails,
      notes: Dictionary(notes.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first }))
  }
}

/// What is wrong with a text, as people see it; empty when nothing is.
func mistakes<Value>(in text: String, _ shape: Shape<Value>) -> String {
  mistakes(in: Array(text.utf8), shape)
}

/// What is wrong with some bytes, as people see it; empty when nothing is.
func mistakes<Value>(in bytes: [UInt8], _ shape: Shape<Value>) -> String {
  do throws(RuleFileErrors) {
    _ = try shape.parse(bytes, file: "boat.yml")
    return ""
  } catch {
    return error.message
  }
}
