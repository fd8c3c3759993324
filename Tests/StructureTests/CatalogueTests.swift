import Testing

/// The conformance catalogue counts its cases; ids are never used twice.
@Suite struct CatalogueTests {
  struct Case {
    let area: String
    let group: String
    let number: Int
    let level: String
  }

  private func cases() throws -> [Case] {
    let row = /(?m)^\| ((SRV|CLI|E2E|STA)(?:-[A-Z]+)?)-(\d{3}) \| (MUST|SHOULD|MAY)[^|]* \|/
    return try Project.text("Fixtures/Conformance/catalogue.md").matches(of: row).compactMap { match in
      Int(match.3).map {
        Case(area: String(match.2), group: String(match.1), number: $0, level: String(match.4))
      }
    }
  }

  @Test func everyRowWithAnIdIsACase() throws {
    let text = try Project.text("Fixtures/Conformance/catalogue.md")
    #expect(text.matches(of: /(?m)^\| [A-Z0-9]{3}-\S+ \|/).count == (try cases().count))
  }

  @Test func thereAreAsManyAsItSays() throws {
    let cases = try cases()
    #expect(cases.count == 204)
    #expect(
      Dictionary(grouping: cases, by: \.area).mapValues(\.count) == [
        "SRV": 85, "CLI": 85, "E2E": 10, "STA": 24,
      ])
    #expect(
      Dictionary(grouping: cases, by: \.level).mapValues(\.count) == ["MUST": 155, "SHOULD": 48, "MAY": 1])
  }

  @Test func eachGroupIsNumberedFromOne() throws {
    for (group, cases) in Dictionary(grouping: try cases(), by: \.group) {
      #expect(cases.map(\.number) == Array(1...cases.count), "\(group)")
    }
  }
}
