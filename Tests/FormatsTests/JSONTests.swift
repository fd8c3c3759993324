import FormatLaws
import Formats
import SourceText
import Testing

@Suite struct JSONTests {
  private func applied(_ changes: [TextChange], to bytes: [UInt8]) throws -> [UInt8] {
    try EditSet(changes.map { Edit($0.range, replacement: $0.replacement, cause: CauseID($0.unit)) })
      .applied(to: bytes)
  }

  /// Deletes some units, and looks at what the rest says.
  private func deletesOnly(_ ids: Set<Int>, of document: JSONDocument, _ name: String) {
    do {
      _ = try DocumentEdit(deleting: ids).result(on: document, of: document.serialised(), .json)
    } catch  where error.message.hasPrefix("more blank lines") {
      // Where blank lines are strewn at random, nobody can say which of them are meant.
      return
    } catch {
      Issue.record("\(name) without \(ids): \(error.message)")
    }
  }

  @Test func eachUnitGoesFromBetweenItsNeighbours() throws {
    for sample in EveryFileTests.samples where sample.format == .json {
      let document = try JSONDocument(parsing: sample.bytes)
      // Of large files some, spread over the file.
      let step = document.units.count < 1000 ? 1 : document.units.count / 25
      for id in stride(from: 0, to: document.units.count, by: step) {
        try changesOnlyBesideNeighbours(id, of: document, sample.name)
      }
    }
  }

  /// Bytes change only between the neighbours of what goes.
  private func changesOnlyBesideNeighbours(_ id: Int, of document: JSONDocument, _ name: String) throws {
    let deletion = document.deleting([id])
    var top = document.units[id]
    while let parent = top.parent, deletion.units.contains(parent) { top = document.units[parent] }
    let siblings = document.units.filter { $0.parent == top.parent && $0.id != top.id }
    let around = top.parent.map { document.units[$0].range } ?? 0..<document.serialised().count
    let start = siblings.last { $0.id < top.id }?.range.upperBound ?? around.lowerBound
    let end = siblings.first { $0.id > top.id }?.range.lowerBound ?? around.upperBound
    for change in deletion.changes {
      #expect(change.range.lowerBound >= start && change.range.upperBound <= end, "\(name): \(id)")
      #expect(change.replacement.isEmpty && change.unit == id, "\(name): \(id)")
    }
  }

  @Test func unitsCanGoTogether() throws {
    var random = SeededNumbers(seed: 5)
    for round in 0..<3000 {
      var writer = JSONWriter(random)
      let bytes = Array(writer.file().utf8)
      random = writer.random
      let document = try JSONDocument(parsing: bytes)
      #expect(document.serialised() == bytes)
      let share = Int.random(in: 1...6, using: &random)
      let ids = document.units.map(\.id).filter { _ in Int.random(in: 0..<6, using: &random) < share }
      deletesOnly(Set(ids), of: document, "round \(round):\n\(writer.text)")
      if let id = ids.first {
        try changesOnlyBesideNeighbours(id, of: document, "round \(round):\n\(writer.text)")
      }
    }
  }

  @Test func noBytesEndTheProgram() throws {
    var random = SeededNumbers(seed: 11)
    var read = 0
    for sample in try FormatSample.cases() where sample.format == .json {
      for _ in 0..<60 {
        var broken = sample.bytes
        for _ in 0..<Int.random(in: 1...3, using: &random) where !broken.isEmpty {
          let place = Int.random(in: 0..<broken.count, using: &random)
          switch Int.random(in: 0..<3, using: &random) {
          case 0: broken.remove(at: place)
          case 1: broken[place] = UInt8.random(in: 0...255, using: &random)
          default:
            broken.insert(Array("{}[]\",:/*\\ \n1e".utf8).randomElement(using: &random) ?? 0, at: place)
          }
        }
        guard let document = try? JSONDocument(parsing: broken) else { continue }
        read += 1
        #expect(document.serialised() == broken)
        if let id = document.units.indices.randomElement(using: &random) {
          deletesOnly([id], of: document, String(decoding: broken, as: UTF8.self))
        }
      }
    }
    #expect(read > 500)
  }

  @Test(arguments: [
    ("", 0, "there is no value"), ("// nothing\n", 11, "there is no value"),
    ("{\"a\": 1,\n \"b\" 2}", 14, "expected ':'"), ("[1,,2]", 3, "expected a value or ']'"),
    ("[1 2]", 3, "expected ','"), ("{\"a\": [1}", 8, "expected ','"), ("[1", 2, "it ends where"),
    ("[\"a\n\"]", 1, "does not end on its line"), ("[\"\\x\"]", 2, "no such escape"),
    ("[\"\\u12g4\"]", 2, "no such escape"), ("[1] /* open", 4, "the comment does not end"),
    ("[-]", 1, "numbers"), ("[1.]", 1, "numbers"), ("[tru]", 1, "'tru' is no value"),
    ("['a']", 1, "no value can begin"),
    ("{\"a\":1}}", 7, "expected nothing"), ("[/]", 1, "no value can begin"),
  ])
  func saysWhereItCannotBeRead(text: String, offset: Int, message: String) {
    #expect {
      try JSONDocument(parsing: Array(text.utf8))
    } throws: { error in
      (error as? FormatProblem).map { $0.offset == offset && $0.message.contains(message) } ?? false
    }
  }

  @Test func whatIsNoUTF8IsRefused() {
    let bytes = Array("[\"é".utf8) + [0xC3, 0x28] + Array("\"]".utf8)
    #expect(throws: FormatProblem("it is not encoded as UTF-8", at: 4)) { try JSONDocument(parsing: bytes) }
  }

  @Test func depthIsBounded() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    let document = try JSONDocument(parsing: nested(512))
    #expect(document.units.count == 511)
    #expect(throws: FormatProblem("it is nested more than 512 deep", at: 512)) {
      try JSONDocument(parsing: nested(100_000))
    }
  }

  @Test func textIsUnescaped() throws {
    let text = #"{"a\u00e9\n": "\ud83d\ude00 \ud83d \"\\\/\b\f\t", "b": 1.50, "c": null, "d": []}"#
    let units = try JSONDocument(parsing: Array(text.utf8)).units
    #expect(units.map(\.name) == ["aé\n", "b", "c", "d"])
    #expect(units.map(\.value) == ["😀 \u{FFFD} \"\\/\u{8}\u{C}\t", "1.50", "null", nil])
  }

  @Test func aValueKeepsItsType() throws {
    let text = #"{"s": "\u0041", "n": 1, "t": true, "z": null, "o": {}}"#
    let document = try JSONDocument(parsing: Array(text.utf8))
    func changed(_ id: Int, _ value: String) throws -> String? {
      try document.changing(id, to: value).map {
        String(decoding: try applied([$0], to: Array(text.utf8)), as: UTF8.self)
      }
    }
    #expect(try changed(0, "A") == text)
    #expect(try changed(0, "\u{1}\u{1f}é/") == text.replacing(#"\u0041"#, with: #"\u0001\u001fé/"#))
    #expect(try changed(1, "true") == nil)
    #expect(try changed(1, "01") == nil)
    #expect(try changed(2, "1") == nil)
    #expect(try changed(3, "true") == nil)
    #expect(try changed(4, "x") == nil)
    #expect(try changed(99, "x") == nil)
  }
}
