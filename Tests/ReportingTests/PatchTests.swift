import Findings
import Foundation
import SourceText
import TestSupport
import Testing

@testable import Reporting

/// What `--format diff` prints is given to the real git.
@Suite("Patch", .blocking) struct PatchTests {
  @Test("git applies the net change in one go, and each step's patch after the other")
  func applies() throws {
    let git = try ScratchRepository()
    defer { git.remove() }
    let (base, first, second) = try history(git)

    var report = Sample.plan()
    report.steps[0].title = "First\ndiff --git a/gone.txt b/gone.txt\ndeleted file mode 100644"
    report.steps[0].differences = try git.differences(base, first)
    report.steps[1].differences = try git.differences(first, second)
    report.netDifferences = try git.differences(base, second)
    let tree = try git.run(["rev-parse", second + "^{tree}"])

    try git.run(["checkout", "-q", base])
    try git.run(["apply", "--index", "-"], input: PatchRenderer(for: .program).render(report))
    #expect(try git.run(["write-tree"]) == tree)

    try git.run(["reset", "-q", "--hard", base])
    for step in ["8.1", "8.2"] {
      try git.run(["apply", "--index", "-"], input: PatchRenderer(for: .program, step: step).render(report))
    }
    #expect(try git.run(["write-tree"]) == tree)
  }

  /// Two commits on a base. Files are edited twice, edited and then deleted, added
  /// and then deleted, deleted and then added.
  private func history(_ git: ScratchRepository) throws -> (base: String, first: String, second: String) {
    try git.write("twice.txt", "one\ntwo\nthree\n")
    try git.write("edited then gone.txt", "here\nand there\n")
    try git.write("end.txt", "no line end")
    try git.write("crlf ü.txt", "a\r\nb\r\n")
    try git.write("image.bin", bytes: [0, 1, 2, 255, 0])
    try git.write("later.txt", "kept for now\n")
    let base = try git.commit()

    try git.write("twice.txt", "one\nthree\n")
    try git.write("edited then gone.txt", "here\n")
    try git.write("image.bin", bytes: [0, 1, 9, 255, 0])
    try git.write("crlf ü.txt", "a\r\n")
    try git.write("back.txt", "added\n")
    try git.delete("later.txt")
    let first = try git.commit()

    try git.write("twice.txt", "three\nfour\n")
    try git.write("end.txt", "no line end\n")
    try git.write("image.bin", bytes: [0, 7])
    try git.write("later.txt", "back\n")
    try git.delete("edited then gone.txt")
    try git.delete("back.txt")
    return (base, first, try git.commit())
  }

  @Test("A file's patch stands below the steps that change it")
  func headings() {
    var report = Sample.plan()
    let path: RepositoryPath = "web/src/App.tsx"
    let difference = FileDifference(
      path: path, status: .modified, isBinary: false, hunks: [], patch: Array("diff --git a/a b/a\n".utf8))
    report.netDifferences = [difference]
    report.steps[1].differences = [difference]
    let net = String(decoding: PatchRenderer(for: .program).render(report), as: UTF8.self)
    #expect(net == "# changed by step 8.1 and 8.2\ndiff --git a/a b/a\n")
    let step = String(decoding: PatchRenderer(for: .program, step: "8.2").render(report), as: UTF8.self)
    #expect(step == "# step 8.2: Remove the Go handler\ndiff --git a/a b/a\n")
    #expect(PatchRenderer(for: .program, step: "8.1").render(report).isEmpty)
  }

  @Test("For a program every byte is as it was; for a terminal it is made safe")
  func audiences() {
    var report = Sample.plan()
    let patch = Array("@@ -1 +1 @@\n-\ta\u{1B}[2J\r\n+b".utf8) + [0xFF, 0x0A]
    report.netDifferences = [
      FileDifference(path: "a", status: .modified, isBinary: false, hunks: [], patch: patch)
    ]
    #expect(PatchRenderer(for: .program).render(report).suffix(patch.count) == patch[...])
    let shown = PatchRenderer(for: .terminal(.plain)).render(report)
    #expect(String(decoding: shown, as: UTF8.self).hasSuffix("@@ -1 +1 @@\n-\ta\\x1b[2J\\r\n+b\u{FFFD}\n"))
  }
}
