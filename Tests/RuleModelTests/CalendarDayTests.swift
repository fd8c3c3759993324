import RuleModel
import Testing

@Suite struct CalendarDayTests {
  @Test(arguments: ["2024-02-29", "2000-02-29", "2026-12-31", "0001-01-01"])
  func exists(text: String) {
    #expect(CalendarDay(text)?.description == text)
  }

  @Test(arguments: [
    "2023-02-29", "1900-02-29", "2026-00-01", "2026-13-01", "2026-04-31", "26-04-01", "2026-4-1",
    "2026-04-1x", "", "٢٠٢٦-٠٤-٠١",
  ])
  func doesNotExist(text: String) {
    #expect(CalendarDay(text) == nil)
  }

  @Test func daysHaveAnOrder() throws {
    let days = try ["2026-12-31", "2027-01-01", "2027-01-02", "2027-02-01"].map {
      try #require(CalendarDay($0))
    }
    #expect(days.shuffled().sorted() == days)
  }
}
