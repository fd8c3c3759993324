/// `number` with a comma between groups of three digits: `7,408`.
func grouped(_ number: Int) -> String {
  let digits = String(number.magnitude)
  var out = number < 0 ? "-" : ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { out += "," }
    out.append(digit)
  }
  return out
}

/// A number with its noun: `1 file`, `1,024 files`, `2 branches`.
func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
  grouped(number) + " " + (number == 1 ? singular : plural ?? singular + "s")
}

/// `a`, `a and b`, `a, b and c`.
func list(_ items: [String]) -> String {
  guard let last = items.last else { return "" }
  return items.count == 1 ? last : items.dropLast().joined(separator: ", ") + " and " + last
}

/// Lines added and removed: `+12 −340`.
func changes(added: Int, removed: Int) -> String { "+\(grouped(added)) −\(grouped(removed))" }
