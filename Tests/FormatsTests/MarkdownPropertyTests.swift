import FormatLaws
import Formats
import Foundation
import SourceText
import Testing

/// What becomes of broken Markdown, and what long Markdown costs.
@Suite struct MarkdownPropertyTests {
  /// Bytes that nobody wrote: it must read them, give them back, and delete from them
  /// without two changes of the same bytes.
  @Test func mutatedFilesAreReadAndGivenBack() throws {
    var numbers = SeededNumbers(seed: 11)
    let signs = Array("\n\n\r\t  >>-*+1.)#=`~|[]()<>!\\:_^".utf8) + [0xC3, 0xFF, 0xE2]
    for sample in try FormatSample.cases() where sample.format == .markdown {
      for _ in 0..<20 {
        var mutated = sample.bytes
        for _ in 0..<(1 + Int.random(in: 0..<12, using: &numbers)) where !mutated.isEmpty {
          let place = Int.random(in: 0..<mutated.count, using: &numbers)
          switch Int.random(in: 0..<3, using: &numbers) {
          case 0: mutated[place] = signs[Int.random(in: 0..<signs.count, using: &numbers)]
          case 1: mutated.insert(signs[Int.random(in: 0..<signs.count, using: &numbers)], at: place)
          default: mutated.remove(at: place)
          }
        }
        let document = try MarkdownDocument(parsing: mutated)
        #expect(document.serialised() == mutated, "\(sample.name)")
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
