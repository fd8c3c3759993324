import Foundation
import GitStore
import SourceText
import TestSupport
import Testing

/// Every patch is compared with git's own, byte for byte, but for the payloads of
/// binary files: those are compressed as zlib sees fit, and git has to apply them.
@Suite(.blocking) struct DifferenceTests {
  @Test func ordinaryChanges() throws {
    let test = try TestRepository()
    let lines = (1...60).map { "line \($0)\n" }
    try test.write(lines.joined(), to: "changed")
    try test.write("goes\n", to: "deleted")
    try test.write("mode\n", to: "mode")
    try test.write("both\n", to: "mode-and-text")
    try test.write("kept\n", to: "kept")
    try test.commit()
    var changed = lines
    changed[2] = "third\n"
    changed.remove(at: 30)
    changed.append("last, without end")
    try test.write(changed.joined(), to: "changed")
    try FileManager.default.removeItem(atPath: test.path + "/deleted")
    try test.write("comes\n", to: "added/below")
    try test.write("both ways\n", to: "mode-and-text")
    for name in ["mode", "mode-and-text"] {
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: test.path + "/" + name)
    }
    try test.commit()
    let differences = try test.compareWithGit()
    #expect(
      differences.map { "\($0.status) \($0.path)" } == [
        "added added/below", "modified changed", "deleted deleted", "modified mode", "modified mode-and-text",
      ])
    #expect(differences[1].hunks.count == 3)
    #expect(differences[1].counts == (added: 2, removed: 2))
    #expect(differences[1].hunks[0].lines[2].newLine == nil)
    #expect(differences[3].hunks.isEmpty)
  }

  @Test func oddTexts() throws {
    let test = try TestRepository()
    let before = [
      "crlf": "a\r\nb\r\nc\r\n", "no-end": "a\nb", "gains-end": "a\nb", "loses-end": "a\nb\n", "empty": "",
      "emptied": "text\n", "latin": "x\n", "bom": "\u{FEFF}a\n", "one-line": "x", "blank": "\n\n\n",
    ]
    for (name, text) in before { try test.write(text, to: name) }
    try test.commit()
    let after = [
      "crlf": "a\r\nB\r\nc\n", "no-end": "a\nc", "gains-end": "a\nb\n", "loses-end": "a\nb",
      "empty": "filled",
      "emptied": "", "bom": "a\n", "one-line": "y", "blank": "\n\n", "new-empty": "",
    ]
    for (name, text) in after { try test.write(text, to: name) }
    try test.write([0x78, 0xE4, 0xFF, 0x0A], to: "latin")
    try test.commit()
    try test.compareWithGit()
  }

  @Test func oddNames() throws {
    let test = try TestRepository()
    let names = [
      "with space", "end space ", "quote\"d", "back\\slash", "new\nline", "tab\there", "\u{1}", "umlaut-ä",
      "a b/c d",
      "--dashes", "日本",
    ]
    for name in names { try test.write("one\n", to: name) }
    try test.commit()
    for name in names { try test.write("two\n", to: name) }
    try test.commit()
    #expect(try Set(test.compareWithGit().map(\.path.text)) == Set(names))
  }

  @Test func binaryFiles() throws {
    let test = try TestRepository()
    var noise = Noise()
    let large = noise.bytes(50_000)
    try test.write(large, to: "large")
    try test.write([0, 1, 2, 3], to: "small")
    try test.write([0, 9], to: "goes")
    try test.write("text\n", to: "becomes-binary")
    try test.write(Array(repeating: 0, count: 9_000), to: "zeros")
    try test.commit()
    try test.write(Array(large[..<20_000]) + [1, 2, 3] + large[20_000...], to: "large")
    try test.write([0, 1, 2, 4], to: "small")
    try test.write([0, 5, 5], to: "comes")
    try test.write([0x74, 0], to: "becomes-binary")
    try test.write(Array(repeating: 0, count: 7_000), to: "zeros")
    try FileManager.default.removeItem(atPath: test.path + "/goes")
    try test.commit()
    #expect(try test.compareWithGit().allSatisfy { $0.isBinary && $0.hunks.isEmpty })
  }

  @Test func changesOfKind() throws {
    let test = try TestRepository()
    try test.write("text\n", to: "to-link")
    try test.write("text\n", to: "to-folder")
    try test.write("text\n", to: "from-folder/file")
    let manager = FileManager.default
    try manager.createSymbolicLink(atPath: test.path + "/moved-link", withDestinationPath: "to-link")
    try manager.createSymbolicLink(atPath: test.path + "/to-file", withDestinationPath: "to-link")
    try test.commit()
    for name in ["to-link", "to-folder", "from-folder", "moved-link", "to-file"] {
      try manager.removeItem(atPath: test.path + "/" + name)
    }
    try manager.createSymbolicLink(atPath: test.path + "/to-link", withDestinationPath: "elsewhere")
    try manager.createSymbolicLink(atPath: test.path + "/moved-link", withDestinationPath: "elsewhere")
    try test.write("text\n", to: "to-folder/file")
    try test.write("text\n", to: "from-folder")
    try test.write("text\n", to: "to-file")
    try test.commit()
    let differences = try test.compareWithGit()
    #expect(differences.filter { $0.status == .typeChanged }.map(\.path) == ["to-file", "to-link"])
  }

  @Test func submodules() throws {
    let test = try TestRepository()
    for digit in ["1", "2"] {
      let id = String(repeating: digit, count: 40)
      try test.git("update-index", "--add", "--cacheinfo", "160000,\(id),module")
      try test.git("commit", "--quiet", "--message", "Submodule")
    }
    try test.compareWithGit()
  }

  @Test func headings() throws {
    let test = try TestRepository()
    let body = (1...12).map { "  step \($0)\n" }.joined()
    // One heading is cut inside blanks, one inside a character.
    let long = "function " + String(repeating: "x", count: 68) + "   (argument)\n"
    let wide = "function " + String(repeating: "ä", count: 60) + "\n"
    try test.write("func short() {\n" + body + long + body + wide + body + "}\n", to: "code")
    try test.commit()
    let changed = body.replacing("step 9", with: "step nine")
    try test.write("func short() {\n" + changed + long + changed + wide + changed + "}\n", to: "code")
    try test.commit()
    #expect(try test.compareWithGit()[0].hunks.count == 3)
  }

  @Test func attributesDecideAsForGit() throws {
    let test = try TestRepository()
    try test.write("*.lock -diff\n*.txt diff\n", to: ".gitattributes")
    try test.write("text\n", to: "a.lock")
    try test.write([0, 1], to: "b.txt")
    try test.commit()
    try test.write("other\n", to: "a.lock")
    try test.write([0, 2], to: "b.txt")
    try test.commit()
    #expect(try test.compareWithGit().map(\.isBinary) == [true, false])
  }

  @Test(arguments: 0..<6)
  func manyRandomChanges(seed: UInt64) throws {
    let test = try TestRepository()
    var noise = Noise(seed: seed)
    var files: [String: [String]] = [:]
    for number in 0..<25 {
      files["f\(number)"] = (0..<noise.number(below: 120)).map { _ in noise.line() }
    }
    try test.write(files)
    try test.commit()
    for name in files.keys.sorted() {
      var lines = files[name] ?? []
      for _ in 0..<noise.number(below: 9) {
        let place = noise.number(below: lines.count + 1)
        if noise.number(below: 2) == 0, place < lines.count {
          lines.removeSubrange(place..<min(lines.count, place + noise.number(below: 6)))
        } else {
          lines.insert(contentsOf: (0..<noise.number(below: 4)).map { _ in noise.line() }, at: place)
        }
      }
      files[name] = lines
    }
    try test.write(files)
    try test.commit()
    try test.compareWithGit()
  }

  @Test func anEmptyTreeIsAStart() throws {
    let test = try TestRepository()
    try test.write("text\n", to: "file")
    let commit = try test.commit()
    let session = try test.open().writingSession()
    #expect(try session.differences(from: nil, to: commit).map(\.status) == [.added])
    #expect(try session.differences(from: commit, to: commit).isEmpty)
  }

  @Test func aMissingBlobIsAnErrorWithItsPath() throws {
    let test = try TestRepository()
    try test.write("one\n", to: "file")
    let first = try test.commit()
    try test.write("two\n", to: "file")
    let second = try test.commit()
    try test.removeObject("HEAD~1:file")
    let error = try gitError { try test.open().writingSession().differences(from: first, to: second) }
    #expect(error.kind == .objectMissing)
    #expect(error.subject == "file")
  }
}

