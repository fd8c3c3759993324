import SourceText

/// A file of YAML with texts in it that are files themselves, as a ConfigMap has them
/// under `data`: a dashboard, rules, a proxy's configuration.
///
/// The parts of such a text are parts of the entry that holds it. A text that is not of
/// the format that its key says is a text like any other.
public struct EmbeddingDocument: StructuredDocument {
  /// All parts: parents before their parts, and otherwise in the order of the file.
  public let units: [Unit]

  let outer: YAMLDocument
  private let texts: [EmbeddedText]
  /// For each unit whose it is: nil for the file itself, else an index of `texts`, and its
  /// id there.
  private let origins: [(text: Int?, id: Int)]
  /// For each unit of the file itself its id here.
  private let ids: [Int]

  /// The entries that hold files.
  var holders: [Int] { texts.map { ids[$0.holder] } }

  /// - Parameter bytes: the whole file, in UTF-8.
  /// - Throws: `FormatProblem` when it is no YAML.
  public init(parsing bytes: [UInt8]) throws(FormatProblem) {
    self.init(try YAMLDocument(parsing: bytes))
  }

  init(_ outer: YAMLDocument) {
    self.outer = outer
    texts = EmbeddedText.all(in: outer)
    var units: [Unit] = []
    var origins: [(text: Int?, id: Int)] = []
    var ids = [Int](repeating: 0, count: outer.units.count)
    let held = Dictionary(
      uniqueKeysWithValues: texts.enumerated().map {
        ($0.element.holder, (index: $0.offset, text: $0.element))
      })
    for unit in outer.units {
      let id = units.count
      ids[unit.id] = id
      units.append(unit.moved(to: id, parent: unit.parent.map { ids[$0] }, unit.range))
      origins.append((nil, unit.id))
      guard let (index, text) = held[unit.id] else { continue }
      for part in text.document.units {
        let parent = part.parent.map { $0 + id + 1 } ?? id
        units.append(part.moved(to: part.id + id + 1, parent: parent, text.places.range(of: part.range)))
        origins.append((index, part.id))
      }
    }
    (self.units, self.origins, self.ids) = (units, origins, ids)
  }

  /// The file, put together from its tokens.
  /// - Returns: exactly the bytes that were read.
  public func serialised() -> [UInt8] { outer.serialised() }

  /// Deletes units, each by the ways of its format; a text of which nothing is left goes
  /// with its key.
  /// - Parameter ids: ids of `units`.
  /// - Returns: the changes, and every unit that goes by them.
  public func deleting(_ ids: Set<Int>) -> Deletion {
    var own: Set<Int> = []
    var inner: [Int: Set<Int>] = [:]
    for id in ids where units.indices.contains(id) {
      if let text = origins[id].text {
        inner[text, default: []].insert(origins[id].id)
      } else {
        own.insert(origins[id].id)
      }
    }
    var kept: [(text: Int, deletion: Deletion)] = []
    for (index, ids) in inner.sorted(by: { $0.key < $1.key }) {
      let document = texts[index].document
      let deletion = document.deletingWithSurroundings(ids)
      if document.units.allSatisfy({ deletion.units.contains($0.id) || $0.kind == .comment }) {
        own.insert(texts[index].holder)
      } else {
        kept.append((index, deletion))
      }
    }
    let deletion = outer.deleting(own)
    var gone = Set(deletion.units.map { self.ids[$0] })
    var changes = deletion.changes.map {
      TextChange($0.range, replacement: $0.replacement, unit: self.ids[$0.unit])
    }
    for (index, deletion) in kept where !gone.contains(self.ids[texts[index].holder]) {
      let first = self.ids[texts[index].holder] + 1
      gone.formUnion(deletion.units.map { $0 + first })
      changes += deletion.changes.map { change in
        TextChange(texts[index].range(of: change), replacement: change.replacement, unit: change.unit + first)
      }
    }
    // What a text that goes holds goes as well.
    for (id, origin) in origins.enumerated() {
      if let text = origin.text, gone.contains(self.ids[texts[text].holder]) { gone.insert(id) }
    }
    return Deletion(changes: changes.sorted { $0.range.lowerBound < $1.range.lowerBound }, units: gone)
  }

  /// Gives a unit another scalar value, in the notation that it had.
  /// - Parameters:
  ///   - id: of one of `units`.
  ///   - value: the new scalar's text.
  /// - Returns: nil when the unit has no scalar of its own, or the notation cannot hold it.
  public func changing(_ id: Int, to value: String) -> TextChange? {
    guard units.indices.contains(id) else { return nil }
    guard let index = origins[id].text else {
      return outer.changing(origins[id].id, to: value).map {
        TextChange($0.range, replacement: $0.replacement, unit: id)
      }
    }
    let text = texts[index]
    return text.document.changing(origins[id].id, to: value).flatMap { change in
      // In the lines of a block only what has no line ends is written as it is.
      guard !change.replacement.contains(RowBytes.lineFeed) else { return nil }
      return held(
        TextChange(text.range(of: change), replacement: change.replacement, unit: id), as: value)
    }
  }

  /// Where the bytes of a unit's value stand in the file.
  func places(ofValue id: Int) -> ValuePlaces? {
    guard let index = origins[id].text else { return outer.valuePlaces(of: origins[id].id) }
    return texts[index].document.valuePlaces(of: origins[id].id)?.within(texts[index].places)
  }
}

/// A text that is a file of its own.
struct EmbeddedText: Sendable {
  /// The entry of the outer file.
  let holder: Int
  let document: any StructuredDocument
  /// Where its bytes stand in the outer file.
  let places: ValuePlaces
  private let bytes: [UInt8]

  /// The texts under `data` and `stringData` whose keys are names of files, and which are
  /// written as they are, in lines below their keys.
  static func all(in outer: YAMLDocument) -> [EmbeddedText] {
    outer.units.compactMap { unit in
      guard unit.kind == .entry, let name = unit.name, let value = unit.value, value.contains("\n"),
        let parent = unit.parent,
        outer.units[parent].name == "data" || outer.units[parent].name == "stringData",
        let format = Format(of: RepositoryPath(name)),
        let scalar = outer.outline.places[unit.id].scalar, scalar.style == .literal,
        let document = try? format.document(parsing: Array(value.utf8)), !document.units.isEmpty,
        let places = outer.valuePlaces(of: unit.id)
      else { return nil }
      return EmbeddedText(holder: unit.id, document: document, places: places, bytes: Array(value.utf8))
    }
  }

  /// Where a change of the text is made in the outer file: whole lines go with the line end
  /// before them, so that no indentation is left behind.
  func range(of change: TextChange) -> Range<Int> {
    let range = change.range
    guard change.replacement.isEmpty, range.lowerBound > 0, !range.isEmpty,
      bytes[range.lowerBound - 1] == RowBytes.lineFeed, bytes[range.upperBound - 1] == RowBytes.lineFeed
    else { return places.range(of: range) }
    return places.range(of: (range.lowerBound - 1)..<(range.upperBound - 1))
  }
}

extension Unit {
  /// The same unit as a part of another document.
  fileprivate func moved(to id: Int, parent: Int?, _ range: Range<Int>) -> Unit {
    Unit(id: id, parent: parent, kind: kind, name: name, value: value, range: range)
  }
}
