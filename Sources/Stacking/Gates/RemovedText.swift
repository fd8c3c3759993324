import Findings
import Planning
import SourceText

/// What a step took out, by file, to be searched for names.
struct RemovedText {
  private struct Part {
    let path: RepositoryPath
    let text: [UInt8]
    let cause: CauseID
  }

  private let parts: [Part]

  init(planned: PlannedStep, before: any Snapshot) {
    var parts: [Part] = []
    for (path, edits) in planned.edits {
      guard let text = try? before.contents(at: path) else { continue }
      parts += edits.edits.map { Part(path: path, text: Array(text[$0.range]), cause: $0.cause) }
    }
    for (path, cause) in planned.deletions {
      guard let text = try? before.contents(at: path) else { continue }
      parts.append(Part(path: path, text: text, cause: cause))
    }
    self.parts = parts.sorted { ($0.path, $0.cause) < ($1.path, $1.cause) }
  }

  /// The cause of the first part that holds a name as a word: of the same file, else of the same
  /// folder, else where the word stands as if it was declared there.
  func cause(of name: String, for path: RepositoryPath?) -> CauseID? {
    let word = Array(name.utf8)
    let holding = parts.filter { Self.holds($0.text, word) }
    guard let path else { return holding.first?.cause }
    return
      (holding.first { $0.path == path } ?? holding.first { $0.path.parent == path.parent }
      ?? holding.first { Self.declares($0.text, name) } ?? holding.first)?.cause
  }

  private static func holds(_ text: [UInt8], _ word: [UInt8]) -> Bool {
    var start = text.startIndex
    while let range = text[start...].firstRange(of: word) {
      // A text that begins with a bracket stands behind anything.
      let isWhole =
        !(isPart(word[0]) && range.lowerBound > 0 && isPart(text[range.lowerBound - 1]))
        && !(range.upperBound < text.count && isPart(text[range.upperBound]))
      if isWhole { return true }
      start = range.lowerBound + 1
    }
    return false
  }

  private static func declares(_ text: [UInt8], _ name: String) -> Bool {
    ["func ", "type ", "var ", "const ", ") ", "class ", "interface ", "function "].contains {
      holds(text, Array(($0 + name).utf8))
    }
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    byte == 0x5F || byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
      || (0x61...0x7A).contains(byte)
  }
}