extension TestRepository {
  /// The differences between the last two commits; they must be those of git, and
  /// git must be able to apply them.
  @discardableResult
  func compareWithGit(at location: SourceLocation = #_sourceLocation) throws -> [FileDifference] {
    let differences = try open().writingSession().differences(from: id("HEAD~1"), to: id("HEAD"))
    let ours = differences.flatMap(\.patch)
    let theirs = try git(
      "diff", "--full-index", "--binary", "--no-renames", "--no-color", "--no-ext-diff", "HEAD~1", "HEAD")
    #expect(
      Self.withoutPayloads(ours) == Self.withoutPayloads(theirs),
      "\(String(decoding: ours, as: UTF8.self)) instead of \(String(decoding: theirs, as: UTF8.self))",
      sourceLocation: location)
    let hasSubmodules = try gitLine("ls-tree", "-r", "HEAD").contains("160000")
    if !hasSubmodules {
      try git("checkout", "--quiet", "--detach", "HEAD~1")
      try git("apply", "--index", input: ours)
      #expect(try gitLine("write-tree") == gitLine("rev-parse", "main^{tree}"), sourceLocation: location)
      try git("apply", "--index", "--reverse", input: ours)
      #expect(try gitLine("write-tree") == gitLine("rev-parse", "main~1^{tree}"), sourceLocation: location)
    }
    return differences
  }

  /// The lines of a patch; of a binary file only that it is one.
  private static func withoutPayloads(_ patch: [UInt8]) -> [ArraySlice<UInt8>] {
    var kept: [ArraySlice<UInt8>] = []
    var isPayload = false
    for line in patch.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.starts(with: Array("diff --git ".utf8)) { isPayload = false }
      if !isPayload { kept.append(line) }
      if line.elementsEqual(Array("GIT binary patch".utf8)) { isPayload = true }
    }
    return kept
  }

  func write(_ files: [String: [String]]) throws {
    for (name, lines) in files { try write(lines.joined(), to: name) }
  }
}

/// Numbers that look random and are the same each time.
struct Noise {
  private var state: UInt64

  init(seed: UInt64 = 1) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func number(below bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 33) % bound
  }

  mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(number(below: 256)) } }

  /// A line of code; there are few different ones, so that they repeat.
  mutating func line() -> String {
    let words = [
      "func a() {\n", "}\n", "\n", "  call()\n", "  return nil\n", "  if x {\n", "  }\n", "type T struct {\n",
    ]
    return words[number(below: words.count)]
  }
}
