/// Which texts of a dashboard refer to its variables: `$name`, `${name:csv}`,
/// `[[name]]`, or `"repeat": "name"`.
struct GrafanaVariables {
  private let variables: [GrafanaDashboard.Query]
  private let document: JSONDocument
  /// The units that name a variable, by its name.
  private let users: [String: [Int]]

  init(of dashboard: GrafanaDashboard) {
    (variables, document) = (dashboard.variables, dashboard.document)
    let names = Set(variables.map(\.name))
    var users: [String: [Int]] = [:]
    for unit in dashboard.document.units {
      guard let value = unit.value else { continue }
      var named = Self.references(in: value)
      if unit.name == "repeat" { named.insert(value) }
      for name in named.intersection(names) { users[name, default: []].append(unit.id) }
    }
    self.users = users
  }

  /// Variables that had users, and have none any more but others of these variables.
  /// - Parameter gone: all units that go.
  /// - Returns: ids of units.
  func unused(without gone: Set<Int>) -> Set<Int> {
    var unused: Set<Int> = []
    var (ranges, found): ([Range<Int>], Bool) = ([], true)
    while found {
      found = false
      for variable in variables where !unused.contains(variable.unit) && !gone.contains(variable.unit) {
        let own = document.subtree(of: variable.unit)
        let others = (users[variable.name] ?? []).filter { !own.contains($0) }
        let left = others.filter { id in !gone.contains(id) && !ranges.contains { $0.contains(id) } }
        guard left.isEmpty, !others.isEmpty else { continue }
        unused.insert(variable.unit)
        ranges.append(own)
        found = true
      }
    }
    return unused
  }

  /// The names that a text refers to.
  static func references(in text: String) -> Set<String> {
    var names: Set<String> = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "$") {
        if index < bytes.count, bytes[index] == UInt8(ascii: "{") { index += 1 }
      } else if byte == UInt8(ascii: "["), index < bytes.count, bytes[index] == byte {
        // The first of three opens a range: `[[[name]]]`.
        while index < bytes.count, bytes[index] == byte { index += 1 }
      } else {
        continue
      }
      let name = bytes[index...].prefix { isPartOfName($0) }
      names.insert(String(decoding: name, as: UTF8.self))
      index += name.count
    }
    return names
  }

  private static func isPartOfName(_ byte: UInt8) -> Bool {
    JSONByte.isLetter(byte) || JSONByte.isDigit(byte) || byte == UInt8(ascii: "_")
  }
}
