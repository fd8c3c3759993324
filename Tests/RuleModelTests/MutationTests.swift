import RuleModel
import StrictYAML
import Testing

/// Whatever stands in a file, reading it yields a value or mistakes with places.
@Suite struct MutationTests {
  @Test func damagedFilesAreRefusedOrRead() {
    var random = SplitMix(state: 11)
    let original = Array(MigrationTests.complete.utf8)
    let interesting =
      Array("{}[]:,-#&*!|>'\"%@`\\\t\n\r 0~?<=".utf8) + [0x00, 0x1B, 0x7F, 0x80, 0xC3, 0xE2, 0xEF, 0xFF]
    var refused = 0
    for _ in 0..<600 {
      var bytes = original
      for _ in 0...Int.random(in: 0...3, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let byte = interesting[Int.random(in: 0..<interesting.count, using: &random)]
        switch Int.random(in: 0...3, using: &random) {
        case 0: bytes[place] = byte
        case 1: bytes.insert(byte, at: place)
        case 2: bytes.remove(at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + 40))
        }
      }
      do throws(RuleFileErrors) {
        _ = try Migration.parse(bytes: bytes, file: "m.yml")
      } catch {
        refused += 1
        #expect(error.errors.allSatisfy { $0.position.line >= 1 && $0.position.column >= 1 })
        #expect(!error.message.utf8.contains(0x1B))
      }
    }
    #expect(refused > 300)
  }

  @Test func everyBeginningIsRefusedOrRead() {
    let original = Array(MigrationTests.complete.utf8)
    for count in stride(from: 0, to: original.count, by: 7) {
      do throws(RuleFileErrors) {
        _ = try Migration.parse(bytes: Array(original[..<count]), file: "m.yml")
      } catch {
        #expect(!error.errors.isEmpty)
      }
    }
  }
}

/// Repeatable numbers.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
