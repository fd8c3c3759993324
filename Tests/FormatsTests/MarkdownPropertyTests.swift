import Foundation
import Formats
import SourceText
import Testing

/// What holds of every Markdown file.
@Suite struct MarkdownPropertyTests {
  @Test func everyFileComesOutAsItWentIn() throws {
    let files = try MarkdownSources.files() + MarkdownSources.cases()
    #expect(files.count > 80)
    for (name, bytes) in files {
      #expect(try MarkdownDocument(parsing: bytes).serialised() == bytes, "\(name)")
    }
  }

  @Test func partsLieInTheirWholes() throws {
    for (name, bytes) in try MarkdownSources.files() + MarkdownSources.cases() {
      let units = try MarkdownDocument(parsing: bytes).units
      for unit in units {
        guard let parent = unit.parent else { continue }
        #expect(parent < unit.id, "\(name): \(unit)")
        let whole = units[parent].range
        #expect(
          whole.lowerBound <= unit.range.lowerBound && unit.range.upperBound <= whole.upperBound,
          "\(name): \(unit)")
      }
    }
  }

  /// Deletes units and looks at what the rest says.
  private func deletesOnly(_ ids: Set<Int>, of document: MarkdownDocument, _ name: String) throws {
    let deletion = document.deleting(ids)
    let ends = deletion.changes.dropLast().map(\.range.upperBound)
    let starts = deletion.changes.dropFirst().map(\.range.lowerBound)
    #expect(zip(ends, starts).allSatisfy { $0 <= $1 }, "\(name): \(ids)")
    let before = document.serialised()
    let after = try MarkdownSources.applied(deletion.changes, to: before)
    #expect(before.last == 0x0A || after.last != 0x0A || after.isEmpty, "\(name): \(ids)")
    let text = String(decoding: after, as: UTF8.self)
    let rest = try MarkdownDocument(parsing: after)
    let expected = MarkdownSaying.all(document, without: deletion.units)
    var found = MarkdownSaying.all(rest)
    // What lost a part is compared by the parts that it has left.
    for (place, saying) in expected.enumerated() where saying.value == nil && place < found.count {
      found[place] = MarkdownSaying(kind: found[place].kind, name: found[place].name, value: nil)
    }
    #expect(found == expected, "\(name) without \(ids):\n\(text)")
  }

  @Test func everyUnitOfTheCasesCanGoByItself() throws {
    for (name, bytes) in try MarkdownSources.cases() {
      let document = try MarkdownDocument(parsing: bytes)
      for unit in document.units { try deletesOnly([unit.id], of: document, name) }
    }
  }

  @Test func unitsOfFilesCanGoByThemselves() throws {
    for (name, bytes) in try MarkdownSources.files() {
      let document = try MarkdownDocument(parsing: bytes)
      let step = max(1, document.units.count / 40)
      for id in stride(from: 0, to: document.units.count, by: step) {
        try deletesOnly([id], of: document, name)
      }
    }
  }

  @Test func severalUnitsCanGoTogether() throws {
    var numbers = SeededNumbers(seed: 5)
    for (name, bytes) in try MarkdownSources.files() {
      let document = try MarkdownDocument(parsing: bytes)
      guard !document.units.isEmpty else { continue }
      for count in [2, 5, 20] {
        let ids = (0..<count).map { _ in Int.random(in: 0..<document.units.count, using: &numbers) }
        try deletesOnly(Set(ids), of: document, name)
      }
    }
  }

  /// Bytes that nobody wrote: it must read them, give them back, and delete from them
  /// without two changes of the same bytes.
  @Test func mutatedFilesAreReadAndGivenBack() throws {
    var numbers = SeededNumbers(seed: 11)
    let signs = Array("\n\n\r\t  >>-*+1.)#=`~|[]()<>!\\:_^".utf8) + [0xC3, 0xFF, 0xE2]
    for (name, bytes) in try MarkdownSources.cases() {
      for _ in 0..<20 {
        var mutated = bytes
        for _ in 0..<(1 + Int.random(in: 0..<12, using: &numbers)) where !mutated.isEmpty {
          let place = Int.random(in: 0..<mutated.count, using: &numbers)
          switch Int.random(in: 0..<3, using: &numbers) {
          case 0: mutated[place] = signs[Int.random(in: 0..<signs.count, using: &numbers)]
          case 1: mutated.insert(signs[Int.random(in: 0..<signs.count, using: &numbers)], at: place)
          default: mutated.remove(at: place)
          }
        }
        let document = try MarkdownDocument(parsing: mutated)
        #expect(document.serialised() == mutated, "\(name)")
        guard !document.units.isEmpty else { continue }
        let ids: Set = [
          Int.random(in: 0..<document.units.count, using: &numbers),
          Int.random(in: 0..<document.units.count, using: &numbers),
        ]
        let after = try MarkdownSources.applied(document.deleting(ids).changes, to: mutated)
        _ = try MarkdownDocument(parsing: after)
      }
    }
  }

  @Test(arguments: [
    "[", "![", "](", "<", "`", "``a`", "*", "_a", "**a ", "a*b_", "[a](", "[a](<", "[a](b \"", "<!--",
    "<a b='",
    "<a href=x>", "| a ", "|-", "\\", "(", "1. ", "- ", "> a\n", "- a\n", "[a]: b\n", "[a]: b \"\n", "# a\n",
    "# a\n\n---\n\n", "|a|\n|-|\n", "<div>\n", "    a\n", "```\n", "http://a(", "a. ", "[^a]: b\n", "[^a]",
    "<a name='x'></a>\n\n", "<!-- a -->\n# a\n", "![[a](b)", "1. a\n2. b\n\n",
  ])
  func lengthCostsNoMoreThanItself(part: String) throws {
    func seconds(_ count: Int) -> Double {
      let bytes = Array(repeating: Array(part.utf8), count: count).flatMap { $0 }
      let start = threadSeconds()
      guard let document = try? MarkdownDocument(parsing: bytes) else { return 0 }
      _ = document.deleting([0, document.units.count / 2])
      _ = document.anchors()
      #expect(document.serialised().count == bytes.count)
      return threadSeconds() - start
    }
    // Quadratic would be sixty-four times as long.
    let short = max(seconds(500), 0.002)
    #expect(seconds(4000) < short * 40)
  }
}

/// What this thread has worked; other tests run beside it.
private func threadSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
