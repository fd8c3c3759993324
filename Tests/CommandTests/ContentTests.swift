import Foundation
import TestSupport
import Testing

/// Files of every kind, and the proof that nothing is left.
@Suite(.blocking) struct ContentTests {
  private let tip = "sunset/remove-horn/2-configuration"

  @Test func theProofIsRedGreenAndRedAgain() throws {
    let project = try HornProject()
    #expect(try project.sunset("verify").code == 1)
    #expect(try project.sunset("apply").code == 0)
    #expect(try project.sunset("verify", "--base", tip).code == 0)
    try project.git("checkout", "--quiet", "-b", "planted", tip)
    try project.write([".hidden/notes": "a horn, far away"])
    try project.commit("Plant a remnant")
    let red = try project.sunset("verify")
    #expect(red.code == 1)
    #expect(red.text.contains(".hidden/notes"))
  }

  @Test func theProofFailsOnWhatItCannotRead() throws {
    let project = try HornProject()
    #expect(try project.sunset("apply").code == 0)
    try project.git("checkout", "--quiet", "-b", "damaged", tip)
    try project.write(["plain.txt": "nothing of note\n"])
    try project.commit("Add a file")
    let id = try project.git("rev-parse", "HEAD:plain.txt")
    let object = project.gitDirectory + "/objects/" + id.prefix(2) + "/" + id.dropFirst(2)
    try FileManager.default.removeItem(atPath: object)
    let result = try project.sunset("verify")
    #expect(result.code == 1)
    #expect(result.text.contains("plain.txt"))
    #expect(result.text.contains("1 error"))
  }

  @Test func aFileThatDoesNotParseIsAskedAboutAndLeft() throws {
    let project = try HornProject(files: [
      "src/broken.ts": "import { honk } from './services/horn';\nexport function ( {\n  honk();\n"
    ])
    let before = try project.state()
    let plan = try project.sunset("plan")
    #expect(plan.code == 3)
    #expect(plan.text.contains("src/broken.ts"))
    #expect(plan.text.contains("it does not parse (line 2)"))
    #expect(try project.sunset("apply").code == 3)
    #expect(try project.state() == before)
  }

  @Test func lineEndsMarksAndInvalidBytesStay() throws {
    let project = try HornProject()
    let head =
      "\u{FEFF}import { ring } from './services/bell';\r\nimport { honk } from './services/horn';\r\n\r\n// "
    let tail = "\r\nring();\r\nhonk();\r\n"
    try project.write(Data(head.utf8) + [0xFF, 0xFE] + Data(tail.utf8), to: "src/marked.ts")
    try project.commit()
    #expect(try project.sunset("apply").code == 0)
    try project.git("checkout", "--quiet", tip)
    let found = try Data(contentsOf: URL(fileURLWithPath: project.path + "/src/marked.ts"))
    let wanted = Data("\u{FEFF}import { ring } from './services/bell';\r\n\r\n// ".utf8) + [0xFF, 0xFE]
    #expect(found == wanted + Data("\r\nring();\r\n".utf8))
  }

  @Test func oddNamesLinksAndSubmodulesPassThrough() throws {
    let project = try HornProject(files: ["odd \"name\"\nhere.txt": "x\n"])
    try FileManager.default.createSymbolicLink(
      atPath: project.path + "/link", withDestinationPath: "src/services/horn.ts")
    let commit = try project.git("rev-parse", "HEAD")
    try project.git("add", "--all")
    try project.git("update-index", "--add", "--cacheinfo", "160000,\(commit),vendor/horn-module")
    try project.git("commit", "--quiet", "--message", "Add odd things")
    #expect(try project.sunset("apply").code == 0)
    let changed = try project.git("diff", "--name-only", "main", tip)
    #expect(!changed.contains("odd") && !changed.contains("link") && !changed.contains("vendor"))
    let proof = try project.sunset("verify", "--base", tip)
    #expect(proof.code == 1)
    #expect(proof.text.contains("link"))
    #expect(proof.text.contains("vendor/horn-module"))
    #expect(!proof.text.contains("name\"\nhere"))
  }

  @Test func aLargeFileIsRead() throws {
    let project = try HornProject()
    var bytes = Data(count: 50 << 20)
    bytes.append(Data("\nhorn".utf8))
    try project.write(bytes, to: "large.bin")
    try project.commit()
    #expect(try project.sunset("apply").code == 0)
    let proof = try project.sunset("verify", "--base", tip)
    #expect(proof.code == 1)
    #expect(proof.text.contains("large.bin"))
  }

  @Test func aBareRepositoryIsWorkedOnAlike() throws {
    let project = try HornProject()
    let bare = project.folder + "/bare.git"
    try project.git("clone", "--quiet", "--bare", project.path, bare)
    try project.git("config", "user.name", "Ada Example", in: bare)
    try project.git("config", "user.email", "ada@example.org", in: bare)
    #expect(try project.sunset("apply").code == 0)
    #expect(try project.sunset("apply", in: bare).code == 0)
    #expect(try project.branches(in: bare) == project.branches())
    #expect(try project.sunset("undo", in: bare).code == 0)
    #expect(try project.branches(in: bare).isEmpty)
  }

  @Test func linesAndFilesAreExplained() throws {
    let project = try HornProject()
    let removed = try project.sunset("explain", "src/app.ts:6")
    #expect(removed.code == 0)
    #expect(removed.text.contains("call that uses 'honk'"))
    #expect(removed.text.contains("selected by the rule"))
    let cascaded = try project.sunset("explain", "src/services/echo.ts")
    #expect(cascaded.text.contains("module that nobody imports any more"))
    let kept = try project.sunset("explain", "src/app.ts:5", "--format", "json")
    #expect(kept.text.contains("untouched"))
    #expect(try project.sunset("explain", "nowhere.ts").code == 2)
  }
}
