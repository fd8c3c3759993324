/// An instant as servers write it, to the nanosecond.
struct Timestamp: Sendable, Hashable, Comparable {
  /// Since 1970.
  let seconds: Int
  let nanoseconds: Int

  var value: Double { Double(seconds) + Double(nanoseconds) / 1e9 }

  /// RFC 3339.
  init?(_ text: String) {
    let form =
      /(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?\d*([Zz]|([+-])(\d\d):(\d\d))/
    guard let match = text.wholeMatch(of: form) else { return nil }
    func number(_ text: Substring?) -> Int { text.flatMap { Int($0) } ?? 0 }
    let days = Self.days(year: number(match.1), month: number(match.2), day: number(match.3))
    var seconds = days * 86_400 + number(match.4) * 3600 + number(match.5) * 60 + number(match.6)
    let offset = number(match.10) * 3600 + number(match.11) * 60
    seconds -= match.9 == "-" ? -offset : offset
    self.seconds = seconds
    let fraction = match.7.map(String.init) ?? ""
    nanoseconds = Int(fraction + String(repeating: "0", count: 9 - fraction.count)) ?? 0
  }

  /// The fixed form of RFC 9110: `Sun, 06 Nov 1994 08:49:37 GMT`.
  init?(httpDate text: String) {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let form = /[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT/
    guard let match = text.wholeMatch(of: form), let month = months.firstIndex(of: String(match.2)),
      let day = Int(match.1), let year = Int(match.3), let hour = Int(match.4), let minute = Int(match.5),
      let second = Int(match.6)
    else { return nil }
    seconds = Self.days(year: year, month: month + 1, day: day) * 86_400 + hour * 3600 + minute * 60 + second
    nanoseconds = 0
  }

  private init(seconds: Int, nanoseconds: Int) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// Without the part of a second.
  var floored: Timestamp { Timestamp(seconds: seconds, nanoseconds: 0) }

  /// RFC 3339 as a clock shows it that goes these hours ahead; without a difference, `Z`.
  func text(hoursAhead: Int = 0) -> String {
    let shifted = seconds + hoursAhead * 3600
    let day = shifted >= 0 ? shifted / 86_400 : (shifted - 86_399) / 86_400
    let rest = shifted - day * 86_400
    let (year, month, date) = Self.civil(day)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let digits = String(nanoseconds)
    let fraction =
      nanoseconds == 0 ? "" : "." + String(repeating: "0", count: 9 - digits.count) + digits
    let zone = hoursAhead == 0 ? "Z" : "+\(two(hoursAhead)):00"
    return
      "\(year)-\(two(month))-\(two(date))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))\(fraction)\(zone)"
  }

  static func < (left: Self, right: Self) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }

  /// Days since 1970-01-01 in the Gregorian calendar, by the usual count from March.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let ofEra = shifted - era * 400
    let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }

  private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let ofEra = shifted - era * 146_097
    let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let month = (5 * ofYear + 2) / 153
    return (
      year + era * 400 + (month >= 10 ? 1 : 0), month < 10 ? month + 3 : month - 9,
      ofYear - (153 * month + 2) / 5 + 1
    )
  }
}
