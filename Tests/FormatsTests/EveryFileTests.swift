import FormatLaws
import Formats
import SourceText
import Testing

/// What holds for every file of every format: those of the fixtures, and what the cases
/// begin and end with. `make target-check` asks the same of any repository.
@Suite struct EveryFileTests {
  static let samples = (try? FormatSample.all()) ?? []

  @Test func thereAreFilesOfEachFormat() {
    #expect(Self.samples.count > 450)
    for format in Format.allCases {
      #expect(Self.samples.count { $0.format == format } > 2, "\(format)")
    }
  }

  @Test(arguments: samples)
  func comesBackAsItWas(sample: FormatSample) throws {
    #expect(try sample.document().serialised() == sample.bytes)
  }

  @Test(arguments: samples)
  func unitsAreNested(sample: FormatSample) throws {
    let units = try sample.document().units
    for (index, unit) in units.enumerated() {
      #expect(unit.id == index)
      #expect(unit.range.lowerBound >= 0 && unit.range.upperBound <= sample.bytes.count)
      guard let parent = unit.parent else { continue }
      #expect(parent < unit.id)
      #expect(units[parent].range.lowerBound <= unit.range.lowerBound, "\(unit)")
      #expect(units[parent].range.upperBound >= unit.range.upperBound, "\(unit)")
    }
  }

  /// Of large files some units, evenly spread.
  @Test(arguments: samples)
  func eachUnitGoesAlone(sample: FormatSample) throws {
    let document = try sample.document()
    let most = max(20, 400_000 / (sample.bytes.count + 1))
    for id in stride(from: 0, to: document.units.count, by: document.units.count / most + 1) {
      #expect(sample.fault(without: id, of: document) == nil)
    }
  }

  @Test(arguments: samples)
  func randomEditsTouchNothingElse(sample: FormatSample) {
    let numbers = SeededNumbers(path: Array(sample.name.utf8), seed: 0)
    let trial = FileTrial(sample.bytes, sample.format, most: 20, numbers)
    guard case .sound = trial.verdict else {
      Issue.record("\(trial.verdict)")
      return
    }
    #expect(trial.edits >= 2)
  }

  @Test(arguments: samples)
  func everythingGoesTogether(sample: FormatSample) throws {
    let document = try sample.document()
    let all = Set(document.units.indices)
    let deletion = document.deleting(all)
    #expect(deletion.units == all)
    let rest = DocumentEdit.applied(deletion.changes, to: sample.bytes)
    #expect(try sample.format.document(parsing: rest).units.isEmpty)
  }

  @Test(arguments: samples)
  func changingToTheSameChangesNothing(sample: FormatSample) throws {
    let document = try sample.document()
    let said = Saying.all(document.units, of: sample.format)
    let hasParts = Set(document.units.compactMap(\.parent))
    let most = max(20, 400_000 / (sample.bytes.count + 1))
    for id in stride(from: 0, to: document.units.count, by: document.units.count / most + 1) {
      let unit = document.units[id]
      // A sentence loses its links.
      guard !hasParts.contains(id), let value = unit.value, let change = document.changing(id, to: value)
      else { continue }
      let parsed = try sample.format.document(parsing: DocumentEdit.applied([change], to: sample.bytes))
      let difference = Saying.difference(
        Saying.all(parsed.units, of: sample.format), from: said, in: sample.format)
      #expect(difference == nil, "\(unit)")
    }
  }
}
