import Foundation
import Formats
import SourceText
import Testing

/// What holds for every format that is read line by line or directive by directive, over
/// all of its files in the fixtures and the cases.
@Suite struct RowFormatTests {
  static let formats: [Format] = [.nginx, .dotenv, .dockerfile, .gomod, .gosum, .shell]

  @Test(arguments: try RowSample.all())
  func comesBackAsItWas(sample: RowSample) throws {
    #expect(try sample.document().serialised() == sample.bytes)
  }

  @Test(arguments: try RowSample.all())
  func unitsAreNested(sample: RowSample) throws {
    let units = try sample.document().units
    for (index, unit) in units.enumerated() {
      #expect(unit.id == index)
      #expect(unit.range.lowerBound >= 0 && unit.range.upperBound <= sample.bytes.count)
      guard let parent = unit.parent else { continue }
      #expect(parent < unit.id)
      #expect(units[parent].range.contains(unit.range.lowerBound), "\(unit)")
      #expect(units[parent].range.upperBound >= unit.range.upperBound, "\(unit)")
    }
  }

  /// Each unit in turn: what is left reads as all other units, in the same order.
  @Test(arguments: try RowSample.all())
  func deletingLeavesTheOthers(sample: RowSample) throws {
    let document = try sample.document()
    for unit in RowSample.some(document.units) {
      let deletion = document.deleting([unit.id])
      #expect(deletion.units.contains(unit.id))
      let rest = sample.applying(deletion.changes)
      let parsed: any StructuredDocument
      do {
        parsed = try sample.format.document(parsing: rest)
      } catch {
        Issue.record("without \(unit): \(error.message)\n\(RowSample.text(rest))")
        continue
      }
      let expected = RowSample.summary(document.units.filter { !deletion.units.contains($0.id) })
      #expect(RowSample.summary(parsed.units) == expected, "without \(unit)")
    }
  }

  /// Some units at once, chosen anew each time.
  @Test(arguments: try RowSample.all())
  func deletingSeveralLeavesTheOthers(sample: RowSample) throws {
    let document = try sample.document()
    guard !document.units.isEmpty else { return }
    var numbers = SeededNumbers(seed: UInt64(sample.bytes.count))
    for _ in 0..<20 {
      let count = Int.random(in: 2...6, using: &numbers)
      let chosen = Set((0..<count).map { _ in Int.random(in: document.units.indices, using: &numbers) })
      let deletion = document.deleting(chosen)
      #expect(deletion.units.isSuperset(of: chosen))
      let rest = sample.applying(deletion.changes)
      let expected = RowSample.summary(document.units.filter { !deletion.units.contains($0.id) })
      let parsed = try sample.format.document(parsing: rest)
      #expect(RowSample.summary(parsed.units) == expected, "without \(chosen.sorted())")
    }
  }

  /// No two blank lines meet that did not before, and the form of the last line stays.
  @Test(arguments: try RowSample.all())
  func deletingLeavesNoGaps(sample: RowSample) throws {
    let document = try sample.document()
    let before = RowSample.longestGap(sample.bytes)
    for unit in RowSample.some(document.units) {
      let rest = sample.applying(document.deleting([unit.id]).changes)
      #expect(RowSample.longestGap(rest) <= before, "without \(unit)")
      guard !rest.isEmpty else { continue }
      let ends = { (bytes: [UInt8]) in bytes.last == UInt8(ascii: "\n") }
      #expect(ends(rest) == ends(sample.bytes), "without \(unit)")
    }
  }

  @Test(arguments: try RowSample.all())
  func deletingEverythingLeavesNothingToDelete(sample: RowSample) throws {
    let document = try sample.document()
    let all = Set(document.units.indices)
    let deletion = document.deleting(all)
    #expect(deletion.units == all)
    let rest = sample.applying(deletion.changes)
    #expect(try sample.format.document(parsing: rest).units.isEmpty)
  }

  @Test(arguments: try RowSample.all())
  func changingToTheSameChangesNothing(sample: RowSample) throws {
    let document = try sample.document()
    for unit in RowSample.some(document.units) {
      guard let value = unit.value, let change = document.changing(unit.id, to: value) else { continue }
      let parsed = try sample.format.document(parsing: sample.applying([change]))
      #expect(RowSample.summary(parsed.units) == RowSample.summary(document.units), "\(unit)")
    }
  }

  /// Bytes that somebody broke are read or refused, and what is read comes back.
  @Test(arguments: try RowSample.all())
  func brokenBytesDoNoHarm(sample: RowSample) {
    var numbers = SeededNumbers(seed: UInt64(sample.bytes.count))
    for _ in 0..<60 {
      let broken = numbers.broken(sample.bytes)
      guard let document = try? sample.format.document(parsing: broken) else { continue }
      #expect(document.serialised() == broken)
      guard !document.units.isEmpty else { continue }
      let chosen = Set((0..<3).map { _ in Int.random(in: document.units.indices, using: &numbers) })
      let changes = document.deleting(chosen).changes
      for (upper, lower) in zip(changes, changes.dropFirst()) {
        #expect(
          upper.range.upperBound <= lower.range.lowerBound,
          "without \(chosen.sorted()) of \(String(decoding: broken, as: UTF8.self))")
      }
      for unit in document.units { _ = document.changing(unit.id, to: "x") }
    }
  }
}
