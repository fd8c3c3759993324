/// Finding one's way in files whose keys are known.
extension JSONDocument {
  /// Whether the whole file is an object.
  var isObject: Bool { containers.first.map { tokens[$0.open].kind == .openBrace } ?? false }

  /// The parts of a unit, or those of the whole file.
  func parts(of id: Int?) -> [Int] {
    guard let container = id.map({ members[$0].holds }) ?? (containers.isEmpty ? nil : 0) else { return [] }
    return containers[container].members
  }

  /// The entry with a name; of several the last, which is the one that readers take.
  func entry(_ name: String, of id: Int?) -> Int? {
    parts(of: id).last { units[$0].name == name }
  }

  /// The parts of an entry; none when there is no such entry.
  func parts(ofEntry name: String, of id: Int?) -> [Int] { entry(name, of: id).map { parts(of: $0) } ?? [] }

  /// The entry at the end of a way of names.
  func entry(at path: [String], of id: Int? = nil) -> Int? {
    var found = id
    for name in path {
      guard let next = entry(name, of: found) else { return nil }
      found = next
    }
    return found
  }

  /// The value of an entry that is a string.
  func string(_ name: String, of id: Int?) -> String? {
    entry(name, of: id).flatMap { isString($0) ? units[$0].value : nil }
  }

  /// The value of an entry that is a whole number.
  func integer(_ name: String, of id: Int?) -> Int? {
    entry(name, of: id).flatMap { tokens[members[$0].value].kind == .number ? units[$0].value : nil }
      .flatMap { Int($0) }
  }

  /// Whether an entry is there and `true`.
  func flag(_ name: String, of id: Int?) -> Bool {
    entry(name, of: id).map { tokens[members[$0].value].kind == .boolean && units[$0].value == "true" }
      ?? false
  }

  func isString(_ id: Int) -> Bool { tokens[members[id].value].kind == .string }

  func isObject(_ id: Int) -> Bool { tokens[members[id].value].kind == .openBrace }

  /// A unit and everything in it: ids are given parents first, so they follow it.
  func subtree(of id: Int) -> Range<Int> {
    let end = units[id].range.upperBound
    var (low, high) = (id + 1, units.count)
    while low < high {
      let middle = low + (high - low) / 2
      if units[middle].range.lowerBound < end { low = middle + 1 } else { high = middle }
    }
    return id..<low
  }

  /// Whether a line comment ends just before a place, so that a line end must follow.
  func endsInLineComment(before offset: Int) -> Bool {
    var (low, high) = (0, tokens.count)
    while low < high {
      let middle = low + (high - low) / 2
      if tokens[middle].end < offset { low = middle + 1 } else { high = middle }
    }
    return low < tokens.count && tokens[low].end == offset && tokens[low].kind == .lineComment
  }
}
