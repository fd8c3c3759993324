/// The deletion of some units from a stream.
struct YAMLDeletion {
  let document: YAMLDocument
  /// The file.
  let bytes: [UInt8]
  /// Everything that goes.
  let going: Set<Int>
  /// Whole lines that go.
  var removal: LineRemoval
  /// Parts of lines that go.
  var cuts: [TextChange] = []

  init(of document: YAMLDocument, _ ids: Set<Int>) {
    self.document = document
    bytes = document.serialised()
    going = Self.closure(of: ids, in: document)
    removal = LineRemoval(from: document.lines)
  }

  var units: [Unit] { document.units }
  var places: [YAMLPlace] { document.outline.places }
  var lines: IndentedLines { document.lines }

  mutating func run() -> Deletion {
    guard !going.isEmpty else { return Deletion(changes: [], units: []) }
    removeParts(document.outline.roots, of: nil)
    let parents = Set(going.compactMap { units[$0].parent }).subtracting(going)
    for parent in parents.sorted() { removeParts(places[parent].children, of: parent) }
    return Deletion(changes: removal.changes(with: cuts), units: going)
  }

  /// What goes of a collection of which something stays; or of the whole stream.
  private mutating func removeParts(_ siblings: [Int], of parent: Int?) {
    guard let first = siblings.first, siblings.contains(where: going.contains) else { return }
    if parent == nil, units[first].kind == .document || siblings.allSatisfy(going.contains) {
      removeDocuments(siblings)
    } else if places[first].isFlow {
      removeFlowParts(siblings)
    } else {
      removeBlockParts(siblings, isTop: parent.map { units[$0].kind == .document } ?? true)
    }
  }

  /// With their parts, and the parents that have nothing left.
  private static func closure(of ids: Set<Int>, in document: YAMLDocument) -> Set<Int> {
    let places = document.outline.places
    var going: Set<Int> = []
    for id in ids where places.indices.contains(id) { going.formUnion(id..<places[id].subtreeEnd) }
    guard !going.isEmpty else { return [] }
    for id in places.indices.reversed() where !going.contains(id) {
      let parts = places[id].children
      if !parts.isEmpty, parts.allSatisfy(going.contains) { going.insert(id) }
    }
    return going
  }
}

extension YAMLDeletion {
  /// The runs of neighbours that go, as ranges of indices.
  func runs(in siblings: [Int]) -> [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for index in siblings.indices where going.contains(siblings[index]) {
      if let last = runs.last, last.upperBound == index - 1 {
        runs[runs.count - 1] = last.lowerBound...index
      } else {
        runs.append(index...index)
      }
    }
    return runs
  }

  func firstLine(of id: Int) -> Int { lines.number(at: units[id].range.lowerBound) }
  func lastLine(of id: Int) -> Int { lines.lastNumber(of: units[id].range) }
  func beginsLine(_ id: Int) -> Bool { lines.beginsLine(units[id].range.lowerBound) }

  /// The rank of a unit that begins its line.
  func rank(of id: Int) -> Int { lines.all[firstLine(of: id)].rank }
}
