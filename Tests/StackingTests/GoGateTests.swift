import RuleModel
import SourceText
import Testing

@testable import Stacking

/// How a gate reads the go command.
@Suite struct GoGateTests {
  @Test(arguments: [
    "main.go:3:8: github.com/gorilla/mux@v1.8.1: module lookup disabled by GOPROXY=off",
    "main.go:3:8: github.com/a/b@v0.1.0: Get \"https://example.org/b.zip\": dial tcp: lookup example.org: no such host",
    "go: go.mod requires go >= 1.99 (running go 1.24.1; GOTOOLCHAIN=local)",
    "cgo: C compiler \"gcc\" not found: exec: \"gcc\": executable file not found in $PATH",
  ])
  func whatTheMachineLacks(line: String) {
    #expect(GoOutput.obstacle(in: Array("go: downloading x v1\n\(line)\n".utf8)) == .environment(line))
  }

  @Test(arguments: [
    "main.go:3:8: no required module provides package example.com/deck; to add it:",
    "main.go:3:8: missing go.sum entry for module providing package example.org/deck; to add:",
    "go: inconsistent vendoring in /boat:",
    "deck.go:5:12: pattern static: no matching files found",
  ])
  func whatTheTreeLacks(line: String) {
    #expect(GoOutput.obstacle(in: Array("\(line)\n".utf8)) == .tree(line))
  }

  @Test func whatTheCompilerFindsIsNoObstacle() {
    let output = "# example.com/boat\n./main.go:5:2: undefined: honk\nvet: ./main.go:5:2: undefined: honk\n"
    #expect(GoOutput.obstacle(in: Array(output.utf8)) == nil)
  }

  @Test func complaintsHavePlaces() {
    let output = """
      # example.com/boat
      # [example.com/boat]
      vet: ./main.go:5:2: undefined: honk
      deck/a.go:3:6: honk redeclared in this block
      \tdeck/b.go:3:6: other declaration of honk
      """
    let found = Diagnostics.parse(Array(output.utf8), as: .go, in: "server", checkout: "/checkout")
    #expect(found.map(\.path) == ["server/main.go", "server/deck/a.go"])
    #expect(found.map(\.line) == [5, 3])
    #expect(found.map(\.message) == ["undefined: honk", "honk redeclared in this block"])
  }

  @Test(arguments: [
    ("undefined: horn.Honk", ["Honk", "horn"]),
    ("b.Honk undefined (type *Boat has no field or method Honk)", ["Honk"]),
    ("\"example.com/boat/horn\" imported and not used", ["horn", "boat", "com", "example"]),
    ("declared and not used: horn", ["horn"]),
    ("unknown field Horn in struct literal of type Boat", ["Horn"]),
    ("missing return", []),
    ("error TS2304: Cannot find name 'honk'.", ["honk"]),
  ])
  func complaintsNameWhatTheyAreAbout(message: String, names: [String]) {
    #expect(Array(ComplainedNames.of(message).prefix(names.count)) == names)
  }

  @Test func configurationsAreThoseThatFilesName() {
    let texts = [
      "a/poll_windows.go": "package a\n", "a/poll_linux_test.go": "package a\n",
      "a/asm_arm64.go": "package a\n",
      "a/x.go": "// Copyright\n\n//go:build integration && !race\n\npackage a\n",
      "a/my_tool.go": "package a\n",
      "a/gen.go": "//go:build ignore\n\npackage main\n", "a/web.go": "//go:build js && wasm\n\npackage a\n",
      "a/vendor/v/v_plan9.go": "package v\n", "b/poll_darwin.go": "package b\n",
      // What a file is not for is looked at on a system that is neither.
      "c/poll_other.go": "//go:build !linux && !darwin\n\npackage c\n", "c/here_linux.go": "package c\n",
    ]
    let snapshot = InMemorySnapshot(
      Dictionary(uniqueKeysWithValues: texts.map { (RepositoryPath($0.key), Array($0.value.utf8)) }))
    #expect(
      GoBuildConfigurations.named(in: snapshot, below: "a").map { $0.environment(flags: "-mod=mod") } == [
        ["GOARCH": "arm64"], ["GOFLAGS": "-mod=mod -tags=integration"], ["GOOS": "js", "GOARCH": "wasm"],
        ["GOOS": "windows"],
      ])
    #if os(Linux)
      #expect(
        GoBuildConfigurations.named(in: snapshot, below: "c").map { $0.environment(flags: nil) } == [
          ["GOOS": "darwin"], ["GOOS": "windows"],
        ])
    #endif
  }
}
