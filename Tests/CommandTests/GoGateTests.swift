import Foundation
import TestSupport
import Testing

/// The Go compiler as a gate, by the real one.
@Suite(.blocking) struct GoGateTests {
  @Test func whatCompilesPasses() throws {
    let result = try GoProject.apply([:])
    #expect(result.code == 0, "\(result.text)\(result.errors)")
    #expect(result.text.contains("go-vet passed"))
  }

  @Test func aNewComplaintNamesTheRuleOfWhatWent() throws {
    let result = try GoProject.apply([
      "server/main.go": "package main\n\nfunc main() {\n\tring()\n\thonk()\n}\n"
    ])
    #expect(result.code == 4)
    #expect(result.text.contains("server/main.go:5:2  undefined: honk"))
    #expect(result.text.contains("which is what rule horn-code is for"), "\(result.text)")
    // The second step did not bring it about.
    #expect(result.text.contains("undefined: honk (since step 1)"))
  }

  @Test func testsAreCompiledToo() throws {
    let result = try GoProject.apply([
      "server/main_test.go":
        "package main\n\nimport \"testing\"\n\nfunc TestHonk(t *testing.T) {\n\thonk()\n}\n"
    ])
    #expect(result.code == 4)
    #expect(result.text.contains("server/main_test.go:6:2  undefined: honk"))
  }

  @Test func aBuildTagIsAConfigurationOfItsOwn() throws {
    let result = try GoProject.apply([
      "server/loud.go": "//go:build loud\n\npackage main\n\nfunc init() {\n\thonk()\n}\n"
    ])
    #expect(result.code == 4)
    #expect(result.text.contains("GOFLAGS=-tags=loud go vet ./..."))
    #expect(result.text.contains("server/loud.go:6:2  undefined: honk"))
  }

  @Test func whatWasWrongBeforeDoesNotCount() throws {
    let wrong = ["server/main.go": "package main\n\nfunc main() {\n\tring()\n\twhistle()\n}\n"]
    #expect(try GoProject.apply(wrong).code == 0)
    // Of a package vet names only the first fault: where there was one, another is not new.
    let moved = [
      "server/horn_linux.go": "package main\n\nfunc honk() { whistle() }\n",
      "server/main.go": "package main\n\nfunc main() {\n\tring()\n\thonk()\n}\n",
    ]
    #expect(try GoProject.apply(moved).code == 0)
  }

  @Test func missingModulesAreAFaultOfTheEnvironment() throws {
    let files = [
      "server/go.mod": "module example.com/boat\n\ngo 1.21\n\nrequire example.org/deck v1.0.0\n",
      "server/go.sum": """
      example.org/deck v1.0.0 h1:TuBL49tXwgrFYWhqrNgrUNEY92u81SPhu7sTdzQEiWY=
      example.org/deck v1.0.0/go.mod h1:AKf9I4AEqPTmMytcMc0KkNouC66V3BtZ4qD5fmWSiMQ=

      """,
      "server/deck.go": "package main\n\nimport _ \"example.org/deck\"\n",
    ]
    let failed = try GoProject.apply(files)
    #expect(failed.code == 2)
    #expect(failed.errors.contains("gate 'go-vet' cannot judge the base"), "\(failed.errors)")
    #expect(failed.errors.contains("go mod download"))
    let reported = try GoProject.apply(files, gate: ", unavailable: report")
    #expect(reported.code == 0)
    #expect(reported.text.contains("go-vet judged nothing (something is missing here: "), "\(reported.text)")
    #expect(reported.text.contains("note: gate go-vet"))
  }

  @Test func aBaseThatDoesNotLoadIsNoProof() throws {
    let result = try GoProject.apply([
      "server/deck.go": "package main\n\nimport _ \"example.com/boat/deck\"\n"
    ])
    #expect(result.code == 0)
    #expect(result.text.contains("judged nothing (the base does not load: "), "\(result.text)")
  }

  @Test func itRunsInEachModule() throws {
    let result = try GoProject.apply([
      "tool/go.mod": "module example.com/tool\n\ngo 1.21\n",
      "tool/main.go": "package main\n\nfunc main() {}\n",
      "tool/testdata/go.mod": "module example.com/broken\n",
      "tool/testdata/main.go": "package main\n\nwrong\n",
    ])
    #expect(result.code == 0, "\(result.text)")
    // In each of two steps: the server here and where its `!linux` file counts, and the tool.
    #expect(result.text.ranges(of: "go-vet passed").count == 6)
    #expect(result.text.contains("GOOS=windows go vet ./..."), "\(result.text)")
  }
}
