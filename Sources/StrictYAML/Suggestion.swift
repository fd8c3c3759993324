/// `; did you mean 'x'?` for the candidate that is near enough to `word`, else nothing.
/// To be put behind a message.
/// - Parameters:
///   - word: what was written.
///   - candidates: what might have been meant.
/// - Returns: the addition, or an empty string.
public func didYouMean(_ word: String, among candidates: some Sequence<String>) -> String {
  let written = Array(word.lowercased().unicodeScalars.prefix(longestWord))
  // One slip in three letters is still a slip; more is another word.
  let allowed = max(1, written.count / 3)
  var best: (distance: Int, word: String)?
  for candidate in candidates where candidate != word {
    let distance = editDistance(written, Array(candidate.lowercased().unicodeScalars.prefix(longestWord)))
    guard distance <= allowed, distance < candidate.unicodeScalars.count else { continue }
    if best.map({ (distance, candidate) < ($0.distance, $0.word) }) ?? true { best = (distance, candidate) }
  }
  return best.map { "; did you mean \($0.word.quoted)?" } ?? ""
}

private let longestWord = 64

/// How many letters to insert, delete, replace or swap with their neighbour.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for row in 0..<left.count {
    var current = [row + 1]
    for column in 0..<right.count {
      let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
      var cost = min(replaced, last[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        cost = min(cost, beforeLast[column - 1] + 1)
      }
      current.append(cost)
    }
    (beforeLast, last) = (last, current)
  }
  return last[right.count]
}
