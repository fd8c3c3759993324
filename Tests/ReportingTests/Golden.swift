import Foundation
import Testing

/// Compares bytes with a file under `Goldens`. The file is written only when
/// `SUNSET_RECORD` is `1`; where it is missing, the test fails.
func expectGolden(
  _ bytes: [UInt8], _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Goldens").appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["SUNSET_RECORD"] == "1" {
    try Data(bytes).write(to: file)
    return
  }
  let expected = try #require(
    try? Data(contentsOf: file), "no golden \(name); record it with SUNSET_RECORD=1",
    sourceLocation: sourceLocation)
  guard bytes != [UInt8](expected) else { return }
  let ours = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
  let theirs = String(decoding: expected, as: UTF8.self).split(
    separator: "\n", omittingEmptySubsequences: false)
  let line = zip(ours, theirs).prefix { $0 == $1 }.count
  let found = line < ours.count ? ours[line].debugDescription : "the end"
  let wanted = line < theirs.count ? theirs[line].debugDescription : "the end"
  Issue.record("\(name):\(line + 1): \(found), expected \(wanted)", sourceLocation: sourceLocation)
}
